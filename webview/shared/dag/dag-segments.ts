import { place } from '../../../src/core/drawing/dag-layout';
import type { LayoutRequest, LayoutResult, Point } from '../../../src/core/drawing/dag-layout';
import { splitEdges, withLanes } from './dag-lanes';
import { levelsOf, topologicalOrder } from './dag-order';
import { upright } from './dag-upright';

/** Parts with more nodes than this are given their layers, and lanes for edges across many of them. */
const LARGE_PART = 150;

/**
 * Places a graph part by part. Where every way leads through one node, the
 * graph above and the graph below it do not depend on each other: each part
 * between two such nodes is placed by itself, they are stacked so that these
 * nodes coincide, and equal parts (repeated cells) are placed once. A chain of
 * cells takes time linear in their number. A large part without such nodes is placed
 * without its longest edges, which are led beside it.
 *
 * @param progress is told the share that is done, from 0 to 1
 */
export function placeInParts(request: LayoutRequest, progress?: (share: number) => void): LayoutResult {
  return request.spacing === 'roomy' ? stacked(request, placePart, progress) : place(request);
}

function placePart(request: LayoutRequest): LayoutResult {
  const levels = request.nodes.length > LARGE_PART && levelsOf(request);
  if (!levels) return place(request);
  const { kept, long } = splitEdges(request, levels);
  const rest = { ...request, edges: kept.map((edge) => request.edges[edge]!) };
  const result = stacked(rest, (part) => place(part, levelsOf(part)));
  return withLanes(request, upright(rest, result), kept, long);
}

function stacked(
  request: LayoutRequest,
  placeOne: (part: LayoutRequest) => LayoutResult,
  progress?: (share: number) => void,
): LayoutResult {
  const parts = partsOf(request);
  if (parts.length < 2) return placeOne(request);
  const known = new Map<string, LayoutResult>();
  const positions = new Array<Point>(request.nodes.length);
  const routes = new Array<readonly Point[]>(request.edges.length);
  let left = Infinity;
  let right = -Infinity;
  let bottom = 0;
  let joint: Point | undefined;
  parts.forEach(({ nodes, edges }, number) => {
    const part = partRequest(request, nodes, edges);
    const key = JSON.stringify(part);
    const result = known.get(key) ?? straightened(part, placeOne(part));
    known.set(key, result);
    const first = result.positions[0]!;
    const dx = joint ? joint.x - first.x : 0;
    const dy = joint ? joint.y - first.y : 0;
    const moved = ({ x, y }: Point): Point => ({ x: x + dx, y: y + dy });
    nodes.forEach((node, i) => (positions[node] = moved(result.positions[i]!)));
    edges.forEach((edge, i) => (routes[edge] = result.routes[i]!.map(moved)));
    left = Math.min(left, dx);
    right = Math.max(right, dx + result.width);
    bottom = dy + result.height;
    joint = positions[nodes.at(-1)!];
    progress?.((number + 1) / parts.length);
  });
  const shifted = ({ x, y }: Point): Point => ({ x: x - left, y });
  return {
    positions: positions.map(shifted),
    routes: routes.map((route) => route.map(shifted)),
    width: right - left,
    height: bottom,
  };
}

/** Moves the last node, which is alone in its layer, below the first: a long chain of parts stays upright. */
function straightened({ nodes, edges }: LayoutRequest, result: LayoutResult): LayoutResult {
  const last = nodes.length - 1;
  const by = result.positions[0]!.x - result.positions[last]!.x;
  const move = ({ x, y }: Point): Point => ({ x: x + by, y });
  return {
    ...result,
    positions: result.positions.map((position, i) => (i === last ? move(position) : position)),
    routes: result.routes.map((route, i) =>
      edges[i]!.to === nodes[last]!.id ? [...route.slice(0, -1), move(route.at(-1)!)] : route,
    ),
  };
}

interface Part {
  /** Positions in the request: first the node that the part begins with, last the one that it ends with. */
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
}

/** The names are left out, so that equal parts are equal texts. */
function partRequest(
  request: LayoutRequest,
  nodes: readonly number[],
  edges: readonly number[],
): LayoutRequest {
  const names = new Map(nodes.map((node, i) => [request.nodes[node]!.id, String(i)]));
  return {
    spacing: request.spacing,
    nodes: nodes.map((node, i) => ({ ...request.nodes[node]!, id: String(i) })),
    edges: edges.map((edge) => ({
      from: names.get(request.edges[edge]!.from)!,
      to: names.get(request.edges[edge]!.to)!,
    })),
  };
}

/** The graph cut at each node that all ways lead through; one part where there is none but the ends. */
function partsOf(request: LayoutRequest): Part[] {
  const { nodes, edges } = request;
  const order = topologicalOrder(request);
  if (!order) return [];
  const rank = new Map(order.map((node, i) => [nodes[node]!.id, i]));
  const reach = new Array<number>(order.length).fill(0);
  for (const { from, to } of edges) {
    const start = rank.get(from)!;
    reach[start] = Math.max(reach[start]!, rank.get(to)!);
  }
  const cuts: number[] = [];
  let furthest = 0;
  for (let i = 0; i < order.length; i++) {
    if (furthest <= i) cuts.push(i);
    furthest = Math.max(furthest, reach[i]!);
  }
  if (cuts[0] !== 0 || cuts.at(-1) !== order.length - 1) return [];
  // Pieces of a few nodes go together: one call for each would be waste.
  const kept = cuts.filter((cut, i) => i === 0 || i === cuts.length - 1 || isWorth(cut, i));
  const edgesFrom = new Map<number, number[]>();
  edges.forEach(({ from }, edge) => {
    const start = rank.get(from)!;
    edgesFrom.set(start, [...(edgesFrom.get(start) ?? []), edge]);
  });
  return kept.slice(1).map((end, i) => {
    const start = kept[i]!;
    const inside = Array.from({ length: end - start }, (_, k) => start + k);
    return {
      nodes: [...inside, end].map((at) => order[at]!),
      edges: inside.flatMap((at) => edgesFrom.get(at) ?? []),
    };
  });

  /** Where a branch begins or ends, so that cells are parts; not between the nodes of a chain. */
  function isWorth(cut: number, i: number): boolean {
    return cuts[i + 1]! - cut > 1 || cut - cuts[i - 1]! > 1;
  }
}
