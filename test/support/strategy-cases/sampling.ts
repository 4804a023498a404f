import type { StrategyCase } from './strategy-case';

export const SAMPLING_CASES: readonly StrategyCase[] = [
  { title: 'random', options: { kind: 'random' } },
  { title: 'grid', seedless: true, options: { kind: 'grid' } },
  { title: 'grid, shuffled', options: { kind: 'grid', order: 'shuffled' } },
];
