/** A rising function between the scores of one objective and what a model learns, and back. */
export interface Scale {
  readonly toTarget: (score: number) => number;
  readonly toScore: (target: number) => number;
}

/** A forecast of a target as one of the score: its deviation is half of what one deviation up and down are apart. */
export function inScores(
  { toScore }: Scale,
  mean: number,
  sd: number,
): { readonly mean: number; readonly sd: number } {
  return { mean: toScore(mean), sd: (toScore(mean + sd) - toScore(mean - sd)) / 2 };
}

/** Share of the distance between the best and the median that is added to a regret, so that the best has a finite target. */
const REGRET_OFFSET = 0.2;

/**
 * -ln((max - y) / (max - median) + 0.2), then mean 0 and variance 1.
 *
 * Knows no unit and hardly an outlier: however bad the bad half is, it is a few deviations away, and differences between
 * good candidates are magnified. It ends a little above the best, at max + 0.2 (max - median).
 */
export function logRegretScale(scores: readonly number[]): Scale {
  const sorted = scores.toSorted((a, b) => a - b);
  const best = sorted.at(-1)!;
  const unit = best - sorted[Math.floor((sorted.length - 1) / 2)]! || best - sorted[0]! || 1;
  const warp = (score: number): number => -Math.log(Math.max(0, (best - score) / unit) + REGRET_OFFSET);
  const warped = standardizedScale(scores.map(warp));
  return {
    toTarget: (score) => warped.toTarget(warp(score)),
    toScore: (target) => best - unit * (Math.exp(-warped.toScore(target)) - REGRET_OFFSET),
  };
}

/** Mean 0 and variance 1; only shifted where all scores are equal. */
export function standardizedScale(scores: readonly number[]): Scale {
  const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length;
  const largest = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
  // Equal scores have a variance of rounding errors.
  const sd = Math.sqrt(variance) > 1e-12 * largest ? Math.sqrt(variance) : 1;
  return {
    toTarget: (score) => (score - mean) / sd,
    toScore: (target) => mean + sd * target,
  };
}
