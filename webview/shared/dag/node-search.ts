import type { Architecture } from '../../../src/core/graph/architecture';
import { operationLabel } from '../../../src/core/graph/operations';
import type { DagGraph } from '../../../src/core/drawing/dag-model';
import { formatShape } from '../../../src/core/drawing/format';

/**
 * The drawn nodes that hold a match: each word of `query` occurs in the name,
 * label, group or output shape of one of the architecture's nodes. A match
 * inside a collapsed group marks the group.
 */
export function matchesOf(architecture: Architecture, graph: DagGraph, query: string): string[] {
  const words = query.toLowerCase().replaceAll('×', 'x').split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = architecture.nodes.map((node, i) => {
    const text = [
      node.name,
      operationLabel(node.operation),
      node.operation.kind,
      node.group ?? '',
      formatShape(architecture.shapes[i]!).replaceAll('×', 'x'),
    ]
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return graph.nodes.filter(({ members }) => members.some((i) => found[i])).map(({ id }) => id);
}

/** The match after `current`, round and round. */
export function nextMatch(matches: readonly string[], current: string | undefined): string | undefined {
  const at = current === undefined ? -1 : matches.indexOf(current);
  return matches[(at + 1) % Math.max(1, matches.length)];
}
