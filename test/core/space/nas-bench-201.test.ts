import { describe, expect, it } from 'vitest';
import { architectureId } from '../../../src/core/graph/canonical';
import { costOf } from '../../../src/core/graph/cost';
import { createSpace } from '../../../src/core/space/catalog';
import { benchData } from '../../support/bench-data';

const published = createSpace({ kind: 'nas-bench-201' }, { inputShape: [32, 32, 3], outputUnits: 10 });
const NONE = '|none~0|+|none~0|none~1|+|none~0|none~1|none~2|';
const SKIP =
  '|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|';

describe('nas-bench-201', () => {
  it('has the published 15,625 cells, 6,466 of them distinct', () => {
    const cells = everyCell();
    const ids = new Set(cells.map((genotype) => published.candidateId(genotype)));
    expect([cells.length, published.count(), ids.size, published.countDistinct()]).toEqual([
      15_625,
      15_625n,
      6_466,
      6_466n,
    ]);
  });

  it('sketches one cell, also where that hands its input on or nothing at all', () => {
    const kindsOf = (text: string) =>
      published.sketch(published.parse(text))!.nodes.map(({ operation }) => operation.kind);

    expect(kindsOf('|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|')).toEqual(['input', 'identity']);
    expect(kindsOf(NONE)).toEqual(['input', 'zero', 'identity']);
    for (const genotype of everyCell()) published.sketch(genotype);
  });

  it('names a class by the first notation in it, which is a member of it', () => {
    for (const genotype of everyCell().slice(0, 500)) {
      const id = published.candidateId(genotype);
      expect(id <= published.format(genotype)).toBe(true);
      expect(published.candidateId(published.parse(id))).toBe(id);
    }
  });

  it.each([
    [
      'terms of a sum exchanged',
      '|nor_conv_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|none~0|none~1|nor_conv_3x3~2|',
      '|nor_conv_1x1~0|+|nor_conv_3x3~0|skip_connect~1|+|none~0|none~1|nor_conv_3x3~2|',
    ],
    [
      'one convolution used twice, or two equal ones',
      '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|skip_connect~1|skip_connect~2|',
      '|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|none~0|skip_connect~1|skip_connect~2|',
    ],
    [
      'a layer after a node without input',
      '|none~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|none~1|none~2|',
      '|none~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|none~1|none~2|',
    ],
  ])('merges, as the benchmark does: %s', (_, a, b) => {
    expect(published.candidateId(published.parse(a))).toBe(published.candidateId(published.parse(b)));
  });

  it('splits, as the benchmark does, sums that differ in none only', () => {
    const [a, b] = [
      '|skip_connect~0|+|none~0|skip_connect~1|+|none~0|none~1|nor_conv_1x1~2|',
      '|none~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|',
    ].map((text) => published.parse(text));
    expect(architectureId(published.build(a!))).toBe(architectureId(published.build(b!)));
    expect(published.candidateId(a!)).not.toBe(published.candidateId(b!));
  });

  const text = benchData('nasbench201.json.gz');
  it.skipIf(text === undefined)('has the published parameters and FLOPs in all rows of the benchmark', () => {
    const table = JSON.parse(text ?? '') as { columns: string[]; rows: (number | string)[][] };
    const [arch, flops, params] = ['arch', 'flops_m', 'params_m'].map((name) => table.columns.indexOf(name));
    const wrong = table.rows.filter((row) => {
      const { paramCount, macs } = costOf(published.build(published.parse(String(row[arch!]))));
      // FLOPs of the benchmark add the ten biases of the output layer to the MACs.
      return row[params!] !== paramCount / 1e6 || row[flops!] !== (macs + 10) / 1e6;
    });
    expect([table.rows.length, wrong.slice(0, 3)]).toEqual([15_625, []]);
  });

  it('has the published sizes at both ends, for ten and for hundred classes', () => {
    const hundred = createSpace({ kind: 'nas-bench-201' }, { inputShape: [32, 32, 3], outputUnits: 100 });
    const largest = NONE.replaceAll('none', 'nor_conv_3x3');
    const sizes = [published, hundred].map((space) =>
      [NONE, largest].map((cell) => costOf(space.build(space.parse(cell))).paramCount),
    );
    expect(sizes).toEqual([
      [73_306, 1_531_546],
      [79_156, 1_537_396],
    ]);
  });

  it('puts zeros in the place of a cell without live edges, and keeps of lost nodes those with weights', () => {
    const small = createSpace(
      { kind: 'nas-bench-201', ...{ cellsPerStage: 1 } },
      { inputShape: [8, 8, 1], outputUnits: 10 },
    );
    const kinds = (cell: string): string[] =>
      small
        .build(small.parse(cell))
        .nodes.filter(({ group }) => group === 'stage1/cell1')
        .map(({ operation }) => operation.kind);
    expect([kinds(NONE), kinds(SKIP)]).toEqual([['zero'], ['add', 'add']]);
    const lost = (operation: string): string =>
      `|${operation}~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|`;
    expect([kinds(lost('avg_pool_3x3')), kinds(lost('nor_conv_1x1'))]).toEqual([
      [],
      ['activation', 'conv2d', 'batch_norm', 'zero', 'add'],
    ]);
  });

  it('halves any map twice, down to one pixel', () => {
    const shapes = [
      [8, 8, 1],
      [7, 5, 3],
      [1, 1, 1],
    ].map((inputShape) => {
      const space = createSpace(
        { kind: 'nas-bench-201', ...{ cellsPerStage: 1 } },
        { inputShape, outputUnits: 2 },
      );
      const { nodes, shapes } = space.build(space.parse(SKIP));
      return shapes[nodes.findIndex(({ name }) => name === 'head_batch_norm')];
    });
    expect(shapes).toEqual([
      [2, 2, 64],
      [2, 2, 64],
      [1, 1, 64],
    ]);
  });

  it('encodes the cell as a graph and by its paths', () => {
    const genotype = published.parse(
      '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|skip_connect~0|none~1|avg_pool_3x3~2|',
    );
    const adjacency = published.encode(genotype, 'adjacency');
    const path = published.encode(genotype, 'path');
    expect([adjacency.length, onesOf(adjacency.slice(0, 28)), onesOf(path), path.length]).toEqual([
      58,
      // Vertices: input 0, edges 1 to 6, output 7; rows start at 0, 7, 13, 18, 22, 25, 27.
      [0, 3, 8, 20, 24, 27],
      // Two ways: skip alone; conv 3x3, skip, pool.
      [0, 20 + 2 * 16 + 0 * 4 + 3],
      84,
    ]);
  });

  it('refuses vectors and says what takes them', () => {
    expect(() => createSpace({ kind: 'nas-bench-201' }, { inputShape: [13], outputUnits: 3 })).toThrow(
      'kind: nas-bench-201 takes images [height, width, channels], but an example is a vector of 13; use mlp or custom',
    );
  });
});

function everyCell(): number[][] {
  return Array.from({ length: 5 ** 6 }, (_, cell) =>
    Array.from({ length: 6 }, (_, edge) => Math.floor(cell / 5 ** edge) % 5),
  );
}

function onesOf(code: Float64Array): number[] {
  return [...code].flatMap((x, i) => (x === 1 ? [i] : []));
}
