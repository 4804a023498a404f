import type { Score } from '../../trial/objective';

/**
 * How much worse the worse of two of these scores typically is: the median over all pairs of different first objectives
 * that break the constraints equally. 0 where there is no such pair. In units of the first objective; O(n² log n) for n scores.
 *
 * A median, because a few candidates that do not train at all would decide a mean.
 */
export function averageWorsening(scores: readonly Score[]): number {
  const worsenings = scores
    .flatMap((a, i) =>
      scores
        .slice(i + 1)
        .flatMap((b) => (a.violation === b.violation ? [Math.abs(a.values[0]! - b.values[0]!)] : [])),
    )
    .filter((worsening) => worsening > 0)
    .sort((a, b) => a - b);
  return worsenings[worsenings.length >>> 1] ?? 0;
}
