import { describe, expect, it } from 'vitest';
import { TrialError } from '../../../src/core/base/errors';
import type { BenchmarkTable } from '../../../src/core/estimator/benchmark-table';
import { parseTable, tableEstimator } from '../../../src/core/estimator/table';
import { analyticExecutor } from '../../../src/core/search/analytic-executor';
import { createSpace } from '../../../src/core/space/catalog';

const CELL =
  '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|';
const COLUMNS = {
  arch: CELL,
  c10_val_12ep: 84.384,
  c10_test_12ep: 88.79,
  c10_val_200ep: 91.18,
  c10_test_200ep: 94.3733,
  flops_m: 153.27297,
  params_m: 1.073466,
};
/** Of 200 epochs on half of the images: see `readNasBench201Table`. */
const SECONDS = 5678 / 2;

const SPEC = { kind: 'table', path: 'nb.json' } as const;

function fileOf(columns: Readonly<Record<string, string | number>>): unknown {
  return { columns: Object.keys(columns), rows: [Object.values(columns)] };
}

function estimatorOf(table: BenchmarkTable) {
  const space = createSpace({ kind: table.space }, table.context);
  return { estimator: tableEstimator(table, space), genotype: space.parse(CELL) };
}

describe('a NAS-Bench-201 file', () => {
  const table = parseTable(fileOf(COLUMNS), SPEC, 'nb.json');
  const { estimator, genotype } = estimatorOf(table);

  it('measures after 12 and after 200 epochs, each at its own price', () => {
    expect([estimator.fidelities, estimator.startsOver]).toEqual([[12, 200], true]);
    const [cheap, full] = [12, 200].map((epochs) => estimator.estimate(genotype, 0, epochs));
    expect(cheap).toMatchObject({
      metrics: { valAccuracy: 0.84384, testAccuracy: 0.8879, paramCount: 1_073_466 },
      simulatedSeconds: expect.closeTo((SECONDS * 12) / 200, 9) as number,
    });
    expect(full).toMatchObject({ metrics: { valAccuracy: 0.9118 }, simulatedSeconds: SECONDS });
    expect(estimator.estimate(genotype, 0)).toEqual(full);
  });

  it('continues nothing, so that a promotion is paid in full', () => {
    expect(estimator.estimate(genotype, 0, 200, 12).simulatedSeconds).toBe(SECONDS);
  });

  it('has one fidelity where 12 epochs are the full measurement, or where it has no columns for them', () => {
    const short = parseTable(fileOf(COLUMNS), { ...SPEC, epochs: 12 }, 'nb.json');
    expect(short.fidelities).toEqual([12]);
    const columns = Object.fromEntries(Object.entries(COLUMNS).filter(([name]) => !name.endsWith('_12ep')));
    expect(parseTable(fileOf(columns), SPEC, 'nb.json').fidelities).toEqual([200]);
  });
});

describe('a table of learning curves', () => {
  const row = {
    notation: CELL,
    metrics: { valAccuracy: 0.9 },
    simulatedSeconds: 90,
    cheaper: [
      { metrics: { valAccuracy: 0.5 }, simulatedSeconds: 10 },
      { metrics: {}, simulatedSeconds: 30 },
    ],
  };
  const { estimator, genotype } = estimatorOf({
    path: 'curves.json',
    space: 'nas-bench-201',
    context: { inputShape: [32, 32, 3], outputUnits: 10 },
    metrics: [{ name: 'valAccuracy', title: 'A', unit: 'fraction', goal: 'maximize', description: '' }],
    hasSimulatedSeconds: true,
    fidelities: [1, 3, 9],
    continues: true,
    rows: [row],
  });

  it('counts only the seconds that a longer measurement adds', async () => {
    expect(estimator.estimate(genotype, 0, 9, 1).simulatedSeconds).toBe(80);
    const executor = analyticExecutor(estimator, { breathe: () => Promise.resolve() });
    expect(executor.startsOver).toBe(false);
    const request = { trial: 1 as never, genotype, seed: 0, fidelity: { epochs: 9, of: 9 }, paidEpochs: 1 };
    expect(await executor.run(request, () => undefined, new AbortController().signal)).toEqual({
      metrics: { valAccuracy: 0.9 },
      simulatedSeconds: 80,
    });
  });

  it('fails a candidate whose value after so many epochs is missing', () => {
    expect(() => estimator.estimate(genotype, 0, 3)).toThrow(
      new TrialError('invalid', `curves.json has no valAccuracy after 3 epochs for ${CELL}`),
    );
    expect(estimator.estimate(genotype, 0, 1).metrics).toEqual({ valAccuracy: 0.5 });
  });
});
