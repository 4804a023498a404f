import { align } from './alignment';
import type { Alignment } from './alignment';
import type { Architecture } from './architecture';
import { operationKey } from './labelled-graph';
import { specOf } from './operations';

/** One difference. Positions are those of the first network in `before`, of the second in `after`. */
export type ArchitectureChange =
  /** An operation became another, in the same place. */
  | { readonly kind: 'changed'; readonly before: number; readonly after: number }
  /** Connected operations gave way to others in the same place; none before is an insertion, none after a removal. */
  | { readonly kind: 'replaced'; readonly before: readonly number[]; readonly after: readonly number[] }
  /** The same operation takes other inputs: `lost` of the first network, `gained` of the second. */
  | {
      readonly kind: 'rewired';
      readonly before: number;
      readonly after: number;
      readonly lost: readonly number[];
      readonly gained: readonly number[];
    };

export interface ArchitectureDiff {
  readonly alignment: Alignment;
  /** In the order of the networks. Empty exactly where nothing but names, groups and order differ. */
  readonly changes: readonly ArchitectureChange[];
}

/**
 * Says what differs between two networks; what follows from a change is not
 * another one: edges that lead around an inserted operation, shapes and costs
 * further down. `diffArchitectures(b, a)` is the same the other way round.
 * Costs as `align` does.
 */
export function diffArchitectures(first: Architecture, second: Architecture): ArchitectureDiff {
  const alignment = align(first, second);
  const { partners, backwards } = alignment;
  const changes: Placed[] = replacements(first, second, alignment);
  partners.forEach((after, before) => {
    if (after < 0) return;
    if (operationKey(first.nodes[before]!.operation) !== operationKey(second.nodes[after]!.operation))
      changes.push({ at: before, change: { kind: 'changed', before, after } });
    const lost = unexplained(before, after, first, second, partners, backwards);
    const gained = unexplained(after, before, second, first, backwards, partners);
    if (lost.length + gained.length > 0 || turnsInputs(first, second, partners, before, after))
      changes.push({ at: before, change: { kind: 'rewired', before, after, lost, gained } });
  });
  return { alignment, changes: changes.sort((x, y) => x.at - y.at).map(({ change }) => change) };
}

/** A change, and where it comes in the order of the first network. */
interface Placed {
  readonly at: number;
  readonly change: ArchitectureChange;
}

/** Whether partners take the same inputs in another order, and it matters. */
function turnsInputs(
  first: Architecture,
  second: Architecture,
  partners: Int32Array,
  before: number,
  after: number,
): boolean {
  const { operation, inputs } = first.nodes[before]!;
  const own = inputs.map((input) => partners[input]!);
  const others = second.nodes[after]!.inputs;
  return specOf(operation).ordered && own.join() !== others.join() && sorted(own) === sorted(others);
}

function sorted(positions: readonly number[]): string {
  return [...positions].sort((x, y) => x - y).join();
}

/** Inputs of `node` that its partner does not take, neither at once nor by way of nodes that have no partner. */
function unexplained(
  node: number,
  partner: number,
  own: Architecture,
  other: Architecture,
  partners: Int32Array,
  backwards: Int32Array,
): number[] {
  const reached = [...other.nodes[partner]!.inputs];
  for (let i = 0; i < reached.length; i++)
    if (backwards[reached[i]!]! < 0) reached.push(...other.nodes[reached[i]!]!.inputs);
  const left = own.nodes[node]!.inputs.filter((input) => partners[input]! >= 0);
  return left.filter((input) => {
    const at = reached.indexOf(partners[input]!);
    if (at >= 0) reached.splice(at, 1);
    return at < 0;
  });
}

/** Connected nodes without partners. */
interface Part {
  readonly nodes: readonly number[];
  /** Partners of what it is computed from and of what reads it: equal for what stands in the same place. */
  readonly place: string;
}

function replacements(
  first: Architecture,
  second: Architecture,
  { partners, backwards }: Alignment,
): Placed[] {
  const removed = partsWithout(first, partners, (node) => node);
  const added = partsWithout(second, backwards, (node) => backwards[node]!);
  const waiting = new Map<string, Part[]>();
  for (const part of added) waiting.set(part.place, [...(waiting.get(part.place) ?? []), part]);
  const changes: Placed[] = [];
  for (const { nodes, place } of removed) {
    const instead = waiting.get(place)?.shift();
    changes.push({ at: nodes[0]!, change: { kind: 'replaced', before: nodes, after: instead?.nodes ?? [] } });
  }
  for (const { nodes } of [...waiting.values()].flat()) {
    // Behind the node that comes before it in the second network and has a partner.
    let at = nodes[0]! - 1;
    while (at >= 0 && backwards[at]! < 0) at--;
    changes.push({
      at: at < 0 ? 0 : backwards[at]! + 0.5,
      change: { kind: 'replaced', before: [], after: nodes },
    });
  }
  return changes;
}

/** @param name of a node with a partner, the same for both networks */
function partsWithout({ nodes }: Architecture, partners: Int32Array, name: (node: number) => number): Part[] {
  const owner = nodes.map((_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (owner[root] !== root) root = owner[root]!;
    return root;
  };
  nodes.forEach(({ inputs }, i) => {
    if (partners[i]! >= 0) return;
    for (const input of inputs) if (partners[input]! < 0) owner[find(i)] = find(input);
  });
  const parts = new Map<number, { nodes: number[]; from: Set<number>; to: Set<number> }>();
  const partOf = (i: number) => {
    const root = find(i);
    const part = parts.get(root) ?? { nodes: [], from: new Set<number>(), to: new Set<number>() };
    parts.set(root, part);
    return part;
  };
  nodes.forEach(({ inputs }, i) => {
    if (partners[i]! < 0) {
      partOf(i).nodes.push(i);
      for (const input of inputs) if (partners[input]! >= 0) partOf(i).from.add(name(input));
      return;
    }
    for (const input of inputs) if (partners[input]! < 0) partOf(input).to.add(name(i));
  });
  const text = (names: ReadonlySet<number>) => [...names].sort((a, b) => a - b).join();
  return [...parts.values()].map(({ nodes: members, from, to }) => ({
    nodes: members,
    place: `${text(from)}>${text(to)}`,
  }));
}
