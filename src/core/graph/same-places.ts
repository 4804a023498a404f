import type { Architecture } from './architecture';
import type { PlaceSignatures } from './place-signatures';

/**
 * Pairs the nodes of two networks that have the same above and the same below
 * them. Where several have (twins), a pair draws those of its neighbours after
 * it, so that a whole branch goes to one branch. Of those that one side has
 * more of, only the ones are paired whose neighbours are. O(nodes + edges), times the number of twins.
 *
 * @returns the partner of each node of the first network, or -1
 */
export function samePlaces(
  first: Architecture,
  second: Architecture,
  signed: PlaceSignatures,
  otherSigned: PlaceSignatures,
): Int32Array {
  const place = signed.above.map((text, i) => text + signed.below[i]!);
  const otherPlace = otherSigned.above.map((text, i) => text + otherSigned.below[i]!);
  const partners = new Int32Array(place.length).fill(-1);
  const taken = new Uint8Array(otherPlace.length);
  const waiting = new Map<string, number[]>();
  otherPlace.forEach((text, b) => waiting.set(text, [...(waiting.get(text) ?? []), b]));

  const pair = (start: number, target: number): void => {
    const todo: [number, number][] = [[start, target]];
    for (let next = todo.pop(); next; next = todo.pop()) {
      const [a, b] = next;
      if (partners[a]! >= 0 || taken[b] === 1) continue;
      partners[a] = b;
      taken[b] = 1;
      const neighbours: readonly [readonly number[], readonly number[]][] = [
        [first.nodes[a]!.inputs, second.nodes[b]!.inputs],
        [signed.consumers[a]!, otherSigned.consumers[b]!],
      ];
      for (const [own, others] of neighbours) {
        for (const x of own) {
          if (partners[x]! >= 0) continue;
          const y = others.find(
            (other) => taken[other] === 0 && otherPlace[other] === place[x] && fits(x, other),
          );
          if (y !== undefined) todo.push([x, y]);
        }
      }
    }
  };
  /** Whether every neighbour of `a` that has a partner has it beside `b`. */
  const fits = (a: number, b: number): boolean =>
    first.nodes[a]!.inputs.every((x) => partners[x]! < 0 || second.nodes[b]!.inputs.includes(partners[x]!)) &&
    signed.consumers[a]!.every((x) => partners[x]! < 0 || otherSigned.consumers[b]!.includes(partners[x]!));

  // Single ones first: twins beside them know where they belong.
  const counts = new Map<string, number>();
  for (const text of place) counts.set(text, (counts.get(text) ?? 0) + 1);
  const inBoth = (a: number): boolean => counts.get(place[a]!) === waiting.get(place[a]!)?.length;
  place.forEach((text, a) => {
    if (counts.get(text) !== 1 || !inBoth(a)) return;
    partners[a] = waiting.get(text)?.[0] ?? -1;
    taken[partners[a]] = 1;
  });
  place.forEach((text, a) => {
    if (partners[a]! >= 0 || !inBoth(a)) return;
    const free = waiting.get(text)!.filter((b) => taken[b] === 0);
    pair(a, free.find((candidate) => fits(a, candidate)) ?? free[0]!);
  });
  // Of those that one side has more of, the ones whose neighbours speak for them.
  const support = (a: number, b: number): number =>
    !fits(a, b)
      ? 0
      : [...first.nodes[a]!.inputs, ...signed.consumers[a]!].filter((x) => partners[x]! >= 0).length;
  const open = place.flatMap((text, a) =>
    partners[a]! >= 0
      ? []
      : (waiting.get(text) ?? []).filter((b) => taken[b] === 0).map((b) => [a, b] as const),
  );
  for (const [a, b] of open.sort((x, y) => support(y[0], y[1]) - support(x[0], x[1])))
    if (partners[a]! < 0 && taken[b] === 0 && support(a, b) > 0) pair(a, b);
  return partners;
}
