/** Losses that differ by less than this agree to four digits. */
export const FOUR_DIGITS = 1e-4;

/** The largest relative difference between two curves; infinite where only one of two losses is finite. */
export function worstDifference(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => relativeDifference(value, b[i]!)));
}

function relativeDifference(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const difference = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  return Number.isNaN(difference) ? Infinity : difference;
}
