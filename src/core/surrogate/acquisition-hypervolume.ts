import { expectedImprovement } from './normal-distribution';

/**
 * The part of objective space that is above a reference and that no point of a front dominates, as boxes that
 * do not overlap. Their sides lie on few coordinates, so that each is looked at once per candidate.
 */
export interface FreeBoxes {
  /** By objective: where boxes begin and end, ascending; the last is Infinity. */
  readonly coordinates: readonly Float64Array[];
  /** `[boxes, objectives]`: positions in `coordinates`. */
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  readonly nBoxes: number;
}

/**
 * Cuts the free space into slabs between the values of the last objective, each of which is a problem with one objective less.
 *
 * Points that a slab's others cover are left out of it. Of n points in m objectives at most (n + 1)^(m - 1) boxes, usually far fewer: with two objectives the segments of the front, as in Emmerich,
 * Deutz and Klinkenberg, "Hypervolume-based expected improvement", CEC 2011; with more, the grid cells of that paper, joined along the first objective.
 *
 * @param front points of equal length, every objective to be maximised; dominated ones and those below the reference add nothing
 */
export function freeBoxes(front: readonly (readonly number[])[], reference: readonly number[]): FreeBoxes {
  const m = reference.length;
  const above = front.filter((point) => point.every((value, j) => value > reference[j]!));
  const coordinates = reference.map((lowest, j) =>
    Float64Array.from(
      [...new Set([lowest, ...above.map((point) => point[j]!), Infinity])].sort((a, b) => a - b),
    ),
  );
  const places = coordinates.map((values) => new Map([...values].map((value, place) => [value, place])));
  const ranks = above.map((point) => point.map((value, j) => places[j]!.get(value)!));
  const lower: number[] = [];
  const upper: number[] = [];
  cut(ranks, m - 1, [], []);
  return {
    coordinates,
    lower: Int32Array.from(lower),
    upper: Int32Array.from(upper),
    nBoxes: lower.length / m,
  };

  /** Boxes above `points` in the objectives up to `last`; `from` and `to` are the sides in those after it. */
  function cut(points: readonly (readonly number[])[], last: number, from: number[], to: number[]): void {
    const end = coordinates[last]!.length - 1;
    if (last === 0) {
      lower.push(Math.max(0, ...points.map(([first = 0]) => first)), ...from);
      upper.push(end, ...to);
      return;
    }
    let begin = 0;
    for (const value of [...new Set(points.map((point) => point[last]!)), end].sort((a, b) => a - b)) {
      const blocking = undominated(
        points.filter((point) => point[last]! >= value),
        last,
      );
      cut(blocking, last - 1, [begin, ...from], [value, ...to]);
      begin = value;
    }
  }
}

/** The points that count in the first `n` objectives; of equal ones the first. */
function undominated(points: readonly (readonly number[])[], n: number): readonly (readonly number[])[] {
  const covers = (a: readonly number[], b: readonly number[]): boolean => {
    for (let j = 0; j < n; j++) if (a[j]! < b[j]!) return false;
    return true;
  };
  return points.filter(
    (point, i) =>
      !points.some((other, k) => k !== i && covers(other, point) && (k < i || !covers(point, other))),
  );
}

/**
 * The expected growth of the hypervolume by a candidate whose objectives are independent and normal; exact.
 *
 * Over the boxes, the sum of the products of the expected lengths by which the candidate reaches into their sides: E[(min(Y, u) - l)⁺] = EI(l) - EI(u).
 * A deviation of 0 is an objective that is known. O(boxes x objectives).
 */
export function expectedHypervolumeImprovement(
  { coordinates, lower, upper, nBoxes }: FreeBoxes,
  means: readonly number[],
  sds: readonly number[],
): number {
  const m = means.length;
  const reach = coordinates.map((values, j) =>
    values.map((value) => (value === Infinity ? 0 : expectedImprovement(means[j]!, sds[j]!, value))),
  );
  let sum = 0;
  for (let b = 0, k = 0; b < nBoxes; b++, k += m) {
    let volume = 1;
    for (let j = 0; j < m; j++) volume *= reach[j]![lower[k + j]!]! - reach[j]![upper[k + j]!]!;
    sum += volume;
  }
  return Math.max(0, sum);
}
