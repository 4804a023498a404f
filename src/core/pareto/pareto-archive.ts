import { dominates } from './domination';
import type { Point } from './domination';

/** A point of the front and what it stands for. */
export interface Archived<T> {
  readonly point: Point;
  readonly item: T;
}

/**
 * The front of all points that were ever added, kept up to date.
 *
 * Equal points are all there. While no feasible point was added, the front is that of the points with the smallest
 * violation. Adding costs O(m f), f being the front's size.
 */
export class ParetoArchive<T> {
  #front: Archived<T>[] = [];
  #violation = Infinity;

  /** In the order in which they were added. */
  get front(): readonly Archived<T>[] {
    return this.#front;
  }

  /** Whether the point is on the front now. */
  add(point: Point, violation: number, item: T): boolean {
    if (violation > this.#violation) return false;
    if (violation < this.#violation) {
      this.#violation = violation;
      this.#front = [];
    }
    if (this.#front.some((other) => dominates(other.point, point))) return false;
    this.#front = this.#front.filter((other) => !dominates(point, other.point));
    this.#front.push({ point, item });
    return true;
  }
}
