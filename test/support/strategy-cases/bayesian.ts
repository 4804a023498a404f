import type { StrategyCase } from './strategy-case';

export const BAYESIAN_CASES: readonly StrategyCase[] = [];
