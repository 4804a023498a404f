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
  const ofMarks = fenced(Float64Array.from(marks.filter(usable)).sort(), log);
  const ofLines = lines.filter(usable);
  const min = ofLines.reduce((a, b) => Math.min(a, b), ofMarks?.min ?? Number.POSITIVE_INFINITY);
  const max = ofLines.reduce((a, b) => Math.max(a, b), ofMarks?.max ?? Number.NEGATIVE_INFINITY);
  return min <= max ? widened({ min, max }, log) : undefined;
}

function fenced(sorted: Float64Array, log: boolean): Range | undefined {
  if (sorted.length === 0) return undefined;
  const all = { min: sorted[0]!, max: sorted.at(-1)! };
  if (sorted.length < 20 || log) return all;
  const quartile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  const low = quartile(0.25);
  const high = quartile(0.75);
  const fence = 3 * (high - low);
  if (fence === 0) return all;
  return {
    min: sorted.find((value) => value >= low - fence) ?? all.min,
    max: sorted.findLast((value) => value <= high + fence) ?? all.max,
  };
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
