import { dominates } from './domination';
import type { Point } from './domination';
import { hypervolume } from './hypervolume';

/**
 * The hypervolume of all points that were ever added, kept up to date; every objective to be maximised.
 *
 * A point adds what it dominates and the front does not: its own box less the hypervolume of the front cut down to that
 * box (the exclusive hypervolume of While, Bradstreet and Barone, IEEE TEC 16(1), 2012, section III). Exact. A point that
 * is dominated costs O(m f), another the hypervolume of at most f points; f is the front's size.
 */
export class HypervolumeArchive {
  #front: Point[] = [];
  #volume = 0;

  /** @param reference what a point must be better than in every objective to add anything */
  constructor(private readonly reference: Point) {}

  get volume(): number {
    return this.#volume;
  }

  /** Whether the volume has grown. */
  add(point: Point): boolean {
    if (point.some((value, i) => value <= this.reference[i]!)) return false;
    if (this.#front.some((other) => dominates(other, point) || isSame(other, point))) return false;
    const box = point.reduce((product, value, i) => product * (value - this.reference[i]!), 1);
    const inside = this.#front.map((other) => other.map((value, i) => Math.min(value, point[i]!)));
    this.#volume += box - hypervolume(inside, this.reference);
    this.#front = this.#front.filter((other) => !dominates(point, other));
    this.#front.push(point);
    return true;
  }
}

function isSame(a: Point, b: Point): boolean {
  return a.every((value, i) => value === b[i]);
}
