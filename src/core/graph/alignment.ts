import type { Architecture } from './architecture';
import { editsOf, settlePairs } from './alignment-search';
import type { PairSearch } from './alignment-search';
import { specOf } from './operations';
import { pairWeights } from './pair-weights';
import { samePlaces } from './same-places';
import { isomorphism } from './canonical';
import { fingerprint } from './fingerprint';
import { placeSignatures } from './place-signatures';
import type { PlaceSignatures } from './place-signatures';

/** Which node of one network stands for which of another; each for one at most. */
export interface Alignment {
  /** For each node of the first network its partner in the second; -1 for none. */
  readonly partners: Int32Array;
  /** For each node of the second its partner in the first. */
  readonly backwards: Int32Array;
}

/** Larger tables would take hundreds of megabytes; then only what the signatures and the edges tell is paired. */
const MOST_CELLS = 16_000_000;

/** Twins mislead in small networks; in large ones a second look would double the time. */
const MOST_CELLS_TWICE = 100_000;

/**
 * Finds what two networks have in common.
 *
 * 1. Every node is signed by what lies above and below it (`place-signatures.ts`).
 *    Nodes with the same signature in both networks are partners (`same-places.ts`).
 * 2. Of all pairings of the others in which partners come in the same order in both lists,
 *    one of largest total weight (`pair-weights.ts`) is found by dynamic
 *    programming, as sequences are aligned (Needleman and Wunsch, J. Mol. Biol. 48, 1970).
 * 3. What is left is paired along the edges, and pairs are moved while this
 *    keeps more edges (`alignment-search.ts`); this also finds branches that
 *    are listed in another order.
 * 4. In small networks 2 and 3 again without 1, in case that the same places mislead; the reading with fewer edits wins.
 * 5. Where every place of one is a place of the other and something differs still, an isomorphism is looked for
 *    (`canonical.ts`): branches that are alike may have been crossed. Networks that differ in names and order alone have no edits.
 *
 * Names and groups decide nothing but ties between equal nodes. Symmetric:
 * `align(b, a)` is `align(a, b)` the other way round. Time and memory O(n m) for n and m nodes: 1,000 and 1,000 take tens of milliseconds.
 *
 * Departure from the least number of edits: that is NP-hard (graph edit distance), and is not promised. Where
 * operations are repeated without end, an equally good reading may be chosen, for instance which of five equal blocks was removed.
 */
export function align(first: Architecture, second: Architecture): Alignment {
  const signatures = [placeSignatures(first), placeSignatures(second)] as const;
  const [key, otherKey] = [keyOf(signatures[0]), keyOf(signatures[1])];
  // One way round for both, so that ties are broken alike.
  if (key > otherKey) {
    const { partners, backwards } = alignSigned(second, first, signatures[1], signatures[0]);
    return { partners: backwards, backwards: partners };
  }
  const { partners, backwards } = alignSigned(first, second, ...signatures);
  const isWanted = key === otherKey && !isRenaming(first, second, partners);
  const same = isWanted ? isomorphism(first, second) : undefined;
  return same ? { partners: same, backwards: inverse(same, same.length) } : { partners, backwards };
}

function alignSigned(
  first: Architecture,
  second: Architecture,
  signed: PlaceSignatures,
  otherSigned: PlaceSignatures,
): PairSearch {
  const from = (fixed: Int32Array): PairSearch => {
    const [n, m] = [first.nodes.length, second.nodes.length];
    const weight = pairWeights(first, second, signed, otherSigned, fixed);
    const partners = n * m <= MOST_CELLS ? heaviestInOrder(n, m, weight) : new Int32Array(n).fill(-1);
    fixed.forEach((b, a) => {
      if (b >= 0) partners[a] = b;
    });
    const backwards = inverse(partners, m);
    const search = { first, second, signed, otherSigned, weight, partners, backwards };
    settlePairs(search);
    return search;
  };
  const known = from(samePlaces(first, second, signed, otherSigned));
  const cost = editsOf(known);
  if (cost <= 1 || first.nodes.length * second.nodes.length > MOST_CELLS_TWICE) return known;
  const free = from(new Int32Array(first.nodes.length).fill(-1));
  return editsOf(free) < cost ? free : known;
}

/** Whether every node takes the partners of what its partner takes: `add` in any order, as often. */
function isRenaming(first: Architecture, second: Architecture, partners: Int32Array): boolean {
  return first.nodes.every(({ operation, inputs }, a) => {
    const own = inputs.map((input) => partners[input]!);
    const others = [...(second.nodes[partners[a]!]?.inputs ?? [])];
    if (!specOf(operation).ordered) for (const list of [own, others]) list.sort((x, y) => x - y);
    return own.length === others.length && own.every((input, i) => input === others[i]);
  });
}

/** For each of `length` nodes who has it as partner; -1 for nobody. */
function inverse(partners: Int32Array, length: number): Int32Array {
  const backwards = new Int32Array(length).fill(-1);
  partners.forEach((b, a) => {
    if (b >= 0) backwards[b] = a;
  });
  return backwards;
}

/** `weight(a, b)` is 0 where the two cannot be partners. */
function heaviestInOrder(n: number, m: number, weight: (a: number, b: number) => number): Int32Array {
  const width = m + 1;
  const best = new Int32Array((n + 1) * width);
  for (let a = n - 1; a >= 0; a--) {
    for (let b = m - 1; b >= 0; b--) {
      const at = a * width + b;
      const skipped = Math.max(best[at + width]!, best[at + 1]!);
      const both = weight(a, b);
      best[at] = both > 0 ? Math.max(skipped, both + best[at + width + 1]!) : skipped;
    }
  }
  const partners = new Int32Array(n).fill(-1);
  for (let a = 0, b = 0; a < n && b < m;) {
    const at = a * width + b;
    const both = weight(a, b);
    if (both > 0 && best[at] === both + best[at + width + 1]!) partners[a++] = b++;
    else if (best[at] === best[at + width]) a++;
    else b++;
  }
  return partners;
}

/** Equal for networks that differ in names and order alone. */
function keyOf({ above, below }: PlaceSignatures): string {
  return fingerprint(
    above
      .map((text, i) => text + below[i]!)
      .sort()
      .join(),
  );
}
