import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '../../../src/core/base/random';
import { type ArchitectureNode, createArchitecture } from '../../../src/core/graph/architecture';
import { architectureId } from '../../../src/core/graph/canonical';
import { GraphBuilder, type NodeRef } from '../../../src/core/graph/graph-builder';
import type { Operation } from '../../../src/core/graph/operation';
import { anyNodes, node, relabelled } from '../../support/architectures';

const id = (nodes: readonly ArchitectureNode[]): string => architectureId(createArchitecture(nodes));

describe('architectureId', () => {
  it('does not depend on the order or the names of nodes', () => {
    fc.assert(
      fc.property(anyNodes, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (nodes, keys) => {
        expect(id(relabelled(nodes, keys))).toBe(id(nodes));
      }),
      { numRuns: 500 },
    );
  });

  it('is equal exactly where trying every assignment of nodes finds an isomorphism', () => {
    const smallNodes = anyNodes.filter((nodes) => nodes.length <= 7 && !hasIdentity(nodes));
    let nEqual = 0;
    fc.assert(
      fc.property(smallNodes, smallNodes, fc.nat(), (a, b, pick) => {
        for (const other of [b, rewired(a, pick)]) {
          const isomorphic = existsIsomorphism(a, other);
          if (isomorphic) nEqual++;
          expect(id(a) === id(other)).toBe(isomorphic);
        }
      }),
      { numRuns: 500 },
    );
    expect(nEqual).toBeGreaterThan(10);
  });

  it('changes with any one operation', () => {
    fc.assert(
      fc.property(anyNodes, fc.nat(), (nodes, pick) => {
        const layers = nodes.flatMap(({ inputs }, i) => (inputs.length === 1 ? [i] : []));
        fc.pre(layers.length > 0);
        const at = layers[pick % layers.length]!;
        const changed = nodes.map((old, i) =>
          i === at ? { ...old, operation: changedOperation(old.operation) } : old,
        );
        expect(id(changed)).not.toBe(id(nodes));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps weight sharing: one layer used twice is not two equal layers', () => {
    const shared = new GraphBuilder([4]);
    const once = shared.dense(shared.input, 4);
    shared.add([shared.activation(once, 'relu'), shared.activation(once, 'relu')]);

    const twice = new GraphBuilder([4]);
    twice.add([
      twice.activation(twice.dense(twice.input, 4), 'relu'),
      twice.activation(twice.dense(twice.input, 4), 'relu'),
    ]);
    expect(architectureId(shared.build())).not.toBe(architectureId(twice.build()));
  });

  it('keeps the order of concat and forgets that of add', () => {
    const joined = (kind: 'add' | 'concat', flip: boolean): string => {
      const g = new GraphBuilder([4]);
      const parts = [g.activation(g.input, 'relu'), g.activation(g.input, 'tanh')];
      g.node({ kind }, flip ? parts.reverse() : parts);
      return architectureId(g.build());
    };
    expect(joined('add', true)).toBe(joined('add', false));
    expect(joined('concat', true)).not.toBe(joined('concat', false));
  });

  it('contracts identity nodes, ignores groups and the order of fields', () => {
    const plain = new GraphBuilder([4]);
    plain.node({ kind: 'dense', units: 4, useBias: true }, [plain.activation(plain.input, 'relu')]);
    const padded = new GraphBuilder([4]);
    const x = padded.group('cell', () =>
      padded.node({ kind: 'identity' }, [padded.activation(padded.input, 'relu')]),
    );
    padded.node({ kind: 'identity' }, [padded.node({ useBias: true, units: 4, kind: 'dense' }, [x])]);
    expect(architectureId(padded.build())).toBe(architectureId(plain.build()));
  });

  it('tells apart two regular wirings that refinement alone cannot', () => {
    // Six layers feed six sums, two by two: in one ring of six, or in two rings of three.
    const ring = (partner: (i: number) => number): string => {
      const g = new GraphBuilder([4]);
      const layers = Array.from({ length: 6 }, () => g.dense(g.input, 4));
      const sums = layers.map((layer, i) => g.activation(g.add([layer, layers[partner(i)]!]), 'relu'));
      g.add(sums);
      return architectureId(g.build());
    };
    const six = ring((i) => (i + 1) % 6);
    const twiceThree = ring((i) => (i % 3 === 2 ? i - 2 : i + 1));
    expect(six).not.toBe(twiceThree);
    expect(ring((i) => (i + 5) % 6)).toBe(six);
  });

  it('is exact where refinement puts nodes of different orbits into one class', () => {
    // Rings of different lengths in one graph: to refinement all their layers look alike.
    const lengths = [[6, 3, 3], [4, 4, 4], [5, 4, 3], [7, 5], [12]];
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const rng = createRng(seed);
        const ids = lengths.flatMap((rings) => [
          new Set([rings, rng.shuffled(rings), rng.shuffled(rings)].map((some) => ringsId(some, rng))),
        ]);
        expect(ids.map((same) => same.size)).toEqual(lengths.map(() => 1));
        expect(new Set(ids.flatMap((same) => [...same])).size).toBe(lengths.length);
      }),
      { numRuns: 20 },
    );
  });

  it('is exact on highly symmetric graphs', () => {
    const branches = (lengths: readonly number[]): string => {
      const g = new GraphBuilder([4]);
      g.add(lengths.map((length) => chain(g, length)));
      return architectureId(g.build());
    };
    const many = Array.from({ length: 40 }, (_, i) => 2 + (i % 2));
    expect(branches([...many].reverse())).toBe(branches(many));
    expect(branches(many)).toMatch(/^[0-9a-f]{32}$/);
    expect(branches([...many.slice(1), 4])).not.toBe(branches(many));
  });
});

