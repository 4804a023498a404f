import type { LayoutRequest, LayoutResult, Point } from '../../../src/core/drawing/dag-layout';

/** Height of the bands whose middles are taken, in pixels: some layers. */
const BAND = 280;
/** Bands to each side over which the middle is averaged, so that layers move with their neighbours. */
const REACH = 4;

/**
 * Takes the lean out of a tall drawing: dagre lets a long row of like cells drift to one side, some pixels a layer,
 * until it is hundreds of windows wide. Everything at one height moves sideways together, so order and gaps stay.
 */
export function upright({ nodes, edges }: LayoutRequest, result: LayoutResult): LayoutResult {
  const bands = Math.ceil(result.height / BAND);
  if (bands < 3) return result;
  const lefts = new Float64Array(bands).fill(Infinity);
  const rights = new Float64Array(bands).fill(-Infinity);
  result.positions.forEach(({ x, y }, i) => {
    const band = bandAt(y);
    lefts[band] = Math.min(lefts[band]!, x - nodes[i]!.width / 2);
    rights[band] = Math.max(rights[band]!, x + nodes[i]!.width / 2);
  });
  const middles: number[] = [];
  for (let i = 0; i < bands; i++)
    middles.push(rights[i]! < lefts[i]! ? (middles[i - 1] ?? 0) : (lefts[i]! + rights[i]!) / 2);
  const smooth = middles.map((_, i) => {
    // As far to one side as to the other: else a lean would be left at the ends.
    const reach = Math.min(REACH, i, bands - 1 - i);
    const near = middles.slice(i - reach, i + reach + 1);
    return near.reduce((sum, x) => sum + x, 0) / near.length;
  });
  const leans = result.positions.map(({ y }) => middleAt(smooth, y));
  const at = new Map(nodes.map(({ id }, i) => [id, i]));
  const positions = result.positions.map(({ x, y }, i) => ({ x: x - leans[i]!, y }));
  const routes = result.routes.map((route, edge) => {
    const { from, to } = edges[edge]!;
    // The ends go with their nodes.
    const ends = new Map([
      [0, leans[at.get(from)!]!],
      [route.length - 1, leans[at.get(to)!]!],
    ]);
    return route.map(({ x, y }, i) => ({ x: x - (ends.get(i) ?? middleAt(smooth, y)), y }));
  });
  let [left, right] = [Infinity, -Infinity];
  const include = (from: number, to: number): void => {
    left = Math.min(left, from - MARGIN);
    right = Math.max(right, to + MARGIN);
  };
  positions.forEach(({ x }, i) => include(x - nodes[i]!.width / 2, x + nodes[i]!.width / 2));
  for (const route of routes) for (const { x } of route) include(x, x);
  const shifted = ({ x, y }: Point): Point => ({ x: x - left, y });
  return {
    positions: positions.map(shifted),
    routes: routes.map((route) => route.map(shifted)),
    width: right - left,
    height: result.height,
  };

  function bandAt(y: number): number {
    return Math.min(bands - 1, Math.max(0, Math.floor(y / BAND)));
  }
}

/** As around every drawing. */
const MARGIN = 8;

/** Between the middles of two bands, in proportion. */
function middleAt(middles: readonly number[], y: number): number {
  const at = y / BAND - 0.5;
  const band = Math.min(middles.length - 2, Math.max(0, Math.floor(at)));
  const [above, below] = [middles[band]!, middles[band + 1]!];
  return above + (below - above) * (at - band);
}
