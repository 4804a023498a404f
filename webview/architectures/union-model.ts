import * as l10n from '@vscode/l10n';
import type { Architecture } from '../../src/core/graph/architecture';
import { dagOf } from '../../src/core/drawing/dag-model';
import type { DagEdge, DagGraph, DagMark, DagNode } from '../../src/core/drawing/dag-model';
import { layoutRequest } from '../../src/core/drawing/dag-layout';
import type { DagLayout, LayoutRequest, LayoutResult } from '../../src/core/drawing/dag-layout';
import type { Comparison } from './comparison';

/** So many are seen at once. */
const FEW_NODES = 12;

/** Networks that call their nodes and groups by the names that they share. */
export interface Union {
  readonly networks: readonly Architecture[];
  readonly marks: readonly ReadonlyMap<number, DagMark>[];
}

export function unionOf(comparison: Comparison, marks: readonly ReadonlyMap<number, DagMark>[]): Union {
  const { architectures, reference, unions } = comparison;
  const groups = new Map<string, string | undefined>();
  const order = [reference, ...architectures.keys()];
  for (const i of order)
    architectures[i]!.nodes.forEach(({ group }, node) => {
      if (!groups.has(unions[i]![node]!)) groups.set(unions[i]![node]!, group);
    });
  const networks = architectures.map(({ nodes, shapes }, i) => ({
    shapes,
    nodes: nodes.map(({ operation, inputs }, node) => {
      const name = unions[i]![node]!;
      const group = groups.get(name);
      return { name, operation, inputs, ...(group === undefined ? {} : { group }) };
    }),
  }));
  return { networks, marks };
}

/** Groups in which nothing differs, the outermost ones. */
export function unchangedGroups({ networks, marks }: Union): ReadonlySet<string> {
  const touched = new Set<string>();
  const all = new Set<string>();
  networks.forEach(({ nodes }, i) =>
    nodes.forEach(({ group }, node) => {
      const parts = group === undefined || group === '' ? [] : group.split('/');
      parts.forEach((_, level) => {
        const path = parts.slice(0, level + 1).join('/');
        all.add(path);
        if (marks[i]!.has(node)) touched.add(path);
      });
    }),
  );
  return new Set([...all].filter((path) => !touched.has(path)));
}

export function groupOf({ networks }: Union, id: string): string | undefined {
  for (const { nodes } of networks) {
    const node = nodes.find(({ name }) => name === id);
    if (node) return node.group;
  }
  return undefined;
}

/** The node itself or the collapsed group that hides it. */
export function drawnAs(
  union: Union,
  collapsed: ReadonlySet<string>,
  id: string | undefined,
): string | undefined {
  if (id === undefined) return undefined;
  const parts = groupOf(union, id)?.split('/') ?? [];
  const paths = parts.map((_, i) => parts.slice(0, i + 1).join('/'));
  return paths.find((path) => collapsed.has(path)) ?? id;
}

/** Networks of more than a few nodes show at first only what differs. */
export function collapsesAtFirst({ networks }: Union): boolean {
  return Math.max(...networks.map(({ nodes }) => nodes.length)) > FEW_NODES;
}

/** What each network draws; a collapsed group says how many differences it hides. */
export function graphsOf({ networks, marks }: Union, collapsed: ReadonlySet<string>): DagGraph[] {
  return networks.map((network, i) => {
    const graph = dagOf(network, collapsed);
    return { ...graph, nodes: graph.nodes.map((node) => marked(node, marks[i]!)) };
  });
}

function marked(node: DagNode, marks: ReadonlyMap<number, DagMark>): DagNode {
  // Which cells of one network are alike says nothing about another one.
  const drawn = node.tone === 'group' ? { ...node, label: node.id } : node;
  const inside = node.members.flatMap((member) => marks.get(member) ?? []);
  if (inside.length === 0) return drawn;
  if (node.tone !== 'group') return { ...node, mark: inside[0]! };
  const [first] = inside;
  const kind =
    inside.every((mark) => mark.kind === first!.kind) && inside.length === node.members.length
      ? first!.kind
      : 'changed';
  const text =
    kind === 'changed' ? l10n.t('{0} of {1} nodes differ', inside.length, node.members.length) : first!.text;
  return { ...drawn, mark: { kind, text } };
}

/** One plan for all: every node of any network once, as large as its largest text, every edge once. */
export function unionRequest(graphs: readonly DagGraph[]): LayoutRequest {
  const nodes = new Map<string, { id: string; width: number; height: number }>();
  const edges = new Map<string, DagEdge>();
  for (const graph of graphs) {
    for (const box of layoutRequest(graph, 'labelled').nodes) {
      const known = nodes.get(box.id);
      nodes.set(box.id, { ...box, width: Math.max(box.width, known?.width ?? 0) });
    }
    for (const edge of graph.edges) edges.set(`${edge.from} ${edge.to}`, edge);
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()], spacing: 'roomy' };
}

/** Each network's own nodes and edges where the plan has them: partners lie at the same height and place. */
export function layoutsOf(
  graphs: readonly DagGraph[],
  request: LayoutRequest,
  result: LayoutResult,
): DagLayout[] {
  const at = new Map(request.nodes.map(({ id }, i) => [id, i]));
  const routes = new Map(request.edges.map(({ from, to }, i) => [`${from} ${to}`, result.routes[i]!]));
  return graphs.map((graph) => ({
    width: result.width,
    height: result.height,
    nodes: graph.nodes.map((node) => {
      const i = at.get(node.id)!;
      const { width, height } = request.nodes[i]!;
      return { ...node, ...result.positions[i]!, width, height };
    }),
    edges: graph.edges.map((edge) => ({ ...edge, points: routes.get(`${edge.from} ${edge.to}`)! })),
  }));
}
