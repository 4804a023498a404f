import type { ValueStep } from './measure';

/** What a budget is counted in. */
export type BudgetUnit = 'evaluations' | 'seconds';

/** Sums of shares are as exact as floating point is. */
const ROUNDING = 1e-9;

/** The value after `budget`; absent where there was none yet. O(log n). */
export function valueAt(steps: readonly ValueStep[], unit: BudgetUnit, budget: number): number | undefined {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle]![unit] ?? Infinity) <= budget + ROUNDING) low = middle + 1;
    else high = middle;
  }
  return steps[low - 1]?.value;
}

/** Whole numbers from 1 to `last`, or `most` of them at equal distances up to `last`. */
export function gridTo(last: number, most: number): number[] {
  const end = Math.floor(last);
  if (end <= most) return Array.from({ length: end }, (_, i) => i + 1);
  return Array.from({ length: most }, (_, i) => Math.round((end * (i + 1)) / most));
}
