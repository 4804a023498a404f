import { LAYER_GAP } from '../../../src/core/drawing/dag-layout';
import type { LayoutRequest, LayoutResult, Point } from '../../../src/core/drawing/dag-layout';

/** Pixels between lanes, and between a lane and the drawing. */
const LANE = 10;
/** Heights in which the drawing's outline is known. */
const STEP = 20;
/** Edges across fewer layers than this stay in the drawing. */
const SHORTEST = 4;

/**
 * Picks the edges that are led beside the drawing. An edge across n layers costs dagre as much as n nodes, so the
 * longest go until the others cost no more than the nodes do; those of one length stay or go together. Every node
 * keeps the edges from the layer before, so that the layers stay as they are.
 *
 * @returns positions in `request.edges`
 */
export function splitEdges(
  { nodes, edges }: LayoutRequest,
  levels: ArrayLike<number>,
): { readonly kept: readonly number[]; readonly long: readonly number[] } {
  const position = new Map(nodes.map(({ id }, i) => [id, i]));
  const spans = edges.map(({ from, to }) => levels[position.get(to)!]! - levels[position.get(from)!]!);
  let room = nodes.length;
  const first = [...spans].sort((a, b) => a - b).find((span) => (room -= span - 1) < 0) ?? Infinity;
  const isLong = (edge: number): boolean => spans[edge]! >= Math.max(SHORTEST, first);
  const all = [...edges.keys()];
  return { kept: all.filter((edge) => !isLong(edge)), long: all.filter(isLong) };
}

/**
 * Adds the edges that were left out: from below their node to a lane on the nearer side of the drawing, down, and back
 * in above the node that they lead to. All edges from one node share a lane. Short lanes lie inside long ones.
 *
 * @param result of the request with the `kept` edges alone
 */
export function withLanes(
  request: LayoutRequest,
  result: LayoutResult,
  kept: readonly number[],
  long: readonly number[],
): LayoutResult {
  const routes = new Array<readonly Point[]>(request.edges.length);
  kept.forEach((edge, i) => (routes[edge] = result.routes[i]!));
  if (long.length === 0) return { ...result, routes };
  const outline = outlineOf(request, result);
  for (const lane of lanesOf(request, result, long)) {
    const x = outline.claim(lane);
    for (const { edge, from, to } of lane.edges) routes[edge] = routeOf(from, to, x);
  }
  const move = ({ x, y }: Point): Point => ({ x: x - outline.left, y });
  return {
    positions: result.positions.map(move),
    routes: routes.map((route) => route.map(move)),
    width: outline.right - outline.left,
    height: result.height,
  };
}

interface Lane {
  readonly side: 'left' | 'right';
  readonly top: number;
  readonly bottom: number;
  readonly edges: readonly LongEdge[];
}

/** From the middle of a node's lower side to the middle of another's upper side. */
interface LongEdge {
  readonly edge: number;
  readonly from: Point;
  readonly to: Point;
}

function lanesOf({ nodes, edges }: LayoutRequest, result: LayoutResult, long: readonly number[]): Lane[] {
  const position = new Map(nodes.map(({ id }, i) => [id, i]));
  const bySource = new Map<number, LongEdge[]>();
  for (const edge of long) {
    const [a, b] = [position.get(edges[edge]!.from)!, position.get(edges[edge]!.to)!];
    const [above, below] = [result.positions[a]!, result.positions[b]!];
    const ends = {
      edge,
      from: { x: above.x, y: above.y + nodes[a]!.height / 2 },
      to: { x: below.x, y: below.y - nodes[b]!.height / 2 },
    };
    const known = bySource.get(a);
    if (known) known.push(ends);
    else bySource.set(a, [ends]);
  }
  const lanes = [...bySource.values()].map((ends): Lane => {
    const ys = ends.flatMap(({ from, to }) => [from.y, to.y]);
    const xs = ends.flatMap(({ from, to }) => [from.x, to.x]);
    const middle = xs.reduce((sum, x) => sum + x, 0) / xs.length;
    const side = middle < result.width / 2 ? 'left' : 'right';
    return { side, top: Math.min(...ys), bottom: Math.max(...ys), edges: ends };
  });
  return lanes.sort((a, b) => a.bottom - a.top - (b.bottom - b.top) || a.top - b.top);
}

/** How far the drawing reaches to both sides, by height. */
class Outline {
  left = 0;
  right: number;
  readonly #lefts: Float64Array;
  readonly #rights: Float64Array;

  constructor({ width, height }: LayoutResult) {
    const steps = Math.ceil(height / STEP) + 2;
    this.right = width;
    this.#lefts = new Float64Array(steps).fill(width / 2);
    this.#rights = new Float64Array(steps).fill(width / 2);
  }

  include(left: number, right: number, top: number, bottom: number): void {
    // The size that dagre tells does not count bends of edges.
    this.left = Math.min(this.left, left);
    this.right = Math.max(this.right, right);
    for (let at = step(top); at <= step(bottom); at++) {
      this.#lefts[at] = Math.min(this.#lefts[at]!, left);
      this.#rights[at] = Math.max(this.#rights[at]!, right);
    }
  }

  /** Takes the innermost free place for a lane, and says where. */
  claim({ side, top, bottom }: Lane): number {
    const taken = (side === 'left' ? this.#lefts : this.#rights).subarray(step(top), step(bottom) + 1);
    const x =
      side === 'left'
        ? taken.reduce((most, at) => Math.min(most, at)) - LANE
        : taken.reduce((most, at) => Math.max(most, at)) + LANE;
    taken.fill(x);
    this.left = Math.min(this.left, x - LANE);
    this.right = Math.max(this.right, x + LANE);
    return x;
  }
}

function step(y: number): number {
  return Math.max(0, Math.floor(y / STEP));
}

function outlineOf({ nodes }: LayoutRequest, result: LayoutResult): Outline {
  const outline = new Outline(result);
  result.positions.forEach(({ x, y }, i) => {
    const { width, height } = nodes[i]!;
    outline.include(x - width / 2, x + width / 2, y - height / 2, y + height / 2);
  });
  for (const route of result.routes)
    for (const { x, y } of route) outline.include(x, x, y - LAYER_GAP, y + LAYER_GAP);
  return outline;
}

/** Leaves and enters in the gaps between layers, where no node is. */
function routeOf(from: Point, to: Point, x: number): Point[] {
  const [out, back] = [from.y + LAYER_GAP / 2, to.y - LAYER_GAP / 2];
  const turn = from.x < x ? -1 : 1;
  return [
    from,
    { x: from.x, y: out },
    { x: x + turn * LANE, y: out },
    { x, y: out },
    { x, y: out + LANE },
    { x, y: back - LANE },
    { x, y: back },
    { x: x + turn * LANE, y: back },
    { x: to.x, y: back },
    to,
  ];
}
