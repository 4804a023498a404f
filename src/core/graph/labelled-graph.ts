import type { Architecture } from './architecture';
import type { Operation } from './operation';
import { specOf } from './operations';

/** An architecture as the canonical id sees it: no names, no groups. */
export interface LabelledGraph {
  /** The operation with all of its fields, and whether the node is the output. */
  readonly labels: readonly string[];
  /** Every label once, sorted. */
  readonly distinctLabels: readonly string[];
  /** The place of each node's label among them. */
  readonly labelRanks: Int32Array;
  /** Inputs of each node, all at smaller positions. The order counts where `ordered`. */
  readonly inputs: readonly (readonly number[])[];
  readonly ordered: readonly boolean[];
  /** Who reads each node, and at which of its inputs (0 where their order does not count). */
  readonly consumers: readonly (readonly { readonly node: number; readonly slot: number }[])[];
}

/** @param identities whether identity nodes are contracted, as for ids, or stay, so that positions are those of the nodes */
export function labelledGraph(
  { nodes }: Architecture,
  identities: 'contracted' | 'kept' = 'contracted',
): LabelledGraph {
  const position: number[] = []; // of node i, or of what an identity stands for
  const labels: string[] = [];
  const inputs: number[][] = [];
  const ordered: boolean[] = [];
  for (const { operation, inputs: sources } of nodes) {
    if (operation.kind === 'identity' && identities === 'contracted') {
      position.push(position[sources[0]!]!);
      continue;
    }
    position.push(labels.length);
    labels.push(operationKey(operation));
    inputs.push(sources.map((source) => position[source]!));
    ordered.push(specOf(operation).ordered);
  }
  const output = position.at(-1)!;
  labels[output] = `${labels[output]!} output`;

  const consumers: { node: number; slot: number }[][] = labels.map(() => []);
  inputs.forEach((sources, node) => {
    sources.forEach((source, slot) => consumers[source]!.push({ node, slot: ordered[node] ? slot : 0 }));
  });
  const distinctLabels = [...new Set(labels)].sort();
  const ranks = new Map(distinctLabels.map((label, rank) => [label, rank]));
  const labelRanks = Int32Array.from(labels, (label) => ranks.get(label)!);
  return { labels, distinctLabels, labelRanks, inputs, ordered, consumers };
}

/** Labels by operations as they are written: the networks of a space are made of the same few. */
const remembered = new Map<string, string>();
const MAX_REMEMBERED = 10_000;

/** Equal for equal operations however they were written: their fields in alphabetical order. */
export function operationKey(operation: Operation): string {
  const written = JSON.stringify(operation);
  let label = remembered.get(written);
  if (label === undefined) {
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    label = JSON.stringify(Object.entries(operation).sort(([a], [b]) => (a < b ? -1 : 1)));
    remembered.set(written, label);
  }
  return label;
}
