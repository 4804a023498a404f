import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArchitecture, withoutDeadNodes } from '../../../src/core/graph/architecture';
import type { Architecture, ArchitectureNode } from '../../../src/core/graph/architecture';
import { diffArchitectures } from '../../../src/core/graph/architecture-diff';
import type { ArchitectureChange } from '../../../src/core/graph/architecture-diff';
import { architectureId } from '../../../src/core/graph/canonical';
import { changeLines, changeSentence } from '../../../src/core/graph/change-words';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';
import type { NodeRef } from '../../../src/core/graph/graph-builder';
import type { Operation } from '../../../src/core/graph/operation';
import { anyNodes, relabelled } from '../../support/architectures';

const RUNS = { numRuns: 500 };
/** Which edits are fewest is not decided exactly: a few of 10,000 random networks full of twins get two edits where one would do. */
const SEEDED = { numRuns: 500, seed: Number(process.env['SEED'] ?? 11) };
const withoutIdentity = anyNodes.filter((nodes) =>
  nodes.every(({ operation }) => operation.kind !== 'identity'),
);

const changesOf = (before: readonly ArchitectureNode[], after: readonly ArchitectureNode[]) =>
  diffArchitectures(createArchitecture(before), createArchitecture(after)).changes;

describe('the difference of two networks', () => {
  it('is empty for a network and itself, whatever its nodes are called and in which order they are listed', () => {
    fc.assert(
      fc.property(anyNodes, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (nodes, keys) => {
        expect(changesOf(nodes, nodes)).toEqual([]);
        expect(changesOf(nodes, relabelled(nodes, keys))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('is empty where twins feed two sums crosswise', () => {
    const dense = (name: string): ArchitectureNode => ({
      ...{ name, inputs: [0] },
      operation: { kind: 'dense', units: 4, useBias: true },
    });
    const add = (name: string, inputs: number[]): ArchitectureNode => ({
      name,
      operation: { kind: 'add' },
      inputs,
    });
    const nodes = [
      { name: 'input', operation: { kind: 'input', shape: [4] }, inputs: [] } as const,
      ...[dense('left'), dense('right')],
      ...[add('mostly_left', [1, 1, 2]), add('mostly_right', [2, 2, 1]), add('both', [3, 4, 0])],
    ];
    for (let seed = 0; seed < 5; seed++) {
      const keys = nodes.map((_, i) => (i * 7 + seed * 3) % 5);
      expect(changesOf(nodes, relabelled(nodes, keys))).toEqual([]);
    }
  });

  it('is empty exactly where the two have one id', () => {
    fc.assert(
      fc.property(withoutIdentity, withoutIdentity, (a, b) => {
        const same = architectureId(createArchitecture(a)) === architectureId(createArchitecture(b));
        expect(changesOf(a, b).length === 0).toBe(same);
      }),
      RUNS,
    );
  });

  it('is the same the other way round', () => {
    fc.assert(
      fc.property(anyNodes, anyNodes, (a, b) => {
        const there = changesOf(a, b).map(signature).sort();
        expect(changesOf(b, a).map(mirrored).map(signature).sort()).toEqual(there);
      }),
      RUNS,
    );
  });

  it('does not depend on names', () => {
    fc.assert(
      fc.property(anyNodes, anyNodes, (a, b) => {
        const renamed = b.map((node, i) => ({ ...node, name: `other${b.length - i}` }));
        expect(changesOf(a, renamed)).toEqual(changesOf(a, b));
      }),
      RUNS,
    );
  });

  it('is one change after one operation was changed, whatever it was', () => {
    fc.assert(
      fc.property(anyNodes, fc.nat(), (nodes, pick) => {
        const at = 1 + (pick % (nodes.length - 1));
        fc.pre(nodes[at]!.operation.kind !== 'add');
        const after = nodes.map((node, i) => (i === at ? { ...node, operation: NEW } : node));
        // Where two nodes are twins, either may be said to have changed.
        const before = expect.any(Number) as number;
        expect(changesOf(nodes, after)).toEqual([{ kind: 'changed', before, after: at }]);
      }),
      SEEDED,
    );
  });

  it('is one insertion after an operation was put on an edge, and one removal the other way round', () => {
    fc.assert(
      fc.property(anyNodes, fc.nat(), (nodes, pick) => {
        const at = 1 + (pick % (nodes.length - 1));
        const after = inserted(nodes, at);
        expect(changesOf(nodes, after)).toEqual([{ kind: 'replaced', before: [], after: [at] }]);
        expect(changesOf(after, nodes)).toEqual([{ kind: 'replaced', before: [at], after: [] }]);
      }),
      SEEDED,
    );
  });

  it('never gives a node two partners', () => {
    fc.assert(
      fc.property(anyNodes, anyNodes, (a, b) => {
        const { partners, backwards } = diffArchitectures(
          createArchitecture(a),
          createArchitecture(b),
        ).alignment;
        partners.forEach((partner, i) => expect(partner < 0 || backwards[partner] === i).toBe(true));
        backwards.forEach((partner, i) => expect(partner < 0 || partners[partner] === i).toBe(true));
      }),
      RUNS,
    );
  });

  it('finds changes in both ends of a thousand nodes', () => {
    const long = network(140, { kernelAt: undefined });
    expect(long.nodes.length).toBeGreaterThan(980);
    const other = network(140, { kernelAt: [2, 139], without: [70] });
    const kinds = diffArchitectures(long, other).changes.map(({ kind }) => kind);
    expect(kinds).toEqual(['changed', 'replaced', 'changed']);
  });
});

describe('changes in words', () => {
  const words = (before: Architecture, after: Architecture) =>
    changeLines(before, after, diffArchitectures(before, after).changes).map(changeSentence);

  it('says which operation became which, and where', () => {
    expect(words(network(3, {}), network(3, { kernelAt: [2] }))).toEqual(['conv 3x3 → conv 5x5 in block2']);
  });

  it('says equal changes of repeated blocks once', () => {
    expect(words(network(4, {}), network(4, { kernelAt: [1, 2, 3, 4] }))).toEqual([
      'conv 3x3 → conv 5x5 in 4 groups (block1 to block4)',
    ]);
  });

  it('calls an edge around operations a skip', () => {
    expect(words(network(3, {}), network(3, { withoutSkip: [2] }))).toEqual(['skip removed in block2']);
    expect(words(network(3, { withoutSkip: [2] }), network(3, {}))).toEqual(['skip added in block2']);
  });

  it('names the parts of a block that went', () => {
    expect(words(network(4, {}), network(4, { without: [4] }))).toEqual(['conv 3x3, 8 removed in block4']);
  });

  it('says what labels leave out', () => {
    const dense = (bias: boolean) => {
      const g = new GraphBuilder([4]);
      g.dense(g.input, 3, bias);
      return g.build();
    };
    expect(words(dense(true), dense(false))).toEqual(['dense 3: use bias true → false']);
  });

  it('says when inputs change places', () => {
    const joined = (turned: boolean) => {
      const g = new GraphBuilder([4]);
      const parts: [NodeRef, NodeRef] = [g.dense(g.input, 2), g.activation(g.input, 'relu')];
      g.concat(turned ? [parts[1], parts[0]] : parts);
      return g.build();
    };
    expect(words(joined(false), joined(true))).toEqual(['concat takes its inputs in another order']);
  });
});

const NEW: Operation = { kind: 'layer_norm', epsilon: 1e-3 };

function inserted(nodes: readonly ArchitectureNode[], at: number): ArchitectureNode[] {
  const moved = (i: number) => (i >= at ? i + 1 : i);
  const [before, rest] = [nodes.slice(0, at), nodes.slice(at)];
  const [next, ...others] = rest.map((node) => ({ ...node, inputs: node.inputs.map(moved) }));
  const [, ...inputs] = next!.inputs;
  return [
    ...before,
    { name: 'fresh', operation: NEW, inputs: [nodes[at]!.inputs[0]!] },
    { ...next!, inputs: [at, ...inputs] },
    ...others,
  ];
}

function signature(change: ArchitectureChange): string {
  return JSON.stringify(change);
}

function mirrored(change: ArchitectureChange): ArchitectureChange {
  return change.kind === 'rewired'
    ? { ...change, before: change.after, after: change.before, lost: change.gained, gained: change.lost }
    : change.kind === 'changed'
      ? { ...change, before: change.after, after: change.before }
      : { ...change, before: change.after, after: change.before };
}

/** Residual blocks of seven nodes. */
function network(
  blocks: number,
  options: {
    readonly kernelAt?: readonly number[] | undefined;
    readonly without?: readonly number[];
    readonly withoutSkip?: readonly number[];
  },
): Architecture {
  const g = new GraphBuilder([8, 8, 8]);
  let x: NodeRef = g.input;
  for (let block = 1; block <= blocks; block++) {
    if (options.without?.includes(block)) continue;
    x = g.group(`block${block}`, () => {
      const kernel = options.kernelAt?.includes(block) ? 5 : 3;
      const left = g.activation(g.batchNorm(g.conv2d(x, 8, kernel)), 'relu');
      const twice = g.dropout(g.batchNorm(left), 0.1);
      return g.activation(options.withoutSkip?.includes(block) ? twice : g.add([twice, x]), 'relu');
    });
  }
  g.dense(g.globalAvgPool(x), 10);
  return createArchitecture(withoutDeadNodes(g.build().nodes));
}

it('says a shape as a whole', () => {
  const [small, large] = [8, 32].map((size) => {
    const g = new GraphBuilder([size, size, 3]);
    g.dense(g.globalAvgPool(g.input), 10);
    return g.build();
  });
  const { changes } = diffArchitectures(small!, large!);
  expect(changeLines(small!, large!, changes).map(changeSentence)).toEqual([
    'input [8, 8, 3] → input [32, 32, 3]',
  ]);
});
