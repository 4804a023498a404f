import { expected } from '../base/errors';
import { NAS_BENCH_201_CONTEXT } from '../space/nas-bench-201';
import type { Cells, JsonObject } from './table-cells';
import { isObject, readCells } from './table-cells';
import type { TableSpec } from './options';
import type { BenchmarkTable, TableMeasurement, TableMetric, TableRow } from './benchmark-table';

/** The metrics that a NAS-Bench-201 file yields, whatever the data set and schedule. */
export const NAS_BENCH_201_METRICS: readonly TableMetric[] = [
  {
    name: 'valAccuracy',
    title: 'Validation accuracy',
    unit: 'fraction',
    goal: 'maximize',
    description: 'Validation accuracy of one training run, in [0, 1]: as noisy as a real search sees it.',
  },
  {
    name: 'testAccuracy',
    title: 'Test accuracy',
    unit: 'fraction',
    goal: 'maximize',
    description:
      'Mean test accuracy over the published training seeds, in [0, 1]. As an objective it is an oracle: right for comparing strategies, not for claiming a result.',
  },
  {
    name: 'paramCount',
    title: 'Parameters',
    unit: 'count',
    goal: 'minimize',
    known: true,
    description: 'Trainable weights of the published network.',
  },
  {
    name: 'macs',
    title: 'MACs',
    unit: 'count',
    goal: 'minimize',
    known: true,
    description: 'Multiply-accumulates of one forward pass on one 32x32 image (the papers say FLOPs).',
  },
  {
    name: 'trainSeconds',
    title: 'Training time',
    unit: 's',
    goal: 'minimize',
    description: 'Modelled seconds that training for validation took on the benchmark authors’ GPU.',
  },
];

/** Per data set: classes, and what its larger head adds to the columns, which are CIFAR-10's. */
const DATASETS = {
  c10: { outputUnits: 10, extraParams: 0, extraMacs: 0, validationShare: 0.5 },
  c100: { outputUnits: 100, extraParams: 5_850, extraMacs: 5_850, validationShare: 1 },
} as const;

type DatasetName = keyof typeof DATASETS;

export function isNasBench201File(json: unknown): json is JsonObject {
  if (!isObject(json) || 'format' in json) return false;
  const columns: unknown = json['columns'];
  return Array.isArray(columns) && columns.includes('arch') && columns.includes('flops_m');
}

/**
 * Reads the NAS-Bench-201 (NATS-Bench topology) file: 15,625 cells, columns
 * `arch`, `{c10,c100}_{val,test}_{12,200}ep` in percent, `flops_m`, `params_m`.
 *
 * Data set c10 (default) or c100, schedule of 12 or 200 (default) epochs.
 * ImageNet16-120 is not in the file. `c10_val` was trained on half of the
 * training images, all others on all of them.
 *
 * The file has no training times. `trainSeconds` is a linear model of
 * the operations in the cell, fitted to the 1,000 published 200-epoch times on
 * CIFAR-10 (R² 0.995, mean error 1.5 %): 1436 + 907 n3 + 691 n1 + 327 np - 77 ns,
 * with n3, n1, np, ns the numbers of 3x3 and 1x1 convolutions, poolings and
 * skips. Shorter schedules cost their share, and half of the images (c10 for
 * validation) half: the published times agree with both.
 *
 * With 200 epochs as the full measurement, 12 are a cheaper one. Both are trainings of their own, each with a
 * schedule of its own: a 200-epoch measurement continues nothing, and is paid in full.
 */
export function readNasBench201Table(json: JsonObject, spec: TableSpec, path: string): BenchmarkTable {
  const dataset = datasetOf(spec);
  const epochs = spec.epochs ?? 200;
  const { outputUnits } = DATASETS[dataset];
  const cells = readCells(json, path);
  const hasCheaper =
    epochs === 200 && ['val', 'test'].every((split) => cells.has(`${dataset}_${split}_12ep`));
  return {
    path,
    space: 'nas-bench-201',
    spaceOptions: { stemChannels: 16, cellsPerStage: 5 },
    context: { ...NAS_BENCH_201_CONTEXT, outputUnits },
    metrics: NAS_BENCH_201_METRICS,
    hasSimulatedSeconds: true,
    fidelities: hasCheaper ? [12, 200] : [epochs],
    rows: Array.from({ length: cells.nRows }, (_, row): TableRow => {
      const notation = cells.text(row, 'arch');
      const at = (after: 12 | 200): TableMeasurement => readMeasurement(cells, row, dataset, notation, after);
      return { notation, ...at(epochs), ...(hasCheaper ? { cheaper: [at(12)] } : {}) };
    }),
  };
}

function readMeasurement(
  cells: Cells,
  row: number,
  dataset: DatasetName,
  notation: string,
  epochs: 12 | 200,
): TableMeasurement {
  const { extraParams, extraMacs, validationShare } = DATASETS[dataset];
  const trainSeconds = (secondsOf200Epochs(notation) * validationShare * epochs) / 200;
  const read = {
    valAccuracy: fraction(cells, row, `${dataset}_val_${epochs}ep`),
    testAccuracy: fraction(cells, row, `${dataset}_test_${epochs}ep`),
    paramCount: millions(cells, row, 'params_m', extraParams),
    macs: millions(cells, row, 'flops_m', extraMacs),
    trainSeconds,
  };
  const metrics: Record<string, number> = {};
  for (const [name, value] of Object.entries(read)) if (value !== undefined) metrics[name] = value;
  return { metrics, simulatedSeconds: trainSeconds };
}

function secondsOf200Epochs(notation: string): number {
  const count = (operation: string): number => notation.split(`|${operation}~`).length - 1;
  return (
    1436 +
    907 * count('nor_conv_3x3') +
    691 * count('nor_conv_1x1') +
    327 * count('avg_pool_3x3') -
    77 * count('skip_connect')
  );
}

function fraction(cells: Cells, row: number, column: string): number | undefined {
  const percent = cells.number(row, column);
  if (percent !== undefined && (percent < 0 || percent > 100)) throw cells.error(row, column, 'a percentage');
  // Published with at most 4 decimals of a percent: rounding here undoes the division's noise.
  return percent === undefined ? undefined : Math.round(percent * 1e4) / 1e6;
}

function millions(cells: Cells, row: number, column: string, extra: number): number | undefined {
  const value = cells.number(row, column);
  return value === undefined ? undefined : Math.round(value * 1e6) + extra;
}

function datasetOf({ dataset = 'c10' }: TableSpec): DatasetName {
  if (dataset === 'c10' || dataset === 'c100') return dataset;
  throw expected('estimator.dataset', 'c10 or c100', dataset);
}
