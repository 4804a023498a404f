import type { StrategyCase } from './strategy-case';

export const FIDELITY_CASES: readonly StrategyCase[] = [];
