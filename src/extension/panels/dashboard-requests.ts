import * as vscode from 'vscode';
import * as z from 'zod';
import { expected, InputError } from '../../core/base/errors';
import { annotationChange } from '../../core/journal/annotations';
import type { TrialRecord } from '../../core/journal/run-state';
import { knobDifferences } from '../../core/space/knob-differences';
import type { DashboardHostOffer, DashboardPageOffer, Lineage } from '../../protocol/dashboard-protocol';
import type { Handlers } from '../../protocol/peer';
import { runArchitecture, runSpace } from '../runs/run-architecture';
import { folderUri } from '../runs/run-files';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
import { checkTrialCount } from './trial-limit';
import type { TrialsWork } from './trial-limit';
import { checked, copyText, fileParams, noParams, saveFile, textParams } from './webview-page';
import type { HostEnd } from './webview-page';

/** What the dashboard asks of the rest of the extension. */
export interface RunActions {
  pause(run: WatchedRun): Promise<void>;
  continue(run: WatchedRun): Promise<void>;
  resume(run: WatchedRun): Promise<void>;
  stop(run: WatchedRun): Promise<void>;
  showTrials(run: WatchedRun, trials: readonly number[]): void;
  /** Trials were selected on the page. */
  selected(run: WatchedRun, trials: readonly number[]): void;
  exportTrial(run: WatchedRun, trial: number): Promise<void>;
  /** Asks the rest and begins; does not wait for the end. */
  retrain(run: WatchedRun, trials: readonly number[]): void;
  insight(run: WatchedRun): Promise<void>;
  /** Asks where to. */
  report(run: WatchedRun): Promise<void>;
  /** Asks how much. */
  extend(run: WatchedRun): Promise<void>;
  /** Asks for a candidate. */
  enqueue(run: WatchedRun): Promise<void>;
  rerun(run: WatchedRun, trials: readonly number[]): Promise<void>;
  dequeue(run: WatchedRun, queued: number): Promise<void>;
}

/** More than any run has. */
const MOST_TRIALS = 1_000_000;

const trial = z.number().int().nonnegative();
const trialParams = z.strictObject({ trial });
const trialsParams = z.strictObject({ trials: z.array(trial).max(MOST_TRIALS) });
const queuedParams = z.strictObject({ queued: z.number().int().nonnegative() });
const annotateParams = z.strictObject({ trials: z.array(trial).max(MOST_TRIALS), change: annotationChange });

/** Answers to the dashboard's requests about `run`; what the page sends is checked. */
export function dashboardRequests(
  run: WatchedRun,
  store: RunStore,
  actions: RunActions,
): Handlers<HostEnd<DashboardHostOffer, DashboardPageOffer>> {
  const call = (action: (run: WatchedRun) => Promise<void>) =>
    checked(noParams, async () => {
      await action(run);
      return null;
    });
  const withTrials = (work: TrialsWork, action: (trials: readonly number[]) => void | Promise<void>) =>
    checked(trialsParams, async ({ trials }) => {
      checkTrialCount(trials.length, work);
      await action(trials.map((one) => recordOf(run, one).trial));
      return null;
    });
  return {
    'trial/curve': checked(trialParams, (params) => ({ curve: recordOf(run, params.trial).curve })),
    'trial/architecture': checked(trialParams, (params) => runArchitecture(run, recordOf(run, params.trial))),
    'trial/lineage': checked(trialParams, (params) => lineageOf(run, recordOf(run, params.trial))),
    'trial/show': withTrials('show', (trials) => actions.showTrials(run, trials)),
    'trial/retrain': withTrials('retrain', (trials) => actions.retrain(run, trials)),
    'trial/rerun': withTrials('rerun', (trials) => actions.rerun(run, trials)),
    'trial/export': checked(trialParams, async (params) => {
      await actions.exportTrial(run, recordOf(run, params.trial).trial);
      return null;
    }),
    'trial/annotate': checked(annotateParams, async ({ trials, change }) => {
      await store.annotate(
        run,
        trials.map((one) => recordOf(run, one).trial),
        change,
      );
      return null;
    }),
    'run/pause': call((paused) => actions.pause(paused)),
    'run/continue': call((paused) => actions.continue(paused)),
    'run/resume': call((ended) => actions.resume(ended)),
    'run/stop': call((live) => actions.stop(live)),
    'run/extend': call((extended) => actions.extend(extended)),
    'run/enqueue': call((open) => actions.enqueue(open)),
    'run/dequeue': checked(queuedParams, async ({ queued }) => {
      await actions.dequeue(run, queued);
      return null;
    }),
    'run/insight': call((open) => actions.insight(open)),
    'run/report': call((open) => actions.report(open)),
    'run/log': call(showLog),
    'text/copy': checked(textParams, copyText),
    'file/save': checked(fileParams, saveFile),
  };
}

function recordOf({ state }: WatchedRun, number: number): TrialRecord {
  const record = state.trials[number];
  if (!record) throw expected('trial', `a trial of this run, below ${state.trials.length}`, number);
  return record;
}

function lineageOf(run: WatchedRun, { parents, genotype }: TrialRecord): Lineage {
  if (parents.length === 0) return { parents: [] };
  const { knobs } = runSpace(run);
  return {
    parents: parents.map((parent) => {
      const from = recordOf(run, parent).genotype;
      return { trial: parent, changes: knobDifferences(knobs, from, genotype) };
    }),
  };
}

async function showLog(run: WatchedRun): Promise<void> {
  const log = vscode.Uri.joinPath(folderUri(run.folder), 'log.txt');
  try {
    await vscode.window.showTextDocument(log, { preview: true, viewColumn: vscode.ViewColumn.Beside });
  } catch {
    throw new InputError(run.runId, vscode.l10n.t('the run folder has no log.txt'));
  }
}
