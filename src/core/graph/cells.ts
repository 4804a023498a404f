import type { Architecture } from './architecture';
import { operationKey } from './labelled-graph';
import type { Operation } from './operation';

/** Groups of one structure: the cells of which a network is made. */
export interface CellType {
  /** `A` for the one that occurs most often. */
  readonly letter: string;
  /** Paths of the groups, in the order of the network. */
  readonly groups: readonly string[];
}

/**
 * The innermost groups that occur more than once, by structure: the same operations in the same order, wired alike.
 * Widths (filters, units, groups of a convolution) do not count: a stage repeats the cell of the one before it with
 * more channels. Groups whose nodes are listed in another order are different types. O(nodes + edges).
 */
export function repeatedCells({ nodes }: Architecture): CellType[] {
  const members = new Map<string, number[]>();
  nodes.forEach(({ group }, i) => {
    if (group !== undefined && group !== '') members.set(group, [...(members.get(group) ?? []), i]);
  });
  const outer = new Set(
    [...members.keys()].flatMap((path) => {
      const parts = path.split('/');
      return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
    }),
  );
  const types = new Map<string, string[]>();
  for (const [path, inside] of members) {
    if (outer.has(path) || inside.length < 2) continue;
    const structure = structureOf(nodes, inside);
    types.set(structure, [...(types.get(structure) ?? []), path]);
  }
  return [...types.values()]
    .filter((groups) => groups.length > 1)
    .sort((a, b) => b.length - a.length)
    .map((groups, i) => ({ letter: letterOf(i), groups }));
}

function structureOf(nodes: Architecture['nodes'], inside: readonly number[]): string {
  const local = new Map<number, string>(inside.map((node, i) => [node, String(i)]));
  let outside = 0;
  return inside
    .map((i) => {
      const inputs = nodes[i]!.inputs.map((input) => {
        const known = local.get(input) ?? `from ${outside++}`;
        local.set(input, known);
        return known;
      });
      return `${operationKey(withoutWidth(nodes[i]!.operation))}<${inputs.join()}`;
    })
    .join(';');
}

function withoutWidth(operation: Operation): Operation {
  switch (operation.kind) {
    case 'conv2d':
      return { ...operation, filters: 0, groups: operation.groups > 1 ? 2 : 1 };
    case 'separable_conv2d':
      return { ...operation, filters: 0 };
    case 'dense':
      return { ...operation, units: 0 };
    default:
      return operation;
  }
}

function letterOf(i: number): string {
  return i < 26 ? String.fromCodePoint(65 + i) : `${letterOf(Math.floor(i / 26) - 1)}${letterOf(i % 26)}`;
}
