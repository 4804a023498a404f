import type { StrategyCase } from './strategy-case';

export const PROGRESSIVE_CASES: readonly StrategyCase[] = [];
