import { Graph, layout } from '@dagrejs/dagre';
import type { EdgeLabel, LayoutOptions, NodeLabel } from '@dagrejs/dagre';
import type { DagEdge, DagGraph, DagNode } from './dag-model';
import { orderLayers } from './layer-order';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A node with its centre and size, in pixels of the drawing. */
export interface PlacedNode extends DagNode, Point {
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge extends DagEdge {
  readonly points: readonly Point[];
}

export interface DagLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/** Only what placing needs, so that it travels to a worker and back cheaply. */
export interface LayoutRequest {
  readonly nodes: readonly { readonly id: string; readonly width: number; readonly height: number }[];
  readonly edges: readonly DagEdge[];
  readonly spacing: Spacing;
}

export interface LayoutResult {
  readonly positions: readonly Point[];
  readonly routes: readonly (readonly Point[])[];
  readonly width: number;
  readonly height: number;
}

export type Spacing = 'roomy' | 'tight';

/** Pixels between the layers of a roomy drawing. */
export const LAYER_GAP = 30;

/** `labelled` nodes carry two lines of text; `dots` are for thumbnails. */
export type NodeStyle = 'labelled' | 'dots';

/** Boxes large enough for their texts at 12 px; digits and letters are taken as 6.6 px wide. */
export function layoutRequest(graph: DagGraph, style: NodeStyle): LayoutRequest {
  return {
    nodes: graph.nodes.map((node) => ({ id: node.id, ...sizeOf(node, style) })),
    edges: graph.edges,
    spacing: style === 'labelled' ? 'roomy' : 'tight',
  };
}

function sizeOf(node: DagNode, style: NodeStyle): { width: number; height: number } {
  if (style === 'dots') return { width: 16, height: 16 };
  const detail = node.detail.length + (node.mark ? node.mark.text.length + 3 : 0);
  const text = Math.max(node.label.length * 6.9, detail * 6);
  return { width: Math.max(84, Math.round(text + 24)), height: 40 };
}

/** What dagre is told of a graph and tells of it. With `none` ranks stay as they are, which its own types do not know. */
interface LayeredLabel {
  readonly rankdir: 'TB' | 'LR';
  readonly nodesep: number;
  readonly ranksep: number;
  readonly marginx: number;
  readonly marginy: number;
  readonly ranker?: 'none';
  readonly acyclicer?: 'greedy';
  readonly align?: 'DR';
  readonly width?: number;
  readonly height?: number;
}

/**
 * Places nodes in layers, from top to bottom or, without texts, from left to right (dagre, network simplex).
 * Slow above some hundred nodes: see `layout-service.ts`.
 *
 * @param levels the layer of each node, by position, where that is known: for large and deep graphs. Then dagre does
 * neither look for layers nor for the order in them, which it does by recursion. All of the drawing leans to one side
 * then: the middle of dagre's four alignments tears apart strands that lean to different sides
 */
export function place(request: LayoutRequest, levels?: ArrayLike<number>): LayoutResult {
  const graph = new Graph<LayeredLabel, NodeLabel, EdgeLabel>({ multigraph: false });
  const roomy = request.spacing === 'roomy';
  graph.setGraph({
    rankdir: roomy ? 'TB' : 'LR',
    nodesep: roomy ? 26 : 9,
    ranksep: roomy ? LAYER_GAP : 11,
    marginx: 8,
    marginy: 8,
    ...(levels ? { ranker: 'none', acyclicer: 'greedy', align: 'DR' } : {}),
  });
  graph.setDefaultEdgeLabel(() => ({}));
  request.nodes.forEach(({ id, width, height }, i) =>
    // Every second layer is for bends and texts of edges.
    graph.setNode(id, { width, height, ...(levels ? { rank: 2 * levels[i]! } : {}) }),
  );
  for (const { from, to } of request.edges) graph.setEdge(from, to, levels ? { labelpos: 'c' } : {});
  layout(graph, levels ? { customOrder } : {});
  const { width, height } = graph.graph();
  return {
    positions: request.nodes.map(({ id }) => {
      const { x, y } = graph.node(id);
      return { x: x ?? 0, y: y ?? 0 };
    }),
    routes: request.edges.map(({ from, to }) => graph.edge(from, to).points ?? []),
    width: width ?? 0,
    height: height ?? 0,
  };
}

/** Gives the nodes of dagre's graph, among them the bends of edges, their order. */
const customOrder: NonNullable<LayoutOptions['customOrder']> = (graph) => {
  const names = graph.nodes();
  const at = new Map(names.map((name, i) => [name, i]));
  const ranks = names.map((name) => graph.node(name).rank ?? 0);
  const edges = graph.edges().map(({ v, w }) => [at.get(v)!, at.get(w)!] as const);
  const order = orderLayers(ranks, edges);
  names.forEach((name, i) => (graph.node(name).order = order[i]!));
};

/** Puts the positions back to the nodes they are of. */
export function placed(graph: DagGraph, request: LayoutRequest, result: LayoutResult): DagLayout {
  return {
    nodes: graph.nodes.map((node, i) => ({
      ...node,
      ...result.positions[i]!,
      width: request.nodes[i]!.width,
      height: request.nodes[i]!.height,
    })),
    edges: graph.edges.map((edge, i) => ({ ...edge, points: result.routes[i]! })),
    width: result.width,
    height: result.height,
  };
}

/** The whole way at once, for small graphs. */
export function layoutNow(graph: DagGraph, style: NodeStyle): DagLayout {
  const request = layoutRequest(graph, style);
  return placed(graph, request, place(request));
}
