import { kthSmallest } from './kth-smallest';

export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * The range of an axis: all marks, or, where a few lie so far out that the
 * rest would be a line, those within Tukey's outer fences (three interquartile
 * ranges from the quartiles). What lies outside is drawn at the edge. Lines are
 * what a chart is about: they are always inside.
 */
export function rangeOf(marks: readonly number[], lines: readonly number[], log: boolean): Range | undefined {
  const usable = (value: number) => Number.isFinite(value) && (!log || value > 0);
  const kept = new Float64Array(marks.length);
  let count = 0;
  for (const value of marks) if (usable(value)) kept[count++] = value;
  const ofMarks = fenced(kept.subarray(0, count), log);
  const ofLines = lines.filter(usable);
  const min = ofLines.reduce((a, b) => Math.min(a, b), ofMarks?.min ?? Number.POSITIVE_INFINITY);
  const max = ofLines.reduce((a, b) => Math.max(a, b), ofMarks?.max ?? Number.NEGATIVE_INFINITY);
  return min <= max ? widened({ min, max }, log) : undefined;
}

/** Reorders the values. */
function fenced(values: Float64Array, log: boolean): Range | undefined {
  if (values.length === 0) return undefined;
  const all = within(values, { min: -Infinity, max: Infinity });
  if (values.length < 20 || log) return all;
  const quartile = (share: number) => kthSmallest(values, Math.floor(share * (values.length - 1)));
  const low = quartile(0.25);
  const high = quartile(0.75);
  const fence = 3 * (high - low);
  return fence === 0 ? all : within(values, { min: low - fence, max: high + fence });
}

/** The ends of those values that lie in the range. */
function within(values: Float64Array, { min, max }: Range): Range {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (value >= min && value < least) least = value;
    if (value <= max && value > most) most = value;
  }
  return { min: least, max: most };
}

/** How many values lie outside. */
export function outside(values: readonly number[], { min, max }: Range): number {
  return values.reduce((count, value) => count + Number(value < min || value > max), 0);
}

/** A little air at both ends, so that marks are not cut; a single value gets room around it. */
function widened({ min, max }: Range, log: boolean): Range {
  if (log) return { min: min / 1.15, max: max * 1.15 };
  const air = max > min ? (max - min) * 0.04 : Math.abs(max) * 0.05 || 1;
  return { min: min - air, max: max + air };
}
