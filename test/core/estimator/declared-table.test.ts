import { describe, expect, it } from 'vitest';
import { parseTable, tableEstimator } from '../../../src/core/estimator/table';
import { spaceOfTable } from '../../../src/core/estimator/table-space';
import { createSpace } from '../../../src/core/space/catalog';
import { benchData } from '../../support/bench-data';

const DECLARATION = {
  format: 'nas-table-declaration',
  data: 'results.csv',
  space: {
    kind: 'table',
    knobs: [
      { name: 'depth', values: [8, 14, 20], ordinal: true },
      { name: 'block', values: ['plain', 'residual'] },
      { name: 'squeeze', values: [4, 8], activeIf: { knob: 'block', values: ['residual'] } },
    ],
  },
  candidate: { columns: { depth: 'n', block: 'type', squeeze: 'se' } },
  metrics: [
    { name: 'valAccuracy', column: 'acc', scale: 0.01, goal: 'maximize', unit: 'fraction' },
    { name: 'macs', column: 'mflops', scale: 1e6, goal: 'minimize', unit: 'count', known: true },
  ],
  simulatedSeconds: { column: 'hours', scale: 3600 },
};

const DATA = {
  columns: ['n', 'type', 'se', 'acc', 'mflops', 'hours'],
  rows: [
    [8, 'plain', null, 91.07, 12.5, 0.5],
    [20, 'residual', 8, 93.41, 60, 2],
    [14, 'plain', 4, null, 30, 1],
  ],
};

describe('a declared table', () => {
  it('reads candidates from a column for each knob, and scales cells', () => {
    const { table, space, estimator } = read(DECLARATION, DATA);

    expect(space.knobs).toEqual([
      { name: 'depth', values: [8, 14, 20], ordinal: true },
      { name: 'block', values: ['plain', 'residual'], ordinal: false },
      { name: 'squeeze', values: [4, 8], ordinal: false, activeIf: { knob: 1, values: [1] } },
    ]);
    expect(table.rows.map(({ notation }) => notation)).toEqual([
      'depth=8, block=plain',
      'depth=20, block=residual, squeeze=8',
      'depth=14, block=plain',
    ]);
    expect(estimator.estimate([2, 1, 1], 0)).toEqual({
      metrics: { valAccuracy: 0.9341, macs: 60e6 },
      simulatedSeconds: 7200,
    });
  });

  it('tells what is known before a candidate is measured, and nothing of one that it does not list', () => {
    const { estimator } = read(DECLARATION, DATA);

    expect(estimator.known([0, 0, 0])).toEqual({ macs: 12.5e6 });
    expect(estimator.known([1, 1, 0])).toEqual({});
  });

  it('has candidates that nothing can be built of', () => {
    const { space } = read(DECLARATION, DATA);

    expect(space.sketch([0, 0, 0])).toBeUndefined();
    expect(() => space.build([0, 0, 0])).toThrow('declares choices and not networks');
    expect(space.countDistinct()).toBe(9n);
  });

  it('reads a pattern with codes, the longest first', () => {
    const candidate = {
      column: 'name',
      pattern: '{block}/d{depth}.{squeeze}',
      codes: { block: ['p', 'pr'], squeeze: ['-', 's8'] },
    };
    const data = {
      columns: ['name', 'acc', 'mflops', 'hours'],
      rows: [
        ['p/d14.-', 90, 1, 1],
        ['pr/d8.s8', 91, 1, 1],
      ],
    };

    const { table } = read({ ...DECLARATION, candidate }, data);

    expect(table.rows.map(({ notation }) => notation)).toEqual([
      'depth=14, block=plain',
      'depth=8, block=residual, squeeze=8',
    ]);
  });

  it('finds a table inside a larger file', () => {
    const { table } = read({ ...DECLARATION, part: ['sets', 'cifar'] }, { sets: { cifar: DATA } });

    expect(table.rows).toHaveLength(3);
  });

  it.each([
    {
      what: 'a knob that is none',
      candidate: { columns: { depth: 'n', width: 'type' } },
      message:
        'my.json: candidate.columns: expected the names of knobs (depth, block, squeeze), but got "width"',
    },
    {
      what: 'a knob without a column',
      candidate: { columns: { depth: 'n', squeeze: 'se' } },
      message: 'my.json: candidate.columns: there is no column for block',
    },
    {
      what: 'a pattern without a knob',
      candidate: { column: 'type', pattern: '{depth}-{block}' },
      message: 'my.json: candidate.pattern: there is no {squeeze}',
    },
    {
      what: 'codes of another length',
      candidate: { column: 'type', codes: { depth: ['a'] } },
      message: 'my.json: candidate.codes.depth: expected 3 codes, one a value, but got 1',
    },
    {
      what: 'a text that does not fit the pattern',
      candidate: { column: 'type', pattern: '{depth}{block}{squeeze}' },
      message:
        'results.csv: rows[0], column type: expected a text like {depth}{block}{squeeze}, but got "plain"',
    },
  ])('refuses $what by its place', ({ candidate, message }) => {
    expect(() => read({ ...DECLARATION, candidate }, DATA)).toThrow(message);
  });

  it('refuses a value that is none of its knob, and a missing one where the knob has an effect', () => {
    const with0 = (...row: (string | number | null)[]) => ({ ...DATA, rows: [row] });

    expect(() => read(DECLARATION, with0(9, 'plain', null, 90, 1, 1))).toThrow(
      'results.csv: rows[0], column n: expected a value of depth (8, 14, 20), but got 9',
    );
    expect(() => read(DECLARATION, with0(8, 'residual', null, 90, 1, 1))).toThrow(
      'expected a value of squeeze',
    );
  });

  it('refuses a metric whose column is not there, and one that is no fraction once it is scaled', () => {
    const [accuracy, macs] = DECLARATION.metrics;

    expect(() => read({ ...DECLARATION, metrics: [{ ...accuracy, column: 'top1' }] }, DATA)).toThrow(
      'my.json: metrics[0].column: expected the name of a column, but got "top1"',
    );
    expect(() => read({ ...DECLARATION, metrics: [{ ...accuracy, scale: 1 }, macs] }, DATA)).toThrow(
      'results.csv: rows[0], column acc: expected a fraction in [0, 1] once it is scaled, but got 91.07',
    );
  });
});

it('NAS-Bench-Macro is read as it is published', ({ skip }) => {
  const text = benchData('nasbench-macro.json.gz');
  if (text === undefined) return skip();
  const table = parseTable(JSON.parse(text), { kind: 'table', path: 'macro.json.gz' }, 'macro.json.gz');
  const space = createSpace(spaceOfTable(table), table.context);

  expect(table.rows).toHaveLength(6561);
  expect(tableEstimator(table, space).estimate(space.parse('00000012'), 0)).toEqual({
    metrics: { valAccuracy: 0.6876, testAccuracy: 0.690533, paramCount: 1623082, macs: 27312640 },
  });
});

function read(declaration: object, data: object) {
  const table = parseTable(declaration, { kind: 'table', path: 'my.json' }, 'my.json', (path) => {
    expect(path).toBe('results.csv');
    return data;
  });
  const space = createSpace(spaceOfTable(table), table.context);
  return { table, space, estimator: tableEstimator(table, space) };
}
