import * as vscode from 'vscode';
import { measurementsText } from '../../core/journal/fidelity';
import { progressOf } from '../../core/journal/query';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
import type { SearchClient } from '../search/search-client';
import { runLabel } from '../tree/run-text';
import { runnableExperiment } from './runnable-experiment';

/** What can be done with experiments and runs. */
export class RunCommands {
  constructor(
    private readonly store: RunStore,
    private readonly searches: SearchClient,
    private readonly showDashboard: (run: WatchedRun) => void,
  ) {}

  async run(experiment: vscode.Uri): Promise<void> {
    if (!(await runnableExperiment(experiment))) return;
    this.showDashboard(await this.searches.start(experiment));
  }

  async pause(run: WatchedRun): Promise<void> {
    await this.searches.pause(run);
  }

  async continue(run: WatchedRun): Promise<void> {
    await this.searches.continue(run);
  }

  /** Goes on with a run that no process owns; one whose budget is spent gets more. */
  async resume(run: WatchedRun): Promise<void> {
    const budget = needsBudget(run) ? await askBudget(run) : {};
    if (budget) await this.searches.resume(run, Object.keys(budget).length > 0 ? budget : undefined);
  }

  async stop(run: WatchedRun): Promise<void> {
    if (run.liveness === 'retraining') {
      await this.searches.stopRetraining(run);
      return;
    }
    const { kept } = await this.searches.stop(run);
    const text =
      kept === 1
        ? vscode.l10n.t('{0} stopped: 1 measured trial is kept', run.experimentName)
        : vscode.l10n.t('{0} stopped: {1} measured trials are kept', run.experimentName, kept);
    vscode.window.setStatusBarMessage(`$(debug-stop) ${text}`, 8_000);
  }

  async delete(run: WatchedRun): Promise<void> {
    if (run.liveness === 'live' || run.liveness === 'retraining') {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('This run is running. Stop it before it is deleted.'),
      );
      return;
    }
    const action = vscode.l10n.t('Delete Run');
    const { done } = progressOf(run.state);
    const what =
      done === 1
        ? vscode.l10n.t('1 trial, its journal and the kept model go.')
        : vscode.l10n.t('{0} trials, their journal and the kept models go.', done);
    const detail = `${run.folder}\n\n${what}`;
    const choice = await vscode.window.showWarningMessage(
      vscode.l10n.t('Delete the run of {0} from {1}?', run.experimentName, runLabel(run.state, run.runId)),
      { modal: true, detail },
      action,
    );
    if (choice === action) await this.store.delete(run);
  }
}

function needsBudget({ state }: WatchedRun): boolean {
  return state.status.kind === 'ended' && state.status.reason === 'budget';
}

/** A new limit of trials; `undefined` when the person left. */
async function askBudget(run: WatchedRun): Promise<Readonly<Record<string, number>> | undefined> {
  const { done: nTrials, measurements, isPartial } = progressOf(run.state);
  // A budget counts full measurements.
  const done = Math.ceil(measurements - 1e-6);
  const prompt = isPartial
    ? vscode.l10n.t(
        'The budget is spent: {0} trials were made, which are {1} full measurements. How many shall there be in all?',
        nTrials,
        measurementsText(measurements),
      )
    : vscode.l10n.t('The budget is spent: {0} trials were made. How many shall there be in all?', nTrials);
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Resume'),
    prompt,
    value: String(done * 2),
    ignoreFocusOut: true,
    validateInput: (text) =>
      Number.isInteger(Number(text)) && Number(text) > done
        ? undefined
        : vscode.l10n.t('Expected a whole number above {0}, but got "{1}"', done, text),
  });
  // Limits of time are left out: they were set for the old number and would end the run at once.
  return answer === undefined ? undefined : { trials: Number(answer) };
}
