/** The position of the mark nearest to (x, y) and not farther than `reach` pixels; the later of equals, which lies on top. */
export function nearest(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  x: number,
  y: number,
  reach: number,
): number | undefined {
  let best: number | undefined;
  let least = reach * reach;
  for (let i = 0; i < xs.length; i++) {
    const distance = (xs[i]! - x) ** 2 + (ys[i]! - y) ** 2;
    if (distance <= least) {
      least = distance;
      best = i;
    }
  }
  return best;
}
