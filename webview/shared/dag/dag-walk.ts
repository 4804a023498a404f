import * as l10n from '@vscode/l10n';
import type { DagLayout, PlacedNode } from '../../../src/core/drawing/dag-layout';

/**
 * The node that a key leads to from `from`: down and up follow the edges (the
 * straightest first), left and right go along the layer, Home and End to input
 * and output; from nowhere an arrow leads to the input. `undefined` where there
 * is nothing that way, or for another key.
 */
export function walk(layout: DagLayout, from: string, key: string): string | undefined {
  const [first] = layout.nodes;
  const node = layout.nodes.find(({ id }) => id === from);
  if (!node && key.startsWith('Arrow')) return first?.id;
  return first && STEPS[key]?.(layout, node ?? first)?.id;
}

type Step = (layout: DagLayout, node: PlacedNode) => PlacedNode | undefined;

const STEPS: Readonly<Record<string, Step>> = {
  ArrowDown: (layout, node) => nearest(node, outputsOf(layout, node.id)),
  ArrowUp: (layout, node) => nearest(node, inputsOf(layout, node.id)),
  ArrowLeft: (layout, node) => beside(layout, node, -1),
  ArrowRight: (layout, node) => beside(layout, node, 1),
  Home: (layout) => layout.nodes[0],
  End: (layout) => layout.nodes.at(-1),
};

export function inputsOf(layout: DagLayout, id: string): PlacedNode[] {
  return byIds(
    layout,
    layout.edges.filter(({ to }) => to === id).map(({ from }) => from),
  );
}

export function outputsOf(layout: DagLayout, id: string): PlacedNode[] {
  return byIds(
    layout,
    layout.edges.filter(({ from }) => from === id).map(({ to }) => to),
  );
}

function byIds(layout: DagLayout, ids: readonly string[]): PlacedNode[] {
  return layout.nodes.filter(({ id }) => ids.includes(id));
}

/** The next layer first, then the smallest step aside. */
function nearest(node: PlacedNode, candidates: readonly PlacedNode[]): PlacedNode | undefined {
  const distance = (other: PlacedNode) => Math.abs(other.y - node.y) * 2 + Math.abs(other.x - node.x);
  return [...candidates].sort((a, b) => distance(a) - distance(b))[0];
}

function beside(layout: DagLayout, node: PlacedNode, direction: 1 | -1): PlacedNode | undefined {
  return layout.nodes
    .filter((other) => Math.abs(other.y - node.y) < node.height && direction * (other.x - node.x) > 0)
    .sort((a, b) => direction * (a.x - b.x))[0];
}

/** The next node whose label or name begins with what was typed, round and round; the same one while a word grows. */
export function typedAhead(layout: DagLayout, from: string | undefined, typed: string): string | undefined {
  const start = layout.nodes.findIndex(({ id }) => id === from);
  const first = typed.length === 1 ? start + 1 : Math.max(0, start);
  const word = typed.toLowerCase().replaceAll('×', 'x');
  const begins = (text: string) => text.toLowerCase().replaceAll('×', 'x').startsWith(word);
  const inTurn = [...layout.nodes.slice(first), ...layout.nodes.slice(0, first)];
  return inTurn.find(({ id, label }) => begins(label) || begins(id))?.id;
}

/** A node for screen readers: what it is, what differs, where its edges lead. */
export function sentence(layout: DagLayout, node: PlacedNode): string {
  const names = (nodes: readonly PlacedNode[]) =>
    nodes.map(({ label }) => label).join(', ') || l10n.t('nothing');
  const what = node.mark ? `${node.description}, ${node.mark.text}` : node.description;
  const [inputs, outputs] = [names(inputsOf(layout, node.id)), names(outputsOf(layout, node.id))];
  return l10n.t('{0}; from {1}; to {2}', what, inputs, outputs);
}
