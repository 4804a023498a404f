import type { Range } from './range';

/**
 * The range that shows `factor` of what `range` does (below 1 zooms in), with the value at `at` where it is.
 *
 * @param at place of the fixed value, 0 at the least and 1 at the most
 */
export function zoomed({ min, max }: Range, at: number, factor: number, log: boolean): Range {
  const low = log ? Math.log(min) : min;
  const high = log ? Math.log(max) : max;
  const fixed = low + at * (high - low);
  const from = fixed + (low - fixed) * factor;
  const to = fixed + (high - fixed) * factor;
  return log ? { min: Math.exp(from), max: Math.exp(to) } : { min: from, max: to };
}
