import * as l10n from '@vscode/l10n';
import type { Architecture } from '../../src/core/graph/architecture';
import type { DagGraph } from '../../src/core/drawing/dag-model';
import { matchesOf } from '../shared/dag/node-search';
import { LETTERS } from './comparison';
import { lettersText } from './letters-text';

export interface Found {
  /** Drawn nodes that match, by network. */
  readonly inEach: readonly ReadonlySet<string>[];
  /** All of them, once each: in the order of the first network, then those that only the next ones have. */
  readonly inTurn: readonly string[];
}

/**
 * The drawn nodes of each network that match `query`. A node is found by the name that its own file gives it, too,
 * which may be another than the one that it shares with its partners.
 */
export function foundIn(
  own: readonly Architecture[],
  union: readonly Architecture[],
  graphs: readonly DagGraph[],
  query: string,
): Found {
  const inEach = graphs.map(
    (graph, i) => new Set([own[i]!, union[i]!].flatMap((network) => matchesOf(network, graph, query))),
  );
  const inTurn = graphs.flatMap(({ nodes }, i) =>
    nodes.map(({ id }) => id).filter((id) => inEach[i]!.has(id)),
  );
  return { inEach, inTurn: [...new Set(inTurn)] };
}

/** `stem_relu in A and C`. */
export function foundText(id: string, networks: readonly number[]): string {
  return l10n.t({
    message: '{0} in {1}',
    args: [id, lettersText(networks.map((i) => LETTERS[i]!))],
    comment: ['A node, and letters of the networks that have it'],
  });
}