/** Layers in rings, listed in random order; each is summed with the next of its ring. */
function ringsId(lengths: readonly number[], rng: Rng): string {
  const g = new GraphBuilder([4]);
  const pairs: [number, number][] = [];
  for (const length of lengths) {
    const start = pairs.length;
    for (let i = 0; i < length; i++) pairs.push([start + i, start + ((i + 1) % length)]);
  }
  const layers: NodeRef[] = [];
  for (const i of rng.shuffled(pairs.map((_, i) => i))) layers[i] = g.dense(g.input, 4);
  g.add(rng.shuffled(pairs).map(([a, b]) => g.activation(g.add([layers[a]!, layers[b]!]), 'relu')));
  return architectureId(g.build());
}

function chain(g: GraphBuilder, length: number): NodeRef {
  let x = g.input;
  for (let i = 0; i < length; i++) x = g.dense(x, 4);
  return x;
}

function hasIdentity(nodes: readonly ArchitectureNode[]): boolean {
  return nodes.some(({ operation }) => operation.kind === 'identity');
}

function changedOperation(operation: Operation): Operation {
  return operation.kind === 'activation' && operation.activation === 'relu'
    ? { kind: 'activation', activation: 'elu' }
    : { kind: 'activation', activation: 'relu' };
}

/** A near miss: one input of one node goes elsewhere, where all nodes still reach the output. */
function rewired(nodes: readonly ArchitectureNode[], pick: number): readonly ArchitectureNode[] {
  const at = 1 + (pick % (nodes.length - 1));
  const [first, ...rest] = nodes[at]!.inputs;
  const moved = nodes.map((old, i) =>
    i === at ? node(i, old.operation, [(first! + 1) % at, ...rest]) : old,
  );
  const used = new Set(moved.flatMap(({ inputs }) => inputs));
  return moved.every((_, i) => i === moved.length - 1 || used.has(i)) ? moved : nodes;
}

/** By trying every assignment; for small graphs. */
function existsIsomorphism(a: readonly ArchitectureNode[], b: readonly ArchitectureNode[]): boolean {
  if (a.length !== b.length) return false;
  const extend = (images: readonly number[]): boolean => {
    const i = images.length;
    if (i === a.length) return images[i - 1] === b.length - 1;
    return b.some((candidate, image) => {
      if (images.includes(image) || !sameText(candidate.operation, a[i]!.operation)) return false;
      const wanted = a[i]!.inputs.map((input) => images[input]!);
      return sameText([...wanted].sort(), [...candidate.inputs].sort()) && extend([...images, image]);
    });
  };
  return extend([]);
}

function sameText(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
