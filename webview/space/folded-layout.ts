import type { DagLayout, PlacedEdge, Point } from '../../src/core/drawing/dag-layout';

const ROW_GAP = 14;

/**
 * A long drawing in rows, like text: each row goes on where the one above it ends. Lines that lead on are cut at the
 * margins. Drawings that are not much too wide for their place stay as they are.
 *
 * @param aspect width by height of the place where it is shown
 */
export function foldedLayout(layout: DagLayout, aspect: number): DagLayout {
  const { width, height } = layout;
  if (width <= 2 * aspect * height) return layout;
  const nRows = Math.max(1, Math.round(Math.sqrt(width / (aspect * (height + ROW_GAP)))));
  if (nRows === 1) return layout;
  const rowWidth = width / nRows;
  const rowHeight = height + ROW_GAP;
  const rowOf = (x: number) => Math.max(0, Math.min(nRows - 1, Math.floor(x / rowWidth)));
  const margin = Math.max(...layout.nodes.map((node) => node.width)) / 2 + 6;
  const inRow = ({ x, y }: Point, row: number): Point => ({
    x: x - row * rowWidth + margin,
    y: y + row * rowHeight,
  });
  return {
    nodes: layout.nodes.map((node) => ({ ...node, ...inRow(node, rowOf(node.x)) })),
    edges: layout.edges.flatMap((edge) => {
      const [first, last] = [edge.points[0], edge.points.at(-1)];
      if (!first || !last) return [edge];
      // Beyond the middle of its own node a line may begin in the next row already: the nodes decide.
      const node = (id: string) => layout.nodes.find((one) => one.id === id)!;
      const rows = [rowOf(node(edge.from).x), rowOf(node(edge.to).x)] as const;
      return cut(edge, rows, rowWidth, inRow);
    }),
    width: rowWidth + 2 * margin,
    height: nRows * rowHeight - ROW_GAP,
  };
}

/** The pieces of a line in the rows that it goes through. */
function cut(
  edge: PlacedEdge,
  [from, to]: readonly [number, number],
  rowWidth: number,
  inRow: (point: Point, row: number) => Point,
): PlacedEdge[] {
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const row = from + i;
    const [left, right] = [
      row === from ? -Infinity : row * rowWidth,
      row === to ? Infinity : (row + 1) * rowWidth,
    ];
    const inside = edge.points.filter(({ x }) => x >= left && x <= right);
    const ends = [
      ...(row === from ? [] : [{ x: left, y: heightAt(edge.points, left) }]),
      ...inside,
      ...(row === to ? [] : [{ x: right, y: heightAt(edge.points, right) }]),
    ];
    return { ...edge, points: ends.map((point) => inRow(point, row)) };
  });
}

/** Where a line that goes from left to right is at `x`. */
function heightAt(points: readonly Point[], x: number): number {
  const after = points.findIndex((point) => point.x >= x);
  if (after <= 0) return (after < 0 ? points.at(-1)! : points[0]!).y;
  const [a, b] = [points[after - 1]!, points[after]!];
  return a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
}
