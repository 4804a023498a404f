import type { StrategyCase } from './strategy-case';

export const NASBOT_CASES: readonly StrategyCase[] = [];
