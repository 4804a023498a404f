import type { Architecture } from '../graph/architecture';
import { repeatedCells } from '../graph/cells';
import { costOf } from '../graph/cost';
import type { NodeCost } from '../graph/cost';
import type { OperationKind } from '../graph/operation';
import { operationLabel } from '../graph/operations';
import { formatCount, formatShape, plural } from './format';

/** What a node of a drawing stands for decides its colour. */
export type DagTone =
  | 'ends'
  | 'convolution'
  | 'attention'
  | 'dense'
  | 'pooling'
  | 'norm'
  | 'activation'
  | 'join'
  | 'pass'
  | 'zero'
  | 'group';

export interface DagNode {
  /** The architecture node's name, or the path of a collapsed group. */
  readonly id: string;
  readonly label: string;
  /** Output shape and weights: the second line. */
  readonly detail: string;
  readonly tone: DagTone;
  /** Positions in the architecture; more than one for a collapsed group. */
  readonly members: readonly number[];
  /** The innermost group around it that can be collapsed; for a collapsed group its own path. */
  readonly group: string | undefined;
  readonly cost: NodeCost;
  /** Output shape, for the edges that leave. */
  readonly shape: string;
  /** What sets it apart from another network that is shown beside this one. */
  readonly mark?: DagMark;
  /** A sentence for screen readers. */
  readonly description: string;
}

/** How a node differs from its counterpart: drawn as a sign, a line and a colour, and said in words. */
export interface DagMark {
  readonly kind: 'added' | 'removed' | 'changed';
  /** `removed in B`, `was conv 3×3`. */
  readonly text: string;
}

export interface DagEdge {
  readonly from: string;
  readonly to: string;
}

export interface DagGraph {
  readonly nodes: readonly DagNode[];
  readonly edges: readonly DagEdge[];
}

const TONES: Readonly<Record<OperationKind, DagTone>> = {
  input: 'ends',
  conv2d: 'convolution',
  separable_conv2d: 'convolution',
  dense: 'dense',
  max_pool2d: 'pooling',
  avg_pool2d: 'pooling',
  global_avg_pool2d: 'pooling',
  global_max_pool2d: 'pooling',
  global_avg_pool1d: 'pooling',
  embedding: 'attention',
  position_embedding: 'attention',
  multi_head_attention: 'attention',
  batch_norm: 'norm',
  layer_norm: 'norm',
  activation: 'activation',
  dropout: 'pass',
  drop_path: 'pass',
  add: 'join',
  concat: 'join',
  flatten: 'pass',
  reshape: 'pass',
  identity: 'pass',
  zero: 'zero',
};

/** More nodes than this are shown with their groups collapsed at first. */
export const MANY_NODES = 60;

/** The graph to draw, in which each group in `collapsed` is one node. */
export function dagOf(architecture: Architecture, collapsed: ReadonlySet<string>): DagGraph {
  const cells = new Map(
    collapsed.size === 0
      ? []
      : repeatedCells(architecture).flatMap(({ letter, groups }) =>
          groups.map((group) => [group, letter] as const),
        ),
  );
  const costs = costOf(architecture).nodes;
  const owner = architecture.nodes.map((node) => collapsedAncestor(node.group, collapsed) ?? node.name);
  const members = new Map<string, number[]>();
  owner.forEach((id, i) => {
    const list = members.get(id);
    if (list) list.push(i);
    else members.set(id, [i]);
  });
  const nodes = [...members].map(([id, positions]) =>
    collapsed.has(id)
      ? groupNode(architecture, costs, id, positions, cells.get(id))
      : plainNode(architecture, costs, positions[0]!),
  );
  return { nodes, edges: edgesBetween(architecture, owner) };
}

/** The inside of one group, with what it takes from outside and who takes what it puts out as ends. */
export function dagOfGroup(architecture: Architecture, path: string): DagGraph {
  const { nodes } = architecture;
  const inside = (i: number) => ancestors(nodes[i]!.group).includes(path);
  const whole = dagOf(architecture, new Set());
  const used = new Set(nodes.flatMap(({ inputs }, i) => (inside(i) ? [i, ...inputs] : [])));
  const names = new Set([...used].map((i) => nodes[i]!.name));
  return {
    nodes: whole.nodes
      .filter(({ id }) => names.has(id))
      .map((node) =>
        inside(node.members[0]!) ? node : { ...node, tone: 'ends', label: `from ${node.label}` },
      ),
    edges: whole.edges.filter(({ from, to }) => names.has(from) && names.has(to) && inside(positionOf(to))),
  };

  function positionOf(name: string): number {
    return nodes.findIndex((node) => node.name === name);
  }
}

