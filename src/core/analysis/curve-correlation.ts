import { kendallTauB } from './kendall';
import { spearmanRho } from './spearman';

/** How well the order after some epochs foretells the final one. */
export interface EpochCorrelation {
  readonly epoch: number;
  readonly n: number;
  readonly tau: number | undefined;
  readonly rho: number | undefined;
}

/** Fewer trials tell nothing of an order. */
export const FEWEST_CURVES = 5;

/**
 * Rank correlations of a metric after epoch k with the same metric after the last, for each k before it.
 *
 * Only curves of the most common length count: those of trials that were stopped early end at another final.
 *
 * @param curves of each trial, by epoch from 1; NaN where an epoch is missing
 * @returns empty with fewer than `FEWEST_CURVES` full curves
 */
export function curveCorrelations(curves: readonly Float64Array[]): EpochCorrelation[] {
  const length = commonLength(curves);
  const full = curves.filter((curve) => curve.length === length);
  if (full.length < FEWEST_CURVES || length < 2) return [];
  return Array.from({ length: length - 1 }, (_, i) => {
    const known = full.filter((curve) => Number.isFinite(curve[i]!) && Number.isFinite(curve[length - 1]!));
    const after = Float64Array.from(known, (curve) => curve[i]!);
    const final = Float64Array.from(known, (curve) => curve[length - 1]!);
    return { epoch: i + 1, n: known.length, tau: kendallTauB(after, final), rho: spearmanRho(after, final) };
  });
}

/** Of equally common lengths the longest. */
function commonLength(curves: readonly Float64Array[]): number {
  const counts = new Map<number, number>();
  for (const { length } of curves) counts.set(length, (counts.get(length) ?? 0) + 1);
  let best = 0;
  for (const [length, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && length > best)) best = length;
  }
  return best;
}
