import * as l10n from '@vscode/l10n';
import type { Architecture } from '../../src/core/graph/architecture';
import { costOf } from '../../src/core/graph/cost';
import { operationLabel } from '../../src/core/graph/operations';
import { MANY_NODES } from '../../src/core/drawing/dag-model';
import { formatCount, formatShape } from '../../src/core/drawing/format';
import { nodeCountText } from './node-count';

/** A line of the text outline: a group of nodes, or a node. */
export interface OutlineItem {
  /** The node's name, or the group's path. */
  readonly id: string;
  readonly kind: 'group' | 'node';
  /** From 1. */
  readonly level: number;
  readonly text: string;
  readonly detail: string;
  /** Position among its siblings from 1, and their number. */
  readonly position: number;
  readonly setSize: number;
  /** Path of the group around it. */
  readonly parent: string | undefined;
}

/** The architecture as a tree in text: groups hold the nodes and groups inside them, in the network's order. */
export function outlineOf(architecture: Architecture): OutlineItem[] {
  const costs = costOf(architecture).nodes;
  const items: Omit<OutlineItem, 'position' | 'setSize'>[] = [];
  const opened = new Set<string>();
  architecture.nodes.forEach((node, i) => {
    const parts = node.group === undefined || node.group === '' ? [] : node.group.split('/');
    parts.forEach((part, level) => {
      const path = parts.slice(0, level + 1).join('/');
      if (opened.has(path)) return;
      opened.add(path);
      items.push({
        id: path,
        kind: 'group',
        level: level + 1,
        text: part,
        detail: groupDetail(architecture, costs, path),
        parent: parts.slice(0, level).join('/') || undefined,
      });
    });
    const inputs = node.inputs.map((input) => architecture.nodes[input]!.name).join(', ');
    const params = costs[i]!.paramCount;
    items.push({
      id: node.name,
      kind: 'node',
      level: parts.length + 1,
      text:
        node.operation.kind === 'input'
          ? 'input'
          : operationLabel(node.operation).replaceAll(/(\d)x(?=\d)/g, '$1×'),
      detail: [
        formatShape(architecture.shapes[i]!),
        ...(params > 0 ? [l10n.t('{0} params', formatCount(params))] : []),
        ...(inputs === ''
          ? []
          : [l10n.t({ message: 'from {0}', args: [inputs], comment: ['Nodes that a node reads'] })]),
      ].join(' · '),
      parent: node.group,
    });
  });
  return withPositions(inTreeOrder(items));
}

/** The groups that are closed at first: all of a large graph. */
export function initialFolds(items: readonly OutlineItem[]): string[] {
  const groups = items.filter(({ kind }) => kind === 'group').map(({ id }) => id);
  return items.length - groups.length > MANY_NODES ? groups : [];
}

/** The items in sight: those whose groups are all open. */
export function visibleItems(items: readonly OutlineItem[], closed: ReadonlySet<string>): OutlineItem[] {
  const hidden = (parent: string | undefined): boolean =>
    parent !== undefined &&
    parent.split('/').some((_, i, parts) => closed.has(parts.slice(0, i + 1).join('/')));
  return items.filter(({ parent }) => !hidden(parent));
}

/** The next visible item whose text begins with what was typed, round and round. */
export function typedAhead(visible: readonly OutlineItem[], from: string, typed: string): string | undefined {
  const start = visible.findIndex(({ id }) => id === from);
  const first = typed.length === 1 ? start + 1 : Math.max(0, start);
  const word = typed.toLowerCase().replaceAll('×', 'x');
  const inTurn = [...visible.slice(first), ...visible.slice(0, first)];
  return inTurn.find(({ id, text }) =>
    [id, text].some((shown) => shown.toLowerCase().replaceAll('×', 'x').startsWith(word)),
  )?.id;
}

export type TreeMove =
  { readonly kind: 'focus'; readonly id: string } | { readonly kind: 'open' | 'close'; readonly id: string };

/** What a key does at `id`, as the ARIA tree pattern has it. */
export function treeKey(
  visible: readonly OutlineItem[],
  closed: ReadonlySet<string>,
  id: string,
  key: string,
): TreeMove | undefined {
  const index = Math.max(
    0,
    visible.findIndex((item) => item.id === id),
  );
  const item = visible[index];
  if (!item) return undefined;
  const focus = (target: OutlineItem | undefined): TreeMove | undefined =>
    target && { kind: 'focus', id: target.id };
  switch (key) {
    case 'ArrowDown':
      return focus(visible[index + 1]);
    case 'ArrowUp':
      return focus(visible[index - 1]);
    case 'Home':
      return focus(visible[0]);
    case 'End':
      return focus(visible.at(-1));
    case 'ArrowRight':
      if (item.kind !== 'group') return undefined;
      return closed.has(item.id) ? { kind: 'open', id: item.id } : focus(visible[index + 1]);
    case 'ArrowLeft':
      if (item.kind === 'group' && !closed.has(item.id)) return { kind: 'close', id: item.id };
      return focus(visible.find((other) => other.id === item.parent));
    default:
      return undefined;
  }
}

function groupDetail(
  architecture: Architecture,
  costs: readonly { readonly paramCount: number }[],
  path: string,
): string {
  const inside = architecture.nodes.flatMap(({ group }, i) =>
    group !== undefined && (group === path || group.startsWith(`${path}/`)) ? [i] : [],
  );
  const params = inside.reduce((sum, i) => sum + costs[i]!.paramCount, 0);
  return [
    nodeCountText(inside.length),
    ...(params > 0 ? [l10n.t('{0} params', formatCount(params))] : []),
  ].join(' · ');
}

/** A group whose nodes are not next to each other is still one branch. */
function inTreeOrder<
  T extends { readonly id: string; readonly kind: string; readonly parent: string | undefined },
>(items: readonly T[]): T[] {
  const children = new Map<string, T[]>();
  for (const item of items)
    children.set(item.parent ?? '', [...(children.get(item.parent ?? '') ?? []), item]);
  const walk = (parent: string): T[] =>
    (children.get(parent) ?? []).flatMap((item) =>
      item.kind === 'group' ? [item, ...walk(item.id)] : [item],
    );
  return walk('');
}

function withPositions(items: readonly Omit<OutlineItem, 'position' | 'setSize'>[]): OutlineItem[] {
  const sizes = new Map<string, number>();
  const numbered = items.map((item) => {
    const key = item.parent ?? '';
    const position = (sizes.get(key) ?? 0) + 1;
    sizes.set(key, position);
    return { ...item, position };
  });
  return numbered.map((item) => ({ ...item, setSize: sizes.get(item.parent ?? '')! }));
}
