import fc from 'fast-check';
import { type ArchitectureNode, withoutDeadNodes } from '../../src/core/graph/architecture';
import type { Operation } from '../../src/core/graph/operation';

/** Operations that keep the shape, so that any wiring of them is a network. */
const KEEPING: readonly Operation[] = [
  { kind: 'activation', activation: 'relu' },
  { kind: 'activation', activation: 'tanh' },
  { kind: 'dense', units: 4, useBias: true },
  { kind: 'identity' },
];

/** Random networks over vectors of four numbers: `add` and one-input operations, wired at random. */
export const anyNodes: fc.Arbitrary<ArchitectureNode[]> = fc
  .array(
    fc.record({
      operation: fc.constantFrom(...KEEPING, { kind: 'add' } as const),
      picks: fc.array(fc.nat(), { minLength: 2, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((steps) => {
    const nodes: ArchitectureNode[] = [node(0, { kind: 'input', shape: [4] }, [])];
    for (const { operation, picks } of steps) {
      const inputs = picks.map((pick) => pick % nodes.length);
      nodes.push(node(nodes.length, operation, operation.kind === 'add' ? inputs : inputs.slice(0, 1)));
    }
    const unused = nodes.flatMap((_, i) => (nodes.some(({ inputs }) => inputs.includes(i)) ? [] : [i]));
    if (unused.length > 1) nodes.push(node(nodes.length, { kind: 'add' }, unused));
    return withoutDeadNodes(nodes);
  });

export function node(position: number, operation: Operation, inputs: readonly number[]): ArchitectureNode {
  return { name: `n${position}`, operation, inputs };
}

/**
 * The same network in another order of nodes and of `add`'s inputs: `keys[i]`
 * says how early node i comes among those whose inputs are there; the last
 * stays last.
 */
export function relabelled(nodes: readonly ArchitectureNode[], keys: readonly number[]): ArchitectureNode[] {
  const placed = new Map<number, number>();
  const result: ArchitectureNode[] = [];
  while (result.length < nodes.length) {
    const ready = nodes.flatMap(({ inputs }, i) =>
      !placed.has(i) && inputs.every((input) => placed.has(input)) ? [i] : [],
    );
    const next = ready
      .filter((i) => i < nodes.length - 1 || ready.length === 1)
      .reduce((a, b) => (keys[b]! < keys[a]! ? b : a));
    const { operation, inputs } = nodes[next]!;
    const moved = inputs.map((input) => placed.get(input)!);
    placed.set(next, result.length);
    result.push(node(result.length + 100, operation, operation.kind === 'add' ? moved.reverse() : moved));
  }
  return result;
}
