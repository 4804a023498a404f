import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { createArchitecture, type Architecture } from '../../../../src/core/graph/architecture';
import { GraphBuilder, type NodeRef } from '../../../../src/core/graph/graph-builder';
import { Otmann, STRUCTURAL_WEIGHTS } from '../../../../src/core/strategy/nasbot/otmann';
import { anyNodes, relabelled } from '../../../support/architectures';
import { benchData } from '../../../support/bench-data';
import { nb201Space, tinyChain, tinyMlp, tinyTransformer } from '../../../support/spaces';

const otmann = new Otmann();

describe('the distance by hand', () => {
  const cell = network((g) => g.conv2d(g.input, 16, 3));

  it('is 0 between a network and itself', () => {
    expect(distances(cell, cell)).toEqual([0, 0, 0, 0]);
  });

  it('is what labels differ by, times the mass, where places are the same', () => {
    // A convolution of 16 x 16 units; kernels of 3 and 1 differ by √2 / 10 · √2.
    expectClose(
      distances(
        cell,
        network((g) => g.conv2d(g.input, 16, 1)),
      ),
      [51.2, 51.2, 51.2, 51.2],
    );
  });

  it('is the mass that has no counterpart, and what the others are moved by', () => {
    // Input and output, of mass 100 each, have 1 step less to the other end, among all and among convolutions: 6 of 24 lengths.
    const empty = network((g) => g.node({ kind: 'identity' }, [g.input]));

    expectClose(
      distances(cell, empty),
      STRUCTURAL_WEIGHTS.map((weight) => 256 + 2 * 100 * weight * 0.25),
    );
  });

  it('is both masses where layers of different classes never match', () => {
    // Pooling of 16 channels. Without the labels' ∞, moving would cost less. One step changes its group: 2 of 4 groups in 3 lengths.
    const pooled = network((g) => g.avgPool(g.input, 3));

    expectClose(
      distances(cell, pooled),
      STRUCTURAL_WEIGHTS.map((weight) => 256 + 16 + 2 * 100 * weight * (6 / 24)),
    );
  });

  it('takes what is cheapest for the whole: a wide layer for two narrow ones', () => {
    const split = network((g) => g.concat([g.conv2d(g.input, 8, 3), g.conv2d(g.input, 8, 3)]));

    expectClose(distances(cell, split), [0, 0, 0, 0]);
  });
});

describe.each([
  { name: 'NAS-Bench-201', space: nb201Space() },
  { name: 'a conditional space', space: tinyChain() },
  { name: 'perceptrons', space: tinyMlp() },
  { name: 'transformers', space: tinyTransformer() },
])('on $name', ({ space }) => {
  const rng = createRng(11);
  const draw = () => otmann.profile(space.sketch(space.sample(rng))!);
  const pairs = Array.from({ length: 200 }, () => [draw(), draw()] as const);
  const between = (a: ReturnType<typeof draw>, b: ReturnType<typeof draw>) => {
    const out = new Float64Array(STRUCTURAL_WEIGHTS.length);
    otmann.distances(a, b, out);
    return out;
  };

  it('is symmetric, not negative, and at most what both networks weigh (200 pairs, seed 11)', () => {
    const broken = pairs.filter(([a, b]) =>
      between(a, b).some((d, w) => {
        const most = a.magnitude + b.magnitude;
        return d < 0 || d > most * (1 + 1e-9) || Math.abs(d - between(b, a)[w]!) > 1e-9 * most;
      }),
    );

    expect(broken).toEqual([]);
  });

  it('is 0 only for one signature', () => {
    const broken = pairs.filter(
      ([a, b]) => between(a, b).every((d) => d < 1e-9) !== (a.signature === b.signature),
    );

    expect(broken).toEqual([]);
  });

  it('obeys the triangle inequality (200 triples, seed 11)', () => {
    const broken = pairs.filter(([a, c]) => {
      const b = draw();
      const [ab, bc, ac] = [between(a, b), between(b, c), between(a, c)];
      return ac.some((d, w) => d > ab[w]! + bc[w]! + 1e-9 * (a.magnitude + c.magnitude));
    });

    expect(broken).toEqual([]);
  });
});

it('does not depend on the order of nodes', () => {
  fc.assert(
    fc.property(anyNodes, fc.array(fc.nat(), { minLength: 16, maxLength: 16 }), (nodes, keys) => {
      const moved = createArchitecture(relabelled(nodes, keys));
      const original = createArchitecture(nodes);

      expect(Math.max(...distances(original, moved))).toBeLessThan(1e-9);
    }),
    { seed: 5, numRuns: 200 },
  );
});

const tableText = benchData('nasbench201.json.gz');

it.runIf(tableText !== undefined)(
  'grows with the difference of accuracies on NAS-Bench-201 (rank correlation over 0.3)',
  () => {
    const { columns, rows } = JSON.parse(tableText ?? '') as {
      columns: string[];
      rows: (string | number)[][];
    };
    const [text, accuracy] = ['arch', 'c10_val_200ep'].map((name) => columns.indexOf(name));
    const space = nb201Space();
    const rng = createRng(7);
    const networks = Array.from({ length: 60 }, () => {
      const row = rng.pick(rows);
      const architecture = space.sketch(space.parse(row[text!] as string))!;
      return { architecture, accuracy: row[accuracy!] as number };
    });
    const pairs = networks.flatMap((a, i) => networks.slice(0, i).map((b) => [a, b] as const));
    const [byDistance, byAccuracy] = [
      ranks(pairs.map(([a, b]) => distances(a.architecture, b.architecture)[2]!)),
      ranks(pairs.map(([a, b]) => Math.abs(a.accuracy - b.accuracy))),
    ];

    expect(correlation(byDistance, byAccuracy)).toBeGreaterThan(0.3);
  },
);

function network(build: (g: GraphBuilder) => NodeRef): Architecture {
  const g = new GraphBuilder([8, 8, 16]);
  return g.build(build(g));
}

function distances(a: Architecture, b: Architecture): number[] {
  const out = new Float64Array(STRUCTURAL_WEIGHTS.length);
  otmann.distances(otmann.profile(a), otmann.profile(b), out);
  return [...out];
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.map((value) => Number(value.toFixed(9)))).toEqual(
    expected.map((value) => Number(value.toFixed(9))),
  );
}

/** Ties get the order in which they come. */
function ranks(values: readonly number[]): number[] {
  const result = values.map(() => 0);
  [...values.keys()].sort((i, j) => values[i]! - values[j]!).forEach((i, rank) => (result[i] = rank));
  return result;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (a.length - 1) / 2;
  const product = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, i) => sum + (value - mean) * (y[i]! - mean), 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}
