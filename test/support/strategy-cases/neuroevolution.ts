import type { StrategyCase } from './strategy-case';

export const NEUROEVOLUTION_CASES: readonly StrategyCase[] = [];
