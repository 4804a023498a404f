import type { Objective } from '../trial/objective';
import type { Measure } from './measure';
import type { SignedRankTest } from './signed-rank';
import type { Spread } from './spread';
import type { BudgetUnit } from './step-function';

/**
 * What a comparison has found: `comparison.json`, whole.
 *
 * Values are the measure's: of a metric in its own unit, of a hypervolume a share. A search has no value while it has
 * no candidate that keeps the constraints; such searches are left out of means (`n` says how many are in) and count
 * as worse than any other in tests.
 */
export interface ComparisonResult {
  readonly format: 'nas-comparison';
  readonly version: 1;
  /** Version of NAS Workbench. */
  readonly product: string;
  readonly experimentName: string;
  /** The experiment in its canonical form, without strategy, seed, budget and execution. */
  readonly experiment: Readonly<Record<string, unknown>>;
  readonly objectives: readonly Objective[];
  readonly measure: Measure;
  /** Full measurements of each search. */
  readonly budget: number;
  /** Those for which every strategy has a search, ascending. */
  readonly seeds: readonly number[];
  /** What seconds are: those that the measurements of a table stand for, or those that measuring took here. */
  readonly seconds?: 'simulated' | 'measured';
  /** The measure's value of the best candidate that there is, where a table says so. */
  readonly bestPossible?: number;
  /** The strategy that all others are tested against; absent where each is tested against each. */
  readonly baseline?: string;
  /** In the order in which they were given. */
  readonly strategies: readonly StrategyResult[];
  /** Evaluations first, then seconds, each ascending. */
  readonly budgets: readonly BudgetResult[];
}

export interface StrategyResult {
  readonly name: string;
  /** With every default filled in. */
  readonly options: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly trials: Spread;
  /** Shares of a search's trials. */
  readonly repeatShare: Spread;
  readonly failedShare: Spread;
  readonly thinkingMsPerTrial: Spread;
  /** Of whole searches. */
  readonly seconds?: Spread;
  /** Searches that ended because there was nothing left to propose. */
  readonly nExhausted: number;
  readonly curves: readonly Curve[];
}

/** The value over a budget, across seeds. Every list is as long as `at`; null where no search has a value. */
export interface Curve {
  readonly unit: BudgetUnit;
  readonly at: readonly number[];
  readonly n: readonly number[];
  readonly mean: readonly (number | null)[];
  readonly standardError: readonly (number | null)[];
  readonly q1: readonly (number | null)[];
  readonly median: readonly (number | null)[];
  readonly q3: readonly (number | null)[];
}

export interface BudgetResult {
  readonly unit: BudgetUnit;
  readonly at: number;
  /** In the strategies' order. */
  readonly values: readonly Spread[];
  readonly tests: readonly PairTest[];
  /**
   * The strategy with the best mean and all that no test tells apart from it, by name, in the order of their means.
   * Of a comparison with a baseline that was not the best: empty, because not all pairs were tested.
   */
  readonly leaders: readonly string[];
}

/** Differences are first minus second, positive where the first is better. */
export interface PairTest extends SignedRankTest {
  readonly first: string;
  readonly second: string;
  /** By Holm, over the tests of this budget. */
  readonly adjustedP: number;
  /** Where the adjusted p is below `LEVEL`. */
  readonly better?: string;
}

/** Differences with an adjusted p below this are called so. */
export const LEVEL = 0.05;
