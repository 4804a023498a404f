import type { Architecture } from './architecture';
import type { Operation } from './operation';
import type { PlaceSignatures } from './place-signatures';

/** Never partners. */
const NONE = 0;

/**
 * How much speaks for two nodes being partners, from 0 (they cannot be) to 64.
 *
 * Only nodes of one kind of operation have a weight here. The numbers say an
 * order of precedence: the same operation in the same place, the same
 * operation, another one of the kind in the same place, another one. Ties are
 * broken by output shape and group.
 *
 * @param fixed partners that are known (`same-places.ts`), or -1
 */
export function pairWeights(
  first: Architecture,
  second: Architecture,
  signed: PlaceSignatures,
  otherSigned: PlaceSignatures,
  fixed: Int32Array,
): (a: number, b: number) => number {
  const [x, y] = numbered(signed, otherSigned);
  const taken = new Uint8Array(second.nodes.length);
  for (const b of fixed) if (b >= 0) taken[b] = 1;
  const kinds = intern([...first.nodes, ...second.nodes].map(({ operation }) => operation.kind));
  const groups = intern([...first.nodes, ...second.nodes].map(({ group }) => group ?? ''));
  const shapes = intern([...first.shapes, ...second.shapes].map((shape) => shape.join()));
  const n = first.nodes.length;

  return (a, b) => {
    if (fixed[a]! >= 0 || taken[b] === 1) return fixed[a] === b ? 64 : NONE;
    if (kinds[a] !== kinds[n + b]) return NONE;
    let weight = placeWeight(x, y, a, b);
    weight +=
      x.operation[a] === y.operation[b]
        ? 12
        : 4 + sharedFields(first.nodes[a]!.operation, second.nodes[b]!.operation);
    if (shapes[a] === shapes[n + b]) weight += 1;
    // More than `near` can say against it where blocks repeat: whole groups go rather than parts of two.
    if (groups[a] === groups[n + b]) weight += 4;
    return weight;
  };
}

/** How alike the surroundings are: to the ends of the networks, and a few edges far. */
function placeWeight(x: Numbered, y: Numbered, a: number, b: number): number {
  let weight = 0;
  if (x.above[a] === y.above[b]) weight += 8;
  else if (x.placeAbove[a] === y.placeAbove[b]) weight += 5;
  if (x.below[a] === y.below[b]) weight += 8;
  else if (x.placeBelow[a] === y.placeBelow[b]) weight += 5;
  for (let r = 0; r < x.near.length && x.near[r]![a] === y.near[r]![b]; r++) weight += 1;
  return weight;
}

/** Up to 3 for operations of one kind that agree in all fields but one or two. */
function sharedFields(a: Operation, b: Operation): number {
  const fields = Object.entries(a);
  const other = new Map<string, unknown>(Object.entries(b));
  const odd = fields.filter(([name, value]) => String(value) !== String(other.get(name))).length;
  return Math.max(0, 3 - odd);
}

interface Numbered {
  readonly operation: Int32Array;
  readonly above: Int32Array;
  readonly below: Int32Array;
  readonly placeAbove: Int32Array;
  readonly placeBelow: Int32Array;
  readonly near: readonly Int32Array[];
}

/** Texts as numbers, which compare at once. */
function numbered(a: PlaceSignatures, b: PlaceSignatures): readonly [Numbered, Numbered] {
  const n = a.operation.length;
  const split = (ofA: readonly string[], ofB: readonly string[]) => {
    const all = intern([...ofA, ...ofB]);
    return [all.subarray(0, n), all.subarray(n)] as const;
  };
  const operation = split(a.operation, b.operation);
  const above = split(a.above, b.above);
  const below = split(a.below, b.below);
  const placeAbove = split(a.placeAbove, b.placeAbove);
  const placeBelow = split(a.placeBelow, b.placeBelow);
  const near = a.near.map((round, r) => split(round, b.near[r]!));
  const side = (i: 0 | 1): Numbered => ({
    operation: operation[i],
    above: above[i],
    below: below[i],
    placeAbove: placeAbove[i],
    placeBelow: placeBelow[i],
    near: near.map((round) => round[i]),
  });
  return [side(0), side(1)];
}

function intern(texts: readonly string[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(texts, (text) => {
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  });
}
