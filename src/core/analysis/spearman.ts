import { averageOfDenseRanks, averageRanks } from './ranks';

/**
 * Spearman's rho: Pearson's correlation of the ranks, equal values sharing the mean of theirs. O(n log n).
 *
 * @returns in [-1, 1]; `undefined` for fewer than two pairs or where one side is all the same
 */
export function spearmanRho(x: Float64Array, y: Float64Array): number | undefined {
  return pearson(averageRanks(x), averageRanks(y));
}

/** The same of whole numbers from 0, as `denseRanks` makes them: nothing is sorted. */
export function rhoOfRanks(x: Uint32Array, y: Uint32Array): number | undefined {
  return pearson(averageOfDenseRanks(x), averageOfDenseRanks(y));
}

function pearson(x: Float64Array, y: Float64Array): number | undefined {
  const meanX = meanOf(x);
  const meanY = meanOf(y);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const scale = Math.sqrt(xx * yy);
  return scale > 0 ? Math.max(-1, Math.min(1, xy / scale)) : undefined;
}

function meanOf(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
