/** Whether two curves agree to four digits: they differ by less than half a unit of the fourth one, everywhere. */
export function agreeToFourDigits(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, i) => Object.is(value, b[i]) || Math.abs(value - b[i]!) < halfOfFourthDigit(value));
}

/** The largest relative difference between two curves; infinite where only one of two losses is finite. */
export function worstDifference(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => relativeDifference(value, b[i]!)));
}

function halfOfFourthDigit(value: number): number {
  return 0.5 * 10 ** (Math.floor(Math.log10(Math.abs(value))) - 3);
}

function relativeDifference(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const difference = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  return Number.isNaN(difference) ? Infinity : difference;
}
