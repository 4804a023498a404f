import type { Architecture } from './architecture';
import type { Operation } from './operation';
import { specOf } from './operations';

/** An architecture as the canonical id sees it: no names, no groups, no identity nodes. */
export interface LabelledGraph {
  /** The operation with all of its fields, and whether the node is the output. */
  readonly labels: readonly string[];
  /** Inputs of each node, all at smaller positions. The order counts where `ordered`. */
  readonly inputs: readonly (readonly number[])[];
  readonly ordered: readonly boolean[];
  /** Who reads each node, and at which of its inputs (0 where their order does not count). */
  readonly consumers: readonly (readonly { readonly node: number; readonly slot: number }[])[];
}

export function labelledGraph({ nodes }: Architecture): LabelledGraph {
  const position: number[] = []; // of node i, or of what an identity stands for
  const labels: string[] = [];
  const inputs: number[][] = [];
  const ordered: boolean[] = [];
  for (const { operation, inputs: sources } of nodes) {
    if (operation.kind === 'identity') {
      position.push(position[sources[0]!]!);
      continue;
    }
    position.push(labels.length);
    labels.push(labelOf(operation));
    inputs.push(sources.map((source) => position[source]!));
    ordered.push(specOf(operation).ordered);
  }
  const output = position.at(-1)!;
  labels[output] = `${labels[output]!} output`;

  const consumers: { node: number; slot: number }[][] = labels.map(() => []);
  inputs.forEach((sources, node) => {
    sources.forEach((source, slot) => consumers[source]!.push({ node, slot: ordered[node] ? slot : 0 }));
  });
  return { labels, inputs, ordered, consumers };
}

/** Fields in alphabetical order: two equal operations have equal labels however they were written. */
function labelOf(operation: Operation): string {
  return JSON.stringify(Object.entries(operation).sort(([a], [b]) => (a < b ? -1 : 1)));
}
