/** A place on a chart, in its pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Leaves out marks that lie on others: of those in one square of `size` pixels the first is kept. Everything in a chart
 * keeps its form; only how many lie on one another is lost, which the chart must say. In the order of `marks`.
 *
 * @param mustStay marks that are drawn in any case
 */
export function thinned<M extends Place>(
  marks: readonly M[],
  size: number,
  mustStay: (mark: M) => boolean,
): M[] {
  const taken = new Set<string>();
  return marks.filter((mark) => {
    if (mustStay(mark)) return true;
    const square = `${Math.floor(mark.x / size)} ${Math.floor(mark.y / size)}`;
    if (taken.has(square)) return false;
    taken.add(square);
    return true;
  });
}
