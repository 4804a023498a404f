import type { Dataset } from '../core/estimator/dataset';
import type { BackendChoice, TaskSpec } from '../core/experiment/experiment';
import { analyticExecutor } from '../core/search/analytic-executor';
import type { TrialExecutor } from '../core/search/ports';
import { Bug } from '../core/base/errors';
import { loadDataset } from '../dataset/load';
import { autoEvaluators, EvaluatorPool } from './evaluator-pool';
import { userCacheFolder } from './cache-folder';
import type { Prepared } from './prepare';
import type { Log } from './run-log';
import { shareDataset } from './shared-data';

/** What the machine and its user decide, where the experiment says `auto`. */
export interface ExecutorSettings {
  readonly backend: BackendChoice;
  readonly evaluators: number | 'auto';
  /** Absolute paths of folders whose `node_modules` may hold the native backend, the first to be tried first. */
  readonly nativeBackendFolders?: readonly string[];
  /** Absolute path of a folder for what is worth keeping between runs; the user's cache where it is not said. */
  readonly cacheFolder?: string;
  /** Absolute path of the evaluator program. */
  readonly evaluatorEntry: string;
  /** How many trials the run may make in all, where that is not what the experiment says: it was resumed with another budget. */
  readonly trials?: number;
  /** What becomes of the data before evaluators get them; not for data that `prepareRun` has shared already. */
  readonly arrange?: (dataset: Dataset) => Dataset;
}

/**
 * Starts what measures candidates: nothing for a table, which is looked up in
 * this process, else evaluator processes with the data in memory.
 *
 * @param modelsFolder asked for when the first trial runs: a run's folder is made only after its evaluators are up
 */
export async function createExecutor(
  { experiment, baseFolder, source, space }: Prepared,
  settings: ExecutorSettings,
  modelsFolder: () => string,
  log: Log,
): Promise<TrialExecutor> {
  if (source.kind === 'table') {
    return analyticExecutor(source.estimator, {
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
    });
  }
  const { execution, estimator, seed } = experiment;
  if (estimator.kind !== 'training') throw new Bug('only candidates that are trained need data');
  const { nativeBackendFolders = [], cacheFolder = userCacheFolder(), evaluatorEntry } = settings;
  const data = source.shared ?? shareDataset(await arrangedData(source.task, baseFolder, seed, settings));
  return EvaluatorPool.start({
    entry: evaluatorEntry,
    size: evaluatorCount(experiment, settings),
    trialMs: execution.trialMinutes * 60_000,
    memoryBytes: execution.evaluatorMemoryMb * 2 ** 20,
    trialsPerEvaluator: execution.trialsPerEvaluator,
    keepAll: execution.keepModels === 'all',
    checkpointSeconds: execution.checkpointSeconds,
    modelsFolder,
    build: (genotype) => space.build(genotype),
    initialWeights: space.initialWeights,
    load: {
      data: { path: data.path, bytes: data.bytes, digest: data.digest },
      estimator,
      backend: execution.backend === 'auto' ? settings.backend : execution.backend,
      nativeBackendFolders,
      cacheFolder,
    },
    log,
    onClosed: () => {
      data.remove();
    },
  });
}

async function arrangedData(
  task: TaskSpec,
  baseFolder: string,
  seed: number,
  { arrange }: ExecutorSettings,
): Promise<Dataset> {
  const dataset = await loadDataset(task, baseFolder, seed);
  return arrange ? arrange(dataset) : dataset;
}

/** No more than there are trials to run. */
export function evaluatorCount(
  { estimator, execution, budget }: Prepared['experiment'],
  settings: Pick<ExecutorSettings, 'evaluators' | 'trials'>,
): number {
  if (estimator.kind === 'table') return 1;
  const wanted = execution.evaluators === 'auto' ? settings.evaluators : execution.evaluators;
  const trials = settings.trials ?? budget.trials ?? Infinity;
  return Math.max(1, Math.min(wanted === 'auto' ? autoEvaluators() : wanted, trials));
}
