import type { StrategyCase } from './strategy-case';

export const AUTO_CASES: readonly StrategyCase[] = [];
