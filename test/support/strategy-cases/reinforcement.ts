import type { StrategyCase } from './strategy-case';

export const REINFORCEMENT_CASES: readonly StrategyCase[] = [];
