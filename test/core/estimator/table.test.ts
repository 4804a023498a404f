import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TrialError } from '../../../src/core/base/errors';
import { parseTable, tableEstimator } from '../../../src/core/estimator/table';
import { createSpace } from '../../../src/core/space/catalog';
import { inputErrorOf } from '../../support/error-of';
import { tinyMlp } from '../../support/spaces';

const file = join(import.meta.dirname, '../../fixtures/tables/tiny-cells.json');
const sample = (): Record<string, unknown> =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
const spec = { kind: 'table', path: 'own.json' } as const;
const read = (json: unknown) => parseTable(json, spec, 'own.json');

const RESIDUAL = '|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|nor_conv_1x1~2|';
const SKIP = '|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|';
const UNMEASURED = '|avg_pool_3x3~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|';

describe("a table of one's own", () => {
  it('says its space, metrics and rows', () => {
    const table = read(sample());

    expect(table).toEqual({
      path: 'own.json',
      space: 'nas-bench-201',
      context: { inputShape: [32, 32, 3], outputUnits: 10 },
      metrics: [
        {
          name: 'valAccuracy',
          goal: 'maximize',
          unit: 'fraction',
          title: 'Validation accuracy',
          description: '',
        },
        { name: 'latencyMs', goal: 'minimize', unit: 'ms', title: 'latencyMs', description: '' },
      ],
      hasSimulatedSeconds: true,
      rows: [
        { notation: RESIDUAL, metrics: { valAccuracy: 0.931, latencyMs: 3.2 }, simulatedSeconds: 410 },
        { notation: SKIP, metrics: { valAccuracy: 0.714, latencyMs: 0.9 }, simulatedSeconds: 120 },
        { notation: UNMEASURED, metrics: { valAccuracy: 0.882 }, simulatedSeconds: 205 },
      ],
    });
  });

  it('keeps the options and the context of its space', () => {
    const json = {
      ...sample(),
      spaceOptions: { stemChannels: 8 },
      context: { inputShape: [16, 16, 1], outputUnits: 4 },
    };

    expect(read(json)).toMatchObject({
      spaceOptions: { stemChannels: 8 },
      context: { inputShape: [16, 16, 1], outputUnits: 4 },
    });
  });

  it.each([
    {
      why: 'not an object',
      change: () => [1],
      message: 'own.json: expected a table: an object with format, columns and rows, but got [1]',
    },
    {
      why: 'another format',
      change: () => ({ ...sample(), format: 'csv' }),
      message: 'own.json: format: expected "nas-table", but got "csv"',
    },
    {
      why: 'no format',
      change: () => ({}),
      message: 'own.json: format: expected "nas-table", but got nothing',
    },
    {
      why: 'no columns',
      change: () => ({ ...sample(), columns: [] }),
      message: 'own.json: columns: expected a list of names, but got []',
    },
    {
      why: 'a column twice',
      change: () => ({ ...sample(), columns: ['a', 'a'] }),
      message: 'own.json: columns[1]: expected a name of its own, but got "a"',
    },
    {
      why: 'rows that are none',
      change: () => ({ ...sample(), rows: 'x' }),
      message: 'own.json: rows: expected a list of lists, but got "x"',
    },
    {
      why: 'a row that is none',
      change: () => ({ ...sample(), rows: [{}] }),
      message: 'own.json: rows[0]: expected a list, but got {}',
    },
    {
      why: 'a short row',
      change: () => ({ ...sample(), rows: [[RESIDUAL, 0.5]] }),
      message: 'own.json: rows[0]: expected 5 cells, one per column, but got 2',
    },
    {
      why: 'no architecture',
      change: () => rows([3, 0.5, 1, 1, '']),
      message: 'own.json: rows[0], column architecture: expected an architecture as text, but got 3',
    },
    {
      why: 'a percentage where a fraction belongs',
      change: () => rows([SKIP, 91.4, 1, 1, '']),
      message: 'own.json: rows[0], column valAccuracy: expected a fraction in [0, 1], but got 91.4',
    },
    {
      why: 'text where a number belongs',
      change: () => rows([SKIP, 0.5, 'fast', 1, '']),
      message: 'own.json: rows[0], column latencyMs: expected a number or null, but got "fast"',
    },
    {
      why: 'seconds below 0',
      change: () => rows([SKIP, 0.5, 1, -1, '']),
      message: 'own.json: rows[0], column trainSeconds: expected seconds, at least 0, but got -1',
    },
    {
      why: 'no seconds',
      change: () => rows([SKIP, 0.5, 1, null, '']),
      message: 'own.json: rows[0], column trainSeconds: expected seconds, at least 0, but got null',
    },
    {
      why: 'a metric without a column',
      change: () => ({ ...sample(), metrics: [{ name: 'x', goal: 'maximize', unit: 'ms' }] }),
      message: 'own.json: metrics[0].name: expected the name of a column, but got "x"',
    },
    {
      why: 'seconds without a column',
      change: () => ({ ...sample(), simulatedSeconds: 'x' }),
      message: 'own.json: simulatedSeconds: expected the name of a column, but got "x"',
    },
    {
      why: 'an unknown goal',
      change: () => ({ ...sample(), metrics: [{ name: 'note', goal: 'up', unit: 'ms' }] }),
      message: 'own.json: metrics[0].goal: expected one of maximize, minimize, but got "up"',
    },
    {
      why: 'no context for another space',
      change: () => ({ ...sample(), space: 'mlp' }),
      message: 'own.json: context: expected an object with inputShape and outputUnits, but got nothing',
    },
  ])('is refused with a place: $why', async ({ change, message }) => {
    expect(await inputErrorOf(() => read(change()))).toBe(message);
  });

  it('offers no choice of data set', () => {
    expect(() => parseTable(sample(), { ...spec, dataset: 'c10' }, 'own.json')).toThrow(
      'estimator.dataset: only a NAS-Bench-201 file offers a choice, and own.json is none',
    );
  });
});

