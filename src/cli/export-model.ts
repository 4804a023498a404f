import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../core/base/errors';
import type { Experiment } from '../core/experiment/experiment';
import { exportedSeed, retrainedModelPath, retrainedOf } from '../core/journal/retrained';
import type { RunState, TrialRecord } from '../core/journal/run-state';
import type { Metrics } from '../core/trial/trial';
import { trainAgain } from '../worker/train-again';
import type { RunFolder } from '../worker/run-folder';
import { nativeFolders } from './native-folders';
import type { Terminal } from './terminal';

/** Which of a candidate's models: that of its trial, or the one that the retraining after the search made. */
export const MODEL_SOURCES = ['retrained', 'search'] as const;

export type ModelSource = (typeof MODEL_SOURCES)[number];

/** Where the exported model comes from. */
export type ExportedModel =
  | { readonly source: 'search' }
  | { readonly source: 'retrained'; readonly seed: number; readonly epochs: number }
  /** The trial once more, as it was, with what it measures now. */
  | { readonly source: 'again'; readonly metrics: Metrics };

interface ModelRequest {
  readonly folder: RunFolder;
  readonly state: RunState;
  readonly experiment: Experiment;
  readonly record: TrialRecord;
  /** The retrained one where there is one, when not said. */
  readonly wanted: ModelSource | undefined;
  /** Whether a model that was not kept is trained again. */
  readonly again: boolean;
}

/** Copies the model of a trial into `to`, or trains it again; `undefined` where there is none. */
export async function exportModel(
  { folder, state, experiment, record, wanted, again }: ModelRequest,
  to: string,
  terminal: Terminal,
): Promise<ExportedModel | undefined> {
  const kept = keptModel(folder, state, record.trial, wanted);
  if (kept) {
    cpSync(kept.folder, to, { recursive: true });
    return kept.model;
  }
  if (!again || experiment.estimator.kind !== 'training') return undefined;
  terminal.err(`Training trial ${record.trial} again …`);
  const base = path.resolve(folder.root, '../../..');
  const metrics = await trainAgain(experiment, base, state.trials, record.trial, to, {
    backend: 'auto',
    evaluators: 1,
    evaluatorEntry: terminal.evaluatorEntry,
    nativeBackendFolders: nativeFolders(terminal),
  });
  return { source: 'again', metrics };
}

/** Throws `InputError` when a retrained model is wanted and there is none; call it before anything is written. */
export function requireModel(state: RunState, trial: number, wanted: ModelSource | undefined): void {
  if (wanted !== 'retrained' || retrainedOf(state, trial)) return;
  throw new InputError('--model', `trial ${trial} has not been retrained: use the command retrain first`);
}

interface KeptModel {
  readonly folder: string;
  readonly model: ExportedModel;
}

function keptModel(
  folder: RunFolder,
  state: RunState,
  trial: number,
  wanted: ModelSource | undefined,
): KeptModel | undefined {
  const found = wanted === 'search' ? undefined : retrainedModel(folder, state, trial);
  if (found ?? wanted === 'retrained') return found;
  const root = path.join(folder.models, String(trial));
  return hasModel(root) ? { folder: root, model: { source: 'search' } } : undefined;
}

function retrainedModel({ root }: RunFolder, state: RunState, trial: number): KeptModel | undefined {
  const retrained = retrainedOf(state, trial);
  const seed = retrained && exportedSeed(retrained);
  if (seed === undefined) return undefined;
  const folder = path.join(root, ...retrainedModelPath(retrained!, seed));
  const { epochs } = retrained!;
  return hasModel(folder) ? { folder, model: { source: 'retrained', seed, epochs } } : undefined;
}

function hasModel(folder: string): boolean {
  return existsSync(path.join(folder, 'model.json'));
}
