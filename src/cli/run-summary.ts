import { bestTrial, frontTrials, measuredTrials, progressOf } from '../core/journal/query';
import type { RunState } from '../core/journal/run-state';
import type { RunFolder } from '../worker/run-folder';
import { isOwned } from '../worker/lease';

/** How a run stands; `interrupted` when its journal says running and no process owns it, `retraining` when one works on it after the search. */
export type RunCondition = 'empty' | 'running' | 'paused' | 'interrupted' | 'retraining' | 'ended';

/** A run in one JSON object, for `--json`. */
export interface RunSummary {
  readonly runFolder: string;
  readonly runId: string;
  readonly experiment: string;
  readonly condition: RunCondition;
  readonly reason: string | null;
  readonly message: string | null;
  readonly startedAt: number | null;
  readonly trials: {
    readonly ended: number;
    readonly measured: number;
    readonly failed: number;
    /** Of the ended ones, in full measurements: what a budget of trials counts. */
    readonly fullMeasurements: number;
  };
  readonly best: TrialSummary | null;
  readonly front: readonly number[];
  readonly tested: RunState['tested'];
  /** Candidates that were trained anew, with what each seed gave. */
  readonly retrained: RunState['retrained'];
}

export interface TrialSummary {
  readonly trial: number;
  readonly architecture: string;
  readonly metrics: Readonly<Record<string, number>>;
}

export function runSummary(folder: RunFolder, state: RunState): RunSummary {
  const { status, started } = state;
  const best = bestTrial(state);
  const { done, failed, measurements } = progressOf(state);
  return {
    runFolder: folder.root,
    runId: folder.runId,
    experiment: folder.experimentName,
    condition: conditionOf(folder, state),
    reason: status.kind === 'paused' || status.kind === 'ended' ? status.reason : null,
    message: status.kind === 'paused' || status.kind === 'ended' ? status.message : null,
    startedAt: started?.at ?? null,
    trials: {
      ended: done,
      measured: measuredTrials(state).length,
      failed,
      fullMeasurements: Number(measurements.toFixed(6)),
    },
    best: best ? { trial: best.trial, architecture: best.architecture, metrics: best.metrics } : null,
    front: frontTrials(state).map(({ trial }) => trial),
    tested: state.tested,
    retrained: state.retrained,
  };
}

/** The journal cannot say whether a process is alive; the lease can. */
export function conditionOf(folder: RunFolder, { status, retraining }: RunState): RunCondition {
  if (status.kind === 'ended' && !retraining) return 'ended';
  const owned = isOwned(folder.root);
  if (owned && retraining) return 'retraining';
  if (status.kind === 'ended') return 'ended';
  if (owned) return status.kind === 'empty' ? 'running' : status.kind;
  if (status.kind === 'running') return 'interrupted';
  return status.kind;
}
