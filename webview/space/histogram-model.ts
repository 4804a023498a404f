export interface Bin {
  readonly from: number;
  /** Exclusive, but for the last bin. */
  readonly to: number;
  readonly count: number;
}

/** Equal bins over round numbers: some twelve, or one for a single value. */
export function histogramOf(values: readonly number[], wanted = 12): Bin[] {
  if (values.length === 0) return [];
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  if (least === most) return [{ from: least, to: most, count: values.length }];
  const width = niceStep((most - least) / wanted);
  const start = Math.floor(least / width) * width;
  const n = Math.floor((most - start) / width) + 1;
  const counts = new Array<number>(n).fill(0);
  for (const value of values) counts[Math.min(n - 1, Math.floor((value - start) / width))]!++;
  return counts.map((count, i) => ({ from: start + i * width, to: start + (i + 1) * width, count }));
}

/** How many values lie in each bin, and how many of those keep a limit. Values beyond the bins are not counted. */
export function countsIn(
  bins: readonly Bin[],
  values: readonly number[],
  { min = -Infinity, max = Infinity }: { readonly min?: number; readonly max?: number } = {},
): { readonly kept: number; readonly beyond: number }[] {
  return bins.map(({ from, to }, i) => {
    const isIn = (value: number): boolean =>
      value >= from && (value < to || (i === bins.length - 1 && value <= to));
    const inside = values.filter(isIn);
    const kept = inside.filter((value) => value >= min && value <= max).length;
    return { kept, beyond: inside.length - kept };
  });
}

/** Where a value lies between the first bin's beginning (0) and the last one's end (1); beyond them outside of that. */
export function positionIn(bins: readonly Bin[], value: number): number {
  const [from, to] = [bins[0]!.from, bins.at(-1)!.to];
  return from === to ? (value < from ? -1 : value > to ? 2 : 0.5) : (value - from) / (to - from);
}

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below `step`; at least 1, for counts. */
function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const nice = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= step * (1 - 1e-12)) ?? 10;
  return Math.max(1, nice * power);
}

/** The middle value; of an even number the lower of the two in the middle. */
export function medianOf(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}
