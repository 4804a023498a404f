import type { Architecture } from './architecture';
import { fingerprint } from './fingerprint';
import { operationKey } from './labelled-graph';
import { specOf } from './operations';

/** What tells the nodes of one network apart; equal texts mean the same in any network. */
export interface PlaceSignatures {
  /** The operation with all of its fields. */
  readonly operation: readonly string[];
  /** The node and all that it is computed from. */
  readonly above: readonly string[];
  /** The node and all that is computed from it. */
  readonly below: readonly string[];
  /** `above` and `below` without the node's own operation: where it stands. */
  readonly placeAbove: readonly string[];
  readonly placeBelow: readonly string[];
  /** `near[r - 1]`: the node and what lies up to r edges away from it, for r from 1 to `ROUNDS`. */
  readonly near: readonly (readonly string[])[];
  /** Who reads each node, with repetitions. */
  readonly consumers: readonly (readonly number[])[];
}

const ROUNDS = 3;

/**
 * Signs every node by its surroundings: Weisfeiler-Lehman colours along the
 * edges' directions (Shervashidze et al., "Weisfeiler-Lehman Graph Kernels",
 * JMLR 12, 2011, algorithm 1), for a few rounds from everywhere, and to the end
 * from the input and from the output, where one walk in list order is enough.
 * Names and groups do not count; the order of inputs does where the operation
 * says so. O(nodes + edges) hashes.
 */
export function placeSignatures({ nodes }: Architecture): PlaceSignatures {
  const n = nodes.length;
  const consumers: number[][] = nodes.map(() => []);
  nodes.forEach(({ inputs }, i) => {
    for (const input of inputs) consumers[input]!.push(i);
  });
  const operation = nodes.map((node, i) => (i === n - 1 ? 'output ' : '') + operationKey(node.operation));
  const ordered = nodes.map((node) => specOf(node.operation).ordered);
  const inputsText = (i: number, of: readonly string[]): string => {
    const texts = nodes[i]!.inputs.map((input) => of[input]!);
    return (ordered[i] ? texts : texts.sort()).join();
  };
  const consumersText = (i: number, of: readonly string[]): string =>
    consumers[i]!.map((consumer) => {
      const slots = ordered[consumer] ? nodes[consumer]!.inputs.flatMap((x, s) => (x === i ? [s] : [])) : '';
      return `${of[consumer]!}@${slots.toString()}`;
    })
      .sort()
      .join();

  const above: string[] = [];
  const placeAbove: string[] = [];
  for (let i = 0; i < n; i++) {
    placeAbove.push(fingerprint(inputsText(i, above)));
    above.push(fingerprint(`${operation[i]!}<${placeAbove[i]!}`));
  }
  const below = new Array<string>(n).fill('');
  const placeBelow = new Array<string>(n).fill('');
  for (let i = n - 1; i >= 0; i--) {
    placeBelow[i] = fingerprint(consumersText(i, below));
    below[i] = fingerprint(`${operation[i]!}>${placeBelow[i]}`);
  }
  const near: string[][] = [];
  for (let round = 0, last: readonly string[] = operation; round < ROUNDS; round++) {
    const known = last;
    last = nodes.map((_, i) =>
      fingerprint(`${known[i]!}<${inputsText(i, known)}>${consumersText(i, known)}`),
    );
    near.push([...last]);
  }
  return { operation, above, below, placeAbove, placeBelow, near, consumers };
}
