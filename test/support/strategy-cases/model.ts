import type { StrategyCase } from './strategy-case';

export const MODEL_CASES: readonly StrategyCase[] = [];
