import type { Architecture } from './architecture';
import type { PlaceSignatures } from './place-signatures';

/** Pairs as they stand; `settlePairs` changes `partners` and `backwards`. */
export interface PairSearch {
  readonly first: Architecture;
  readonly second: Architecture;
  readonly signed: PlaceSignatures;
  readonly otherSigned: PlaceSignatures;
  readonly weight: (a: number, b: number) => number;
  readonly partners: Int32Array;
  readonly backwards: Int32Array;
}

/** What it is worth, in the weights of pairs, that all inputs of a node are kept, or all that read it. */
const SIDE = 10;
/** Passes over all nodes; each must improve the total, and few do after the second. */
const MOST_PASSES = 12;

/**
 * Improves a pairing until no single move does: a node takes, or changes to, a
 * partner beside the partners of its neighbours (who loses that one takes the
 * old one in exchange). The total is the weight of the pairs and of the edges
 * that lead between partners on both sides. Nodes of different kinds become
 * partners only in exactly one place: all of their edges are kept. At last,
 * pairs of different operations that keep no edge are let go.
 */
export function settlePairs(search: PairSearch): void {
  const { first, second, partners, backwards } = search;
  const n = first.nodes.length;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let moved = false;
    for (let a = 0; a < n; a++) if (improve(search, a)) moved = true;
    if (!moved) break;
  }
  replaceInPlace(search);
  for (let a = 0; a < n; a++) {
    const b = partners[a]!;
    if (b < 0 || keptEdges(search, a, b) > 0) continue;
    if (search.signed.operation[a] === search.otherSigned.operation[b]) continue;
    if (a === 0 || a === n - 1 || b === second.nodes.length - 1) continue;
    partners[a] = -1;
    backwards[b] = -1;
  }
}

/** Nodes without partner, partners with different operations, and edges that one side lacks. */
export function editsOf(search: PairSearch): number {
  const { first, second, signed, otherSigned, partners } = search;
  let edits = first.nodes.length + second.nodes.length;
  let ends = 0;
  partners.forEach((b, a) => {
    if (b < 0) return;
    edits -= signed.operation[a] === otherSigned.operation[b] ? 2 : 1;
    const inputs = second.nodes[b]!.inputs;
    for (const input of first.nodes[a]!.inputs) if (inputs.includes(partners[input]!)) ends += 2;
  });
  const edges = (architecture: Architecture) =>
    architecture.nodes.reduce((sum, { inputs }) => sum + inputs.length, 0);
  return edits + edges(first) + edges(second) - ends;
}

/** Moves one node to the best place that its neighbours suggest. */
function improve(search: PairSearch, a: number): boolean {
  const old = search.partners[a]!;
  let best = old;
  let bestGain = 0;
  for (const b of suggestions(search, a)) {
    if (b === old || search.weight(a, b) === 0) continue;
    const gain = gainOf(search, a, b);
    if (gain > bestGain) [best, bestGain] = [b, gain];
  }
  if (best === old) return false;
  move(search, a, best);
  return true;
}

/** What the total gains when `a` moves to `b`; the pairs are left as they are. */
function gainOf(search: PairSearch, a: number, b: number): number {
  const old = search.partners[a]!;
  const other = search.backwards[b]!;
  const total = (): number => value(search, a) + (other >= 0 ? value(search, other) : 0);
  const before = total();
  move(search, a, b);
  const gain = total() - before;
  assign(search, a, old, other, other >= 0 ? b : -1);
  return gain;
}

/** Whoever stands there takes the old place, if it can. */
function move(search: PairSearch, a: number, b: number): void {
  const old = search.partners[a]!;
  const other = search.backwards[b]!;
  const swaps = other >= 0 && old >= 0 && search.weight(other, old) > 0;
  assign(search, a, b, other, swaps ? old : -1);
}

/** Gives `a` the partner `b` and `other` the partner `rest`; -1 is nobody. */
function assign(
  { partners, backwards }: PairSearch,
  a: number,
  b: number,
  other: number,
  rest: number,
): void {
  for (const node of [a, other]) if (node >= 0 && partners[node]! >= 0) backwards[partners[node]!] = -1;
  partners[a] = b;
  if (b >= 0) backwards[b] = a;
  if (other < 0) return;
  partners[other] = rest;
  if (rest >= 0) backwards[rest] = other;
}

function value(search: PairSearch, a: number): number {
  const b = search.partners[a]!;
  return b < 0 ? 0 : search.weight(a, b) + SIDE * keptShares(search, a, b);
}

/**
 * The share of its inputs that `a` keeps and that of its readers, from 0 to 2.
 * Shares, because the cut around an inserted block is one cut, however many
 * edges leave the block.
 */
function keptShares(search: PairSearch, a: number, b: number): number {
  const { first, second, signed, otherSigned, partners } = search;
  const share = (own: readonly number[], others: readonly number[]) =>
    own.filter((node) => others.includes(partners[node]!)).length / Math.max(1, own.length, others.length);
  return (
    share(first.nodes[a]!.inputs, second.nodes[b]!.inputs) +
    share(signed.consumers[a]!, otherSigned.consumers[b]!)
  );
}

/** Edges of `a` whose other end has a partner beside `b`. */
function keptEdges(
  { first, second, signed, otherSigned, partners }: PairSearch,
  a: number,
  b: number,
): number {
  let kept = 0;
  const inputs = second.nodes[b]!.inputs;
  for (const input of first.nodes[a]!.inputs) if (inputs.includes(partners[input]!)) kept++;
  const readers = otherSigned.consumers[b]!;
  for (const reader of signed.consumers[a]!) if (readers.includes(partners[reader]!)) kept++;
  return kept;
}

/** Nodes of the second network that stand beside partners of `a`'s neighbours. */
function suggestions({ first, second, signed, otherSigned, partners }: PairSearch, a: number): Set<number> {
  const found = new Set<number>();
  for (const input of first.nodes[a]!.inputs)
    if (partners[input]! >= 0) for (const b of otherSigned.consumers[partners[input]!]!) found.add(b);
  for (const reader of signed.consumers[a]!)
    if (partners[reader]! >= 0) for (const b of second.nodes[partners[reader]!]!.inputs) found.add(b);
  return found;
}

/** An operation of another kind with the same inputs and readers, as far as these have partners, is a change of it. */
function replaceInPlace(search: PairSearch): void {
  const { first, second, signed, otherSigned, partners, backwards } = search;
  const last = first.nodes.length - 1;
  for (let a = 1; a <= last; a++) {
    if (partners[a]! >= 0) continue;
    for (const b of suggestions(search, a)) {
      if (backwards[b]! >= 0 || b === 0) continue;
      const edges = first.nodes[a]!.inputs.length + signed.consumers[a]!.length;
      const otherEdges = second.nodes[b]!.inputs.length + otherSigned.consumers[b]!.length;
      if (keptEdges(search, a, b) !== edges || edges !== otherEdges) continue;
      partners[a] = b;
      backwards[b] = a;
      break;
    }
  }
}
