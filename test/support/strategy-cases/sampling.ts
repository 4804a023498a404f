import type { StrategyCase } from './strategy-case';

export const SAMPLING_CASES: readonly StrategyCase[] = [{ title: 'random', options: { kind: 'random' } }];
