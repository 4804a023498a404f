import { expected } from '../base/errors';
import { paretoFront } from './domination';
import type { Point } from './domination';

/**
 * Measures the volume that `points` dominate above `reference`, every objective
 * to be maximised.
 *
 * Exact for any number of objectives. Points that are not better than the
 * reference in every objective add nothing; the result is in the product of the
 * objectives' units. One and two objectives: a sweep, O(n log n). Beyond: the
 * WFG algorithm, While, Bradstreet and Barone, "A Fast Way of Calculating Exact
 * Hypervolumes", IEEE TEC 16(1), 2012, with slicing of the last objective; worst
 * case exponential in the number of objectives, 3 objectives and 100 points take
 * milliseconds.
 */
export function hypervolume(points: readonly Point[], reference: Point): number {
  for (const [i, point] of points.entries()) {
    if (point.length !== reference.length) {
      throw expected(`points[${i}]`, `${reference.length} objectives as in the reference`, point.length);
    }
  }
  const above = points
    .map((point) => point.map((value, i) => value - reference[i]!))
    .filter((point) => point.every((value) => value > 0));
  return volume(frontOf(above));
}

/** Volume above the origin of points of which none dominates another. */
function volume(front: readonly Point[]): number {
  const first = front[0];
  if (first === undefined) return 0;
  if (front.length === 1) return product(first);
  if (first.length <= 2) return area(front);

  // Slices of equal last objective, from the top: each point's slab has a base that is a smaller problem.
  const last = first.length - 1;
  const sorted = front.toSorted((a, b) => a[last]! - b[last]!);
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) sum += sorted[i]![last]! * exclusiveBase(sorted, i, last);
  return sum;
}

/**
 * The part of point `i`'s base (all objectives but the last) that no later,
 * hence higher, point covers.
 */
function exclusiveBase(sorted: readonly Point[], i: number, last: number): number {
  const base = sorted[i]!.slice(0, last);
  const limited = sorted.slice(i + 1).map((point) => base.map((value, k) => Math.min(value, point[k]!)));
  return product(base) - volume(frontOf(limited));
}

/** Sweep over points of which none dominates another, from the largest first objective down. */
function area(front: readonly Point[]): number {
  const sorted = front.toSorted((a, b) => b[0]! - a[0]!);
  let sum = 0;
  let covered = 0;
  for (const [x, y = 1] of sorted) {
    if (y > covered) {
      sum += x! * (y - covered);
      covered = y;
    }
  }
  return sum;
}

function frontOf(points: readonly Point[]): Point[] {
  return paretoFront(points).map((i) => points[i]!);
}

function product(values: readonly number[]): number {
  return values.reduce((a, b) => a * b, 1);
}
