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

/** The range moved by a share of its length, towards the most for a positive one. */
export function moved({ min, max }: Range, share: number, log: boolean): Range {
  if (!log) return { min: min + share * (max - min), max: max + share * (max - min) };
  const by = (max / min) ** share;
  return { min: min * by, max: max * by };
}

/** Between a value that was brought into a range and the range's end, as a share of its length. */
const AIR = 0.1;

/** The range itself when it has the value in it, else moved until it has. */
export function movedTo(range: Range, value: number, log: boolean): Range {
  const { min, max } = range;
  const isInside = value >= min && value <= max;
  if (isInside || (log && value <= 0)) return range;
  const place = log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return moved(range, place < 0 ? place - AIR : place - 1 + AIR, log);
}
