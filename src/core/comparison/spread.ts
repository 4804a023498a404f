/** How numbers are spread. Without any number, everything but `n` is absent. */
export interface Spread {
  readonly n: number;
  readonly mean?: number;
  /** Of the mean: the standard deviation over the root of n. Absent with fewer than two. */
  readonly standardError?: number;
  /** With n - 1. Absent with fewer than two. */
  readonly sd?: number;
  readonly min?: number;
  readonly q1?: number;
  readonly median?: number;
  readonly q3?: number;
  readonly max?: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const n = values.length;
  if (n === 0) return { n };
  const sorted = Float64Array.from(values).sort();
  // Of equal values the sum over n may miss the value by a rounding, which would look like a spread.
  const mean = sorted[0] === sorted[n - 1] ? sorted[0]! : values.reduce((a, b) => a + b, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = Math.sqrt(squares / (n - 1));
  return {
    n,
    mean,
    ...(n < 2 ? {} : { standardError: sd / Math.sqrt(n), sd }),
    min: sorted[0]!,
    q1: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    q3: quantile(sorted, 0.75),
    max: sorted[n - 1]!,
  };
}

/** Linear between the order statistics: type 7 of Hyndman and Fan, The American Statistician 50(4), 1996, as in R and NumPy. */
function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - Math.floor(at));
}
