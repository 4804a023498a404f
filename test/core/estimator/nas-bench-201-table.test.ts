import { describe, expect, it } from 'vitest';
import { parseTable, tableEstimator } from '../../../src/core/estimator/table';
import { costOf } from '../../../src/core/graph/cost';
import { createSpace } from '../../../src/core/space/catalog';
import { benchData } from '../../support/bench-data';

const text = benchData('nasbench201.json.gz');
const first1000 = benchData('nasbench201-first1000.json.gz');

/** One row of the published file, in its own columns. */
const BEST = {
  columns: [
    'index',
    'arch',
    'c10_val_12ep',
    'c10_test_12ep',
    'c100_val_12ep',
    'c100_test_12ep',
    'c10_val_200ep',
    'c10_test_200ep',
    'c100_val_200ep',
    'c100_test_200ep',
    'flops_m',
    'params_m',
  ],
  rows: [
    [
      6111,
      '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|',
      84.384,
      88.79,
      60.2,
      60.3,
      91.18,
      94.3733,
      73.24,
      73.22,
      153.27297,
      1.073466,
    ],
  ],
};
const spec = { kind: 'table', path: 'nb.json' } as const;
// 1436 + 4 * 907 + 691 - 77
const SECONDS = 5678;

describe('a NAS-Bench-201 file', () => {
  it.each([
    {
      title: 'CIFAR-10 after 200 epochs, unless told otherwise',
      choice: {},
      row: {
        valAccuracy: 0.9118,
        testAccuracy: 0.943733,
        paramCount: 1_073_466,
        macs: 153_272_970,
        trainSeconds: SECONDS / 2,
      },
    },
    {
      title: 'CIFAR-100, whose head is larger',
      choice: { dataset: 'c100' },
      row: {
        valAccuracy: 0.7324,
        testAccuracy: 0.7322,
        paramCount: 1_079_316,
        macs: 153_278_820,
        trainSeconds: SECONDS,
      },
    },
    {
      title: 'the schedule of 12 epochs',
      choice: { dataset: 'c10', epochs: 12 as const },
      row: {
        valAccuracy: 0.84384,
        testAccuracy: 0.8879,
        paramCount: 1_073_466,
        macs: 153_272_970,
        trainSeconds: (SECONDS / 2) * 0.06,
      },
    },
  ])('reads $title', ({ choice, row }) => {
    const [read] = parseTable(BEST, { ...spec, ...choice }, 'nb.json').rows;

    expect(read!.metrics).toEqual({ ...row, trainSeconds: expect.closeTo(row.trainSeconds, 6) as number });
    expect(read!.simulatedSeconds).toBeCloseTo(row.trainSeconds, 6);
  });

  it('has no ImageNet', () => {
    expect(() => parseTable(BEST, { ...spec, dataset: 'in16' }, 'nb.json')).toThrow(
      'estimator.dataset: expected c10 or c100, but got "in16"',
    );
  });

  it('names row and column of what is no percentage', () => {
    const [row] = BEST.rows as [unknown[]];
    const broken = { ...BEST, rows: [row.with(6, 911.8)] };

    expect(() => parseTable(broken, spec, 'nb.json')).toThrow(
      'nb.json: rows[0], column c10_val_200ep: expected a percentage, but got 911.8',
    );
  });
});

describe.runIf(text !== undefined)('the published file', () => {
  const json = JSON.parse(text ?? '{}') as { rows: [number, string][] };

  it('holds the published optima', () => {
    const best = (['c10', 'c100'] as const).map((dataset) => {
      const { rows } = parseTable(json, { ...spec, dataset }, 'nb.json');
      return Math.max(...rows.map(({ metrics }) => metrics['testAccuracy']!));
    });

    expect(best).toEqual([0.943733, 0.735133]);
  });

  it.each(['c10', 'c100'])(
    'has one row for every encoding, whose cost is that of the network built (%s)',
    (dataset) => {
      const table = parseTable(json, { ...spec, dataset }, 'nb.json');
      const space = createSpace({ kind: 'nas-bench-201' }, table.context);
      const estimator = tableEstimator(table, space);

      expect(BigInt(table.rows.length)).toBe(space.count());
      const wrong = table.rows
        .filter((_, i) => i % 500 === 0)
        .filter(({ notation }) => {
          const genotype = space.parse(notation);
          const { metrics } = estimator.estimate(genotype, 0);
          const cost = costOf(space.build(genotype));
          return metrics['paramCount'] !== cost.paramCount;
        });
      expect(wrong).toEqual([]);
    },
  );

  it.runIf(first1000 !== undefined)('models the published training times within 3 % on average', () => {
    const published = JSON.parse(first1000 ?? '{}') as { columns: string[]; rows: number[][] };
    const column = published.columns.indexOf('c100_200_train_time_s');
    const notations = new Map(json.rows.map(([index, arch]) => [index, arch]));
    const table = parseTable(json, { ...spec, dataset: 'c100' }, 'nb.json');
    const modelled = new Map(
      table.rows.map(({ notation, simulatedSeconds }) => [notation, simulatedSeconds!]),
    );

    const errors = published.rows.map((row) =>
      Math.abs(modelled.get(notations.get(row[0]!)!)! / row[column]! - 1),
    );
    expect(errors.reduce((a, b) => a + b, 0) / errors.length).toBeLessThan(0.03);
  });
});
