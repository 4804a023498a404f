import type { StrategyCase } from './strategy-case';

export const NEUROEVOLUTION_CASES: readonly StrategyCase[] = [
  { title: 'neat', options: { kind: 'neat', populationSize: 6, threshold: 2 } },
];
