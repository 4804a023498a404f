import type { Score } from '../../trial/objective';

/** What a model learns of scores: mean 0 and variance 1, higher is better, whatever breaks a constraint below all that does not. */
export interface Targets {
  readonly values: Float64Array;
  /** The first objective, as a score, at a target. */
  readonly toScore: (target: number) => number;
  /** Scores in one target. */
  readonly unit: number;
}

/** How far below the worst feasible score an infeasible one lies at least, in ranges of the feasible ones; at most twice that. */
const INFEASIBLE = 0.5;

export function targetsOf(scores: readonly Score[]): Targets {
  const feasible = scores.filter(({ violation }) => violation === 0).map(({ values }) => values[0]!);
  const all = feasible.length > 0 ? feasible : [0];
  const [low, high] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
  const step = INFEASIBLE * (high > low ? high - low : 1);
  const raw = scores.map(({ values, violation }) =>
    violation === 0 ? values[0]! : low - step * (1 + violation / (1 + violation)),
  );
  const mean = raw.reduce((a, b) => a + b, 0) / raw.length;
  const variance = raw.reduce((sum, value) => sum + (value - mean) ** 2, 0) / raw.length;
  const unit =
    Math.sqrt(variance) > 1e-12 * Math.max(Math.abs(low), Math.abs(high)) ? Math.sqrt(variance) : 1;
  return {
    values: Float64Array.from(raw, (value) => (value - mean) / unit),
    toScore: (target) => mean + unit * target,
    unit,
  };
}
