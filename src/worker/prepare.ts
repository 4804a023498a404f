import path from 'node:path';
import { InputError } from '../core/base/errors';
import type { BenchmarkTable } from '../core/estimator/benchmark-table';
import type { TableSpec } from '../core/estimator/options';
import { parseTable } from '../core/estimator/table';
import { requireSpaceOf } from '../core/estimator/table-space';
import type { Experiment, TaskSpec } from '../core/experiment/experiment';
import { checkMetrics } from '../core/experiment/resolve';
import { createSpace } from '../core/space/catalog';
import type { SearchSpace, SpaceContext } from '../core/space/space';
import { inspectDataset } from '../dataset/load';
import type { DatasetSummary } from '../dataset/load';
import { readTableFile } from './table-file';

/** An experiment with the files that it names looked at. */
export interface Prepared {
  readonly experiment: Experiment;
  /** What relative paths in the experiment are relative to. */
  readonly baseFolder: string;
  readonly context: SpaceContext;
  readonly space: SearchSpace;
  readonly source:
    | { readonly kind: 'data'; readonly task: TaskSpec; readonly summary: DatasetSummary }
    | { readonly kind: 'table'; readonly table: BenchmarkTable };
}

/**
 * Reads what an experiment names and makes its space. Writes nothing. Throws
 * `InputError` whose path is inside the experiment or names a data file.
 */
export async function prepare(experiment: Experiment, baseFolder: string): Promise<Prepared> {
  const source = await readSource(experiment, baseFolder);
  const context =
    source.kind === 'table'
      ? source.table.context
      : { inputShape: source.summary.inputShape, outputUnits: source.summary.outputUnits };
  const space = within('space', () => createSpace(experiment.space, context));
  return { experiment, baseFolder, context, space, source };
}

async function readSource(experiment: Experiment, baseFolder: string): Promise<Prepared['source']> {
  const { estimator, task } = experiment;
  if (estimator.kind === 'table') {
    return { kind: 'table', table: readTable(experiment, estimator, baseFolder) };
  }
  if (!task) throw new InputError('task', 'expected a task, which only the table estimator can do without');
  return { kind: 'data', task, summary: await inspectDataset(task, baseFolder) };
}

function readTable(experiment: Experiment, spec: TableSpec, baseFolder: string): BenchmarkTable {
  const table = parseTable(readTableFile(path.resolve(baseFolder, spec.path), spec.path), spec, spec.path);
  requireSpaceOf(table, experiment.space);
  checkMetrics(
    experiment,
    table.metrics.map(({ name }) => name),
  );
  return table;
}

/** Runs `step`, whose errors' paths are inside `part`. */
export function within<T>(part: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.path === '' ? part : `${part}.${error.path}`, error.problem);
  }
}
