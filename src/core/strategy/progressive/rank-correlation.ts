/**
 * Spearman's rank correlation; equal values share the mean of their ranks.
 *
 * @returns in [-1, 1]; `undefined` for fewer than three pairs, or where one side is all the same
 */
export function rankCorrelation(pairs: readonly (readonly [number, number])[]): number | undefined {
  if (pairs.length < 3) return undefined;
  const a = ranksOf(pairs.map(([first]) => first));
  const b = ranksOf(pairs.map(([, second]) => second));
  const mean = (pairs.length - 1) / 2;
  const sumOfProducts = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, rank, i) => sum + (rank - mean) * (y[i]! - mean), 0);
  const scale = Math.sqrt(sumOfProducts(a, a) * sumOfProducts(b, b));
  return scale > 0 ? sumOfProducts(a, b) / scale : undefined;
}

/** From 0. */
function ranksOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
}