/** Every group path with its ancestors, outermost first: `stage1`, `stage1/cell1` ... */
export function groupsOf(architecture: Architecture): string[] {
  const groups = new Set<string>();
  for (const { group } of architecture.nodes) for (const path of ancestors(group)) groups.add(path);
  return [...groups];
}

/**
 * The groups that are collapsed at first: none in a small graph, else the
 * innermost ones, and those around them while too many nodes are left.
 */
export function initialCollapse(architecture: Architecture): ReadonlySet<string> {
  let collapsed: ReadonlySet<string> = new Set();
  if (architecture.nodes.length <= MANY_NODES) return collapsed;
  const deepest = Math.max(...groupsOf(architecture).map(depth), 0);
  for (let level = deepest; level >= 1; level--) {
    collapsed = new Set(groupsOf(architecture).filter((path) => depth(path) >= level));
    const left = new Set(
      architecture.nodes.map((node) => collapsedAncestor(node.group, collapsed) ?? node.name),
    ).size;
    if (left <= MANY_NODES) break;
  }
  return collapsed;
}

/**
 * For a thumbnail: of repeated cells only the first is drawn, everything else
 * that has a group is one node. The cells are the innermost groups whose name,
 * numbers apart, is the most frequent.
 */
export function thumbnailCollapse(architecture: Architecture): ReadonlySet<string> {
  const groups = groupsOf(architecture);
  const innermost = groups.filter((path) => !groups.some((other) => other.startsWith(`${path}/`)));
  const kindOf = (path: string) => path.split('/').at(-1)!.replaceAll(/\d+/g, '');
  const frequency = (path: string) => innermost.filter((other) => kindOf(other) === kindOf(path)).length;
  const [shown] = [...innermost].sort((a, b) => frequency(b) - frequency(a));
  const open = new Set(ancestors(shown));
  return new Set(groups.filter((path) => !open.has(path)));
}

function collapsedAncestor(group: string | undefined, collapsed: ReadonlySet<string>): string | undefined {
  return ancestors(group).find((path) => collapsed.has(path));
}

function ancestors(group: string | undefined): string[] {
  if (group === undefined || group === '') return [];
  const parts = group.split('/');
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

function depth(path: string): number {
  return path.split('/').length;
}

function plainNode(architecture: Architecture, costs: readonly NodeCost[], position: number): DagNode {
  const node = architecture.nodes[position]!;
  const cost = costs[position]!;
  const last = position === architecture.nodes.length - 1;
  const shape = formatShape(architecture.shapes[position]!);
  const label =
    node.operation.kind === 'input'
      ? 'input'
      : operationLabel(node.operation).replaceAll(/(\d)x(?=\d)/g, '$1×');
  return {
    id: node.name,
    label,
    detail: cost.paramCount > 0 ? `${shape} · ${formatCount(cost.paramCount)}` : shape,
    tone: last ? 'ends' : TONES[node.operation.kind],
    members: [position],
    group: node.group,
    cost,
    shape,
    description: `${label}, ${node.name}, output ${shape}, ${formatCount(cost.paramCount)} parameters, ${formatCount(cost.macs)} MACs`,
  };
}

function groupNode(
  architecture: Architecture,
  costs: readonly NodeCost[],
  path: string,
  members: readonly number[],
  cell: string | undefined,
): DagNode {
  const cost = {
    paramCount: sum(members, (i) => costs[i]!.paramCount),
    macs: sum(members, (i) => costs[i]!.macs),
    activationBytes: Math.max(...members.map((i) => costs[i]!.activationBytes)),
  };
  const shape = formatShape(architecture.shapes[members.at(-1)!]!);
  return {
    id: path,
    label: cell === undefined ? path : `${path} · cell ${cell}`,
    detail: [
      shape,
      plural(members.length, 'node'),
      ...(cost.paramCount > 0 ? [formatCount(cost.paramCount)] : []),
    ].join(' · '),
    tone: 'group',
    members,
    group: path,
    cost,
    shape,
    description: `${path}${cell === undefined ? '' : `, cell ${cell}`}, collapsed, ${members.length} nodes, output ${shape}, ${formatCount(cost.paramCount)} parameters, ${formatCount(cost.macs)} MACs`,
  };
}

function edgesBetween(architecture: Architecture, owner: readonly string[]): DagEdge[] {
  const seen = new Set<string>();
  const edges: DagEdge[] = [];
  architecture.nodes.forEach(({ inputs }, to) => {
    for (const from of inputs) {
      const key = `${owner[from]} ${owner[to]}`;
      if (owner[from] === owner[to] || seen.has(key)) continue;
      seen.add(key);
      edges.push({ from: owner[from]!, to: owner[to]! });
    }
  });
  return edges;
}

function sum(items: readonly number[], of: (item: number) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
