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
    vscode.window.setStatusBarMessage(
      `$(debug-stop) ${run.experimentName} stopped: ${kept} measured ${kept === 1 ? 'trial is' : 'trials are'} kept`,
      8_000,
    );
  }

  async delete(run: WatchedRun): Promise<void> {
    if (run.liveness === 'live' || run.liveness === 'retraining') {
      void vscode.window.showWarningMessage('This run is running. Stop it before it is deleted.');
      return;
    }
    const action = 'Delete Run';
    const detail = `${run.folder}\n\n${progressOf(run.state).done} trials, their journal and the kept models go.`;
    const choice = await vscode.window.showWarningMessage(
      `Delete the run of ${run.experimentName} from ${runLabel(run.state, run.runId)}?`,
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
  const spent = isPartial
    ? `${nTrials} trials were made, which are ${measurementsText(measurements)} full measurements`
    : `${nTrials} trials were made`;
  const answer = await vscode.window.showInputBox({
    title: 'Resume',
    prompt: `The budget is spent: ${spent}. How many shall there be in all?`,
    value: String(done * 2),
    ignoreFocusOut: true,
    validateInput: (text) =>
      Number.isInteger(Number(text)) && Number(text) > done
        ? undefined
        : `Expected a whole number above ${done}, but got "${text}"`,
  });
  // Limits of time are left out: they were set for the old number and would end the run at once.
  return answer === undefined ? undefined : { trials: Number(answer) };
}
