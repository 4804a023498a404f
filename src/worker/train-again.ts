import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Experiment } from '../core/experiment/experiment';
import type { TrialRecord } from '../core/journal/run-state';
import { requestOf } from '../core/search/trial-request';
import type { Metrics, TrialId } from '../core/trial/trial';
import { createExecutor } from './executor';
import type { ExecutorSettings } from './executor';
import { prepare } from './prepare';
import type { Log } from './run-log';

/**
 * Trains a candidate of a finished run again, with the seed that it had and for as
 * many epochs, and puts the model into `modelFolder`. On the same backend the metrics are the
 * same, apart from times. Rejects with `TrialError` when it cannot be trained.
 */
export async function trainAgain(
  experiment: Experiment,
  baseFolder: string,
  trials: readonly Pick<TrialRecord, 'genotype' | 'fidelity'>[],
  trial: TrialId,
  modelFolder: string,
  settings: ExecutorSettings,
  log: Log = () => undefined,
): Promise<Metrics> {
  const draft = mkdtempSync(path.join(tmpdir(), 'nas-workbench-'));
  const once = { ...experiment, execution: { ...experiment.execution, evaluators: 1 } };
  try {
    const executor = await createExecutor(await prepare(once, baseFolder), settings, () => draft, log);
    try {
      const { genotype, seed, fidelity } = requestOf(trials, trial, experiment.seed);
      // From the first epoch on: what it continued is gone.
      const { epochs, of } = fidelity ?? {};
      const request = { trial, genotype, seed, ...(epochs && of && { fidelity: { epochs, of } }) };
      const { metrics } = await executor.run(request, () => undefined, new AbortController().signal);
      cpSync(path.join(draft, String(trial)), modelFolder, { recursive: true });
      return metrics;
    } finally {
      await executor.close();
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
