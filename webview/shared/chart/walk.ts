import type { XY } from './picture';

/** Positions of the points in the order of x. */
export function orderByX(points: readonly XY[]): number[] {
  return points.map((_, i) => i).sort((a, b) => points[a]!.x - points[b]!.x);
}

/** Where a key leads among positions in order; `undefined` for a key that leads nowhere. */
export function stepInOrder(
  key: string,
  order: readonly number[],
  from: number | undefined,
): number | undefined {
  const at = from === undefined ? -1 : order.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return order[Math.min(order.length - 1, at + 1)];
    case 'ArrowLeft':
      return order[at < 0 ? order.length - 1 : Math.max(0, at - 1)];
    case 'Home':
      return order[0];
    case 'End':
      return order.at(-1);
    default:
      return undefined;
  }
}
