/** Rows of a list that are in the document, and the room that the others take before and after them. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
  /** Pixels. */
  readonly above: number;
  readonly below: number;
}

/** Fewer than 100 rows are in the document, whatever there is to list. */
export const MOST_DRAWN = 80;
/** Around what is in sight; pixels. */
const MARGIN = 300;

/**
 * The rows of a list to draw: all of a short one, else those in sight and some around them.
 *
 * @param heights of every row, measured or guessed; pixels
 * @param top how far the list is scrolled
 * @param height of the part that is in sight
 */
export function rowWindow(heights: readonly number[], top: number, height: number): RowWindow {
  if (heights.length <= MOST_DRAWN) return { first: 0, end: heights.length, above: 0, below: 0 };
  let first = 0;
  let above = 0;
  while (first < heights.length - 1 && above + heights[first]! < top - MARGIN) above += heights[first++]!;
  let end = first;
  let reached = above;
  while (end < heights.length && end - first < MOST_DRAWN && reached < top + height + MARGIN) {
    reached += heights[end++]!;
  }
  return { first, end, above, below: sum(heights, end, heights.length) };
}

/** How far the list is scrolled when row `row` is the first in sight. */
export function topOf(heights: readonly number[], row: number): number {
  return sum(heights, 0, row);
}

function sum(heights: readonly number[], from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += heights[i]!;
  return total;
}
