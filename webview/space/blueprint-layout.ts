import { Graph, layout } from '@dagrejs/dagre';
import type { EdgeLabel, GraphLabel, NodeLabel } from '@dagrejs/dagre';
import type { DagLayout, PlacedNode } from '../../src/core/drawing/dag-layout';
import type { DagTone } from '../../src/core/drawing/dag-model';
import type { BlueprintGraph, DrawnPart, OpenBox } from './blueprint-graph';

/** Pixels of a node's first line and of each that follows. */
export const HEAD_HEIGHT = 24;
export const LINE_HEIGHT = 14;
/** The strip at the top of an open box that carries its name. */
export const BOX_HEAD = 20;

/** A frame around the parts of an open box; its centre, and its size. */
export interface PlacedBox extends OpenBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A `DagLayout` whose nodes are the parts, and the heads of the open boxes. */
export interface BlueprintLayout extends DagLayout {
  readonly graph: BlueprintGraph;
  readonly boxes: readonly PlacedBox[];
}

/** Places parts from top to bottom, with frames around open boxes (dagre's clusters). Some 40 ms for 40 nodes. */
export function placeBlueprint(blueprint: BlueprintGraph): BlueprintLayout {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ compound: true });
  const hasBoxes = blueprint.boxes.length > 0;
  graph.setGraph({
    rankdir: 'TB',
    nodesep: 22,
    ranksep: hasBoxes ? 34 : 26,
    marginx: 8,
    marginy: hasBoxes ? 8 + BOX_HEAD : 8,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of blueprint.boxes) graph.setNode(id, { width: 0, height: 0 });
  for (const part of blueprint.parts) graph.setNode(part.id, sizeOf(part));
  for (const { id, box } of [...blueprint.boxes, ...blueprint.parts])
    if (box !== undefined) graph.setParent(id, box);
  for (const { from, to } of blueprint.edges) graph.setEdge(from, to);
  layout(graph);

  const placeOf = (id: string) => {
    const { x, y, width, height } = graph.node(id);
    return { x: x ?? 0, y: y ?? 0, width, height };
  };
  const boxes = blueprint.boxes.map((box): PlacedBox => ({
    ...box,
    ...withHead(placeOf(box.id), nestedIn(blueprint, box)),
  }));
  const { width, height } = graph.graph();
  return {
    graph: blueprint,
    boxes,
    nodes: [
      ...blueprint.parts.map((part) => dagNode(part, placeOf(part.id))),
      ...boxes.map((box) => dagNode(box, headOf(box))),
    ],
    edges: blueprint.edges.map(({ from, to }) => ({ from, to, points: graph.edge(from, to).points ?? [] })),
    width: width ?? 0,
    height: height ?? 0,
  };
}

/** A frame that is higher by a strip for its name, and by one for each level of boxes inside of it. */
function withHead<P extends { readonly y: number; readonly height: number }>(place: P, levels: number): P {
  const more = BOX_HEAD * 0.8 * (1 + levels);
  return { ...place, y: place.y - more / 2, height: place.height + more };
}

function nestedIn({ boxes }: BlueprintGraph, { id }: OpenBox): number {
  const inner = boxes.filter(({ box }) => box === id);
  return Math.max(0, ...inner.map((box) => 1 + nestedIn({ parts: [], boxes, edges: [] }, box)));
}

/** Where the name of an open box stands: that is what can be picked of it. */
function headOf({ x, y, height, label, times }: PlacedBox) {
  const width = Math.max(60, (label.length + times.length + 4) * 6.4);
  return { x, y: y - height / 2 + BOX_HEAD / 2, width, height: BOX_HEAD };
}

function sizeOf(part: DrawnPart): { width: number; height: number } {
  const head = (part.label.length + (part.times === '' ? 0 : part.times.length + 2)) * 7;
  const lines = part.lines.map(({ text }) => text.length * 5.9);
  return {
    width: Math.max(84, Math.round(Math.max(head, ...lines) + 22)),
    height: HEAD_HEIGHT + part.lines.length * LINE_HEIGHT + (part.lines.length > 0 ? 6 : 2),
  };
}

function dagNode(
  part: DrawnPart | OpenBox,
  place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): PlacedNode {
  return {
    ...place,
    id: part.id,
    label: part.label,
    detail: '',
    tone: 'role' in part ? toneOf(part.role) : 'group',
    members: [],
    group: part.box,
    cost: { paramCount: 0, macs: 0, activationBytes: 0 },
    shape: '',
    description: part.description,
  };
}

/** What a choice of operations or ways has no colour of a network's for. */
export function toneOf(role: DrawnPart['role']): DagTone {
  if (role === 'box') return 'group';
  return role === 'searched' || role === 'fork' ? 'pass' : role;
}