describe('looking up', () => {
  const table = read(sample());
  const space = createSpace({ kind: 'nas-bench-201' }, table.context);
  const estimator = tableEstimator(table, space);

  it('answers with the row of the encoding and its seconds', () => {
    expect(estimator.estimate(space.parse(RESIDUAL), 1)).toEqual({
      metrics: { valAccuracy: 0.931, latencyMs: 3.2 },
      simulatedSeconds: 410,
    });
  });

  it('does not take an isomorphic row for it', () => {
    const twin = '|nor_conv_1x1~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|';
    expect(space.candidateId(space.parse(twin))).toBe(space.candidateId(space.parse(SKIP)));

    expect(() => estimator.estimate(space.parse(twin), 1)).toThrow(
      new TrialError('invalid', `own.json has no row for ${twin}`),
    );
  });

  it('fails a candidate that lacks a metric', () => {
    expect(() => estimator.estimate(space.parse(UNMEASURED), 1)).toThrow(
      new TrialError('invalid', `own.json has no latencyMs for ${UNMEASURED}`),
    );
  });

  it('refuses another space, unreadable notations and repeated rows', () => {
    expect(() => tableEstimator(table, tinyMlp())).toThrow(
      'space.kind: expected nas-bench-201, whose candidates own.json lists, but got "mlp"',
    );
    expect(() => tableEstimator(read(rows(['conv', 0.5, 1, 1, ''])), space)).toThrow(
      /^own\.json: rows\[0\]: /,
    );
    expect(() => tableEstimator(read(rows([SKIP, 0.5, 1, 1, ''], [SKIP, 0.6, 1, 1, ''])), space)).toThrow(
      `own.json: rows[1]: repeats rows[0]: ${SKIP}`,
    );
  });
});

function rows(...cells: readonly unknown[][]): Record<string, unknown> {
  return { ...sample(), rows: cells };
}
