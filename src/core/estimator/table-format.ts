import * as z from 'zod';
import { InputError, expected } from '../base/errors';
import { formatPath, issuesFrom, problemOf } from '../base/issues';
import { NAS_BENCH_201_CONTEXT } from '../space/nas-bench-201';
import { GOALS, UNITS } from '../trial/metric';
import type { Cells } from './table-cells';
import { isObject, readCells } from './table-cells';
import type { BenchmarkTable, TableMetric, TableRow } from './benchmark-table';

const header = z.object({
  format: z.literal('nas-table'),
  space: z.string().min(1),
  spaceOptions: z.record(z.string(), z.unknown()).optional(),
  context: z
    .strictObject({
      inputShape: z.array(z.number().int().positive()).min(1),
      outputUnits: z.number().int().positive(),
    })
    .optional(),
  metrics: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        goal: z.enum(GOALS),
        unit: z.enum(UNITS),
        title: z.string().min(1).optional(),
        description: z.string().optional(),
        known: z.boolean().optional(),
      }),
    )
    .min(1),
  simulatedSeconds: z.string().min(1).optional(),
});

type Header = z.output<typeof header>;

/**
 * Reads a table of one's own: one JSON object, plain or gzipped.
 *
 * ```json
 * {
 *   "format": "nas-table",
 *   "space": "nas-bench-201",
 *   "context": { "inputShape": [32, 32, 3], "outputUnits": 10 },
 *   "metrics": [
 *     { "name": "valAccuracy", "goal": "maximize", "unit": "fraction", "title": "Validation accuracy" },
 *     { "name": "latencyMs", "goal": "minimize", "unit": "ms" }
 *   ],
 *   "simulatedSeconds": "trainSeconds",
 *   "columns": ["architecture", "valAccuracy", "latencyMs", "trainSeconds"],
 *   "rows": [
 *     ["|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|nor_conv_1x1~2|", 0.931, 3.2, 410]
 *   ]
 * }
 * ```
 *
 * - `space`: kind of the search space.
 * - `spaceOptions`: its options, those that are left out being the defaults; an experiment with others is
 *   refused. Without it the table goes with any options.
 * - `context`: shape of one input and number of outputs (classes); needed except for `nas-bench-201`.
 * - `columns`: names of the cells of a row. The first cell is the architecture in the space's notation,
 *   as *Copy notation* and the journal write it. Columns that nothing names are left unread.
 * - `metrics`: each names a column. `unit` is fraction (in [0, 1]), percent, count, ms, s, bytes or loss.
 *   `known`: true for what is known before a candidate is measured (its size): strategies may look at it for free.
 * - `simulatedSeconds`: the column with the seconds that a measurement took, for a budget of simulated seconds.
 * - `rows`: one per architecture, none twice. `null` is a missing value: that candidate counts as failed.
 *
 * @throws InputError naming file, row and column
 */
export function readOwnTable(json: unknown, path: string): BenchmarkTable {
  if (!isObject(json)) throw expected(path, 'a table: an object with format, columns and rows', json);
  const head = readHeader(json, path);
  const cells = readCells(json, path);
  checkColumns(head, cells, path);
  const context = head.context ?? (head.space === 'nas-bench-201' ? NAS_BENCH_201_CONTEXT : undefined);
  if (context === undefined) {
    throw expected(`${path}: context`, 'an object with inputShape and outputUnits', undefined);
  }
  const [notation] = json['columns'] as readonly [string];
  return {
    path,
    space: head.space,
    ...(head.spaceOptions === undefined ? {} : { spaceOptions: head.spaceOptions }),
    context,
    metrics: head.metrics.map(({ name, goal, unit, title, description, known }): TableMetric => ({
      name,
      goal,
      unit,
      title: title ?? name,
      description: description ?? '',
      ...(known === undefined ? {} : { known }),
    })),
    hasSimulatedSeconds: head.simulatedSeconds !== undefined,
    rows: Array.from({ length: cells.nRows }, (_, row) => readRow(head, cells, row, notation)),
  };
}

function readHeader(json: unknown, path: string): Header {
  const parsed = header.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = issuesFrom(parsed.error, header, json)[0]!;
  throw new InputError(`${path}: ${formatPath(issue.path)}`, problemOf(issue));
}

function checkColumns({ metrics, simulatedSeconds }: Header, cells: Cells, path: string): void {
  for (const [i, { name }] of metrics.entries()) {
    if (!cells.has(name)) throw expected(`${path}: metrics[${i}].name`, 'the name of a column', name);
    if (metrics.findIndex((metric) => metric.name === name) !== i) {
      throw expected(`${path}: metrics[${i}].name`, 'a name of its own', name);
    }
  }
  if (simulatedSeconds !== undefined && !cells.has(simulatedSeconds)) {
    throw expected(`${path}: simulatedSeconds`, 'the name of a column', simulatedSeconds);
  }
}

function readRow({ metrics, simulatedSeconds }: Header, cells: Cells, row: number, column: string): TableRow {
  const notation = cells.text(row, column);
  const values: Record<string, number> = {};
  for (const { name, unit } of metrics) {
    const value = cells.number(row, name);
    if (value === undefined) continue;
    if (unit === 'fraction' && (value < 0 || value > 1)) throw cells.error(row, name, 'a fraction in [0, 1]');
    values[name] = value;
  }
  if (simulatedSeconds === undefined) return { notation, metrics: values };
  const seconds = cells.number(row, simulatedSeconds);
  if (seconds === undefined || seconds < 0) throw cells.error(row, simulatedSeconds, 'seconds, at least 0');
  return { notation, metrics: values, simulatedSeconds: seconds };
}
