import path from 'node:path';
import { InputError, within } from '../core/base/errors';
import type { BenchmarkTable } from '../core/estimator/benchmark-table';
import type { Dataset } from '../core/estimator/dataset';
import type { TableSpec } from '../core/estimator/options';
import type { AnalyticEstimator } from '../core/estimator/estimator';
import { parseTable, tableEstimator } from '../core/estimator/table';
import { isTablesSpace, requireSpaceOf, spaceOfTable } from '../core/estimator/table-space';
import type { Experiment, TaskSpec } from '../core/experiment/experiment';
import { checkData } from '../core/experiment/check-data';
import { checkMetrics } from '../core/experiment/resolve';
import { createRng } from '../core/base/random';
import { firstCandidates } from '../core/search/enqueue';
import { createSpace } from '../core/space/catalog';
import { costLimitsOf, limitedSpace } from '../core/space/limited-space';
import { listedSpace } from '../core/space/listed-space';
import type { SearchSpace, SpaceContext } from '../core/space/space';
import { inspectDataset, loadDataset, summaryOf } from '../dataset/load';
import type { DatasetSummary } from '../dataset/load';
import { shareDataset } from './shared-data';
import type { SharedData } from './shared-data';
import { readTableData, readTableFile } from './table-file';

/** An experiment with the files that it names looked at. */
export interface Prepared {
  readonly experiment: Experiment;
  /** What relative paths in the experiment are relative to. */
  readonly baseFolder: string;
  readonly context: SpaceContext;
  readonly space: SearchSpace;
  readonly source:
    | {
        readonly kind: 'data';
        readonly task: TaskSpec;
        readonly summary: DatasetSummary;
        /** The data themselves, where they were read for a run; whoever measures with them removes them. */
        readonly shared?: SharedData;
      }
    | { readonly kind: 'table'; readonly table: BenchmarkTable; readonly estimator: AnalyticEstimator };
}

/**
 * Looks at what an experiment names and makes its space; pictures of a folder are
 * not opened. Writes nothing. Throws `InputError` whose path is inside the
 * experiment or names a data file.
 */
export async function prepare(experiment: Experiment, baseFolder: string): Promise<Prepared> {
  const { estimator } = experiment;
  if (estimator.kind === 'table') return prepareTable(experiment, estimator, baseFolder);
  const task = taskOf(experiment);
  const summary = await inspectDataset(task, baseFolder);
  return prepared(experiment, baseFolder, { kind: 'data', task, summary });
}

/** As `prepare`, and reads the data whole, once; `undefined` for a table. */
export async function prepareWithDataset(
  experiment: Experiment,
  baseFolder: string,
): Promise<{ readonly prepared: Prepared; readonly dataset: Dataset | undefined }> {
  const { estimator, seed } = experiment;
  if (estimator.kind === 'table') {
    return { prepared: prepareTable(experiment, estimator, baseFolder), dataset: undefined };
  }
  const task = taskOf(experiment);
  const dataset = await loadDataset(task, baseFolder, seed);
  const source = { kind: 'data' as const, task, summary: summaryOf(dataset) };
  return { prepared: prepared(experiment, baseFolder, source), dataset };
}

/**
 * As `prepare`, with the data ready for evaluators in a temporary file, which
 * `createExecutor` takes charge of, and with the space that a run searches:
 * members that break a limit on what the graph tells are left out. Not with a
 * table, whose candidates cost nothing to measure.
 */
export async function prepareRun(experiment: Experiment, baseFolder: string): Promise<Prepared> {
  const { prepared, dataset } = await prepareWithDataset(experiment, baseFolder);
  const space = searchedSpace(prepared);
  // Wrong ones are told before evaluators are started.
  firstCandidates(space, experiment.enqueue ?? []);
  if (prepared.source.kind === 'table' || !dataset) return prepared;
  return { ...prepared, space, source: { ...prepared.source, shared: shareDataset(dataset) } };
}

function prepareTable(experiment: Experiment, spec: TableSpec, baseFolder: string): Prepared {
  const table = readTable(experiment, spec, baseFolder);
  const options = isTablesSpace(experiment.space) ? spaceOfTable(table) : experiment.space;
  requireSpaceOf(table, options);
  const whole = within('space', () => createSpace(options, table.context));
  const source = { kind: 'table' as const, table, estimator: tableEstimator(table, whole) };
  const space = listedSpaceOf(table, whole);
  return { experiment: { ...experiment, space: options }, baseFolder, context: table.context, space, source };
}

/** Of a partial table only what it lists is searched. */
function listedSpaceOf({ rows }: BenchmarkTable, space: SearchSpace): SearchSpace {
  if (rows.length === 0 || BigInt(rows.length) >= space.count()) return space;
  return listedSpace(
    space,
    rows.map(({ notation }) => space.parse(notation)),
  );
}

function prepared(
  experiment: Experiment,
  baseFolder: string,
  source: Extract<Prepared['source'], { kind: 'data' }>,
): Prepared {
  checkData(experiment, source.summary);
  const context = { inputShape: source.summary.inputShape, outputUnits: source.summary.outputUnits };
  const space = within('space', () => createSpace(experiment.space, context));
  return { experiment, baseFolder, context, space, source };
}

/** What a run of the experiment searches: of candidates that are trained, those that keep the limits on their graph. */
export function searchedSpace({ space, source, experiment }: Prepared): SearchSpace {
  return source.kind === 'table' ? space : withinLimits(space, experiment);
}

/** Constraints that can be told from the graph leave candidates out before they are trained. Throws where none is left. */
function withinLimits(space: SearchSpace, { constraints, seed }: Experiment): SearchSpace {
  const limits = costLimitsOf(constraints);
  const limited = limitedSpace(space, limits);
  if (limits.length > 0) limited.sample(createRng(seed));
  return limited;
}

function taskOf({ task }: Experiment): TaskSpec {
  if (!task) throw new InputError('task', 'expected a task, which only the table estimator can do without');
  return task;
}

function readTable(experiment: Experiment, spec: TableSpec, baseFolder: string): BenchmarkTable {
  const file = path.resolve(baseFolder, spec.path);
  const table = parseTable(readTableFile(file, spec.path), spec, spec.path, (beside) =>
    readTableData(path.resolve(path.dirname(file), beside), beside),
  );
  checkMetrics(
    experiment,
    table.metrics.map(({ name }) => name),
  );
  return table;
}
