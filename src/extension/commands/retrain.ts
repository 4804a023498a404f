import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';
import { measuredTrials } from '../../core/journal/query';
import {
  defaultRetrainTrials,
  mainTestMetric,
  RETRAIN_SEEDS,
  retrainedOf,
  retrainProgress,
  searchEpochs,
  spreadOf,
} from '../../core/journal/retrained';
import type { RetrainPlan } from '../../core/journal/retrained';
import type { RunState } from '../../core/journal/run-state';
import type { TrialId } from '../../core/trial/trial';
import type { Panels } from '../panels/panels';
import type { WatchedRun } from '../runs/watched-run';
import type { SearchClient } from '../search/search-client';
import { epochsText, seedsText, spreadText } from '../tree/retrained-text';
import { trialDescription } from '../tree/run-text';
import { trialsOf } from '../tree/tree-nodes';
import { askSteps, step } from './quick-steps';
import type { Choice } from './quick-steps';

interface RetrainServices {
  readonly searches: SearchClient;
  readonly panels: Panels;
}

const TITLE = 'Retrain Candidates';

/** Times the epochs of the search; the first is what is usually wanted. */
const FACTORS = [3, 1, 2, 5, 10];
const SEEDS = [RETRAIN_SEEDS, 1, 5, 10];

/**
 * Asks which candidates, how long and how often, and trains them anew under a
 * notification that shows how far it is and can cancel.
 *
 * @param named trials that need not be asked for
 */
export async function retrainCandidates(
  run: WatchedRun,
  named: readonly number[] | undefined,
  services: RetrainServices,
): Promise<void> {
  if (run.liveness === 'live' || run.liveness === 'retraining') {
    throw new InputError(run.runId, 'a process works on this run: wait for its end, or stop it');
  }
  const plan = await askPlan(run.state, run.runId, named);
  if (!plan) return;
  const title = `Retraining ${plan.trials.length === 1 ? `trial ${plan.trials[0]!}` : `${plan.trials.length} candidates`} of ${run.experimentName}`;
  const { reason, message } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => follow(run, plan, services, progress, token),
  );
  if (reason === 'failed') throw new InputError('', message);
  await tell(run, plan, reason, message, services.panels);
}

/** `undefined` when the person left. */
async function askPlan(
  state: RunState,
  runId: string,
  named: readonly number[] | undefined,
): Promise<RetrainPlan | undefined> {
  const searched = searchEpochs(state);
  if (searched === undefined) {
    throw new InputError(
      runId,
      'candidates of this run were looked up in a table: there is no data to train them on',
    );
  }
  const trials = named ? named.map((trial) => measured(state, trial)) : await askTrials(state);
  if (!trials || trials.length === 0) return undefined;
  const chosen = { epochs: searched, seeds: 1 };
  const answered = await askSteps(TITLE, [
    step({
      placeholder: `How long? The search trained ${epochsText(searched)} each; there is no early stopping`,
      choices: () => FACTORS.map((factor) => epochChoice(factor, searched)),
      take: (epochs) => (chosen.epochs = epochs),
    }),
    step({
      placeholder: 'How many networks of each candidate? Several say how much chance is in a result',
      choices: () => SEEDS.map((seeds) => seedChoice(seeds, trials.length)),
      take: (seeds) => (chosen.seeds = seeds),
    }),
  ]);
  return answered ? { trials, ...chosen } : undefined;
}

function measured(state: RunState, trial: number): TrialId {
  const record = state.trials[trial];
  if (record?.status === 'measured') return record.trial;
  throw new InputError(`trial ${trial}`, 'only candidates that were measured can be retrained');
}

function epochChoice(factor: number, searched: number): Choice<number> {
  const epochs = factor * searched;
  return {
    label: epochsText(epochs),
    description: factor === 1 ? 'as long as the search' : `${factor} times the search`,
    value: epochs,
  };
}

function seedChoice(seeds: number, candidates: number): Choice<number> {
  const networks = seeds * candidates;
  return {
    label: seeds === 1 ? '1 seed' : `${seeds} seeds`,
    description: networks === 1 ? '1 network' : `${networks} networks in all`,
    value: seeds,
  };
}

/** All measured ones, the best first; the front, or the best, is chosen already. */
async function askTrials(state: RunState): Promise<TrialId[] | undefined> {
  const preferred = new Set(defaultRetrainTrials(state));
  const ordered = [...trialsOf(state, 'front'), ...trialsOf(state, 'best'), ...measuredTrials(state)];
  const items = ordered
    .filter((record, i) => ordered.indexOf(record) === i)
    .map((record) => ({
      label: `Trial ${record.trial}`,
      description: [trialDescription(state, record, false), retrainedDescription(state, record.trial)]
        .filter((part) => part !== '')
        .join(' · '),
      detail: record.architecture,
      picked: preferred.has(record.trial),
      trial: record.trial,
    }))
    .sort((a, b) => Number(b.picked) - Number(a.picked));
  if (items.length === 0) throw new InputError('', 'no candidate of this run has been measured');
  if (items.length === 1) return [items[0]!.trial];
  const picked = await vscode.window.showQuickPick(items, {
    title: TITLE,
    placeHolder: 'Which candidates are to be trained from scratch and tested?',
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.map(({ trial }) => trial);
}

/** What an earlier retraining gave: `retrained 97.50 % ± 0.31 %`. */
function retrainedDescription(state: RunState, trial: number): string {
  const retrained = retrainedOf(state, trial);
  const metric = mainTestMetric(state);
  const spread = retrained && metric !== undefined ? spreadOf(retrained, metric) : undefined;
  return spread ? `retrained ${spreadText(metric!, spread)}` : '';
}

type Progress = vscode.Progress<{ message?: string; increment?: number }>;

async function follow(
  run: WatchedRun,
  plan: RetrainPlan,
  { searches }: RetrainServices,
  progress: Progress,
  token: vscode.CancellationToken,
): Promise<{ reason: string; message: string }> {
  let shown = 0;
  progress.report({ message: 'starting' });
  const draw = (): void => {
    const { done, total, fraction } = retrainProgress(run.state);
    if (total === 0) return;
    const increment = Math.max(0, 100 * (fraction - shown));
    shown = Math.max(shown, fraction);
    progress.report({ message: `${done} of ${total} networks`, increment });
  };
  const timer = setInterval(draw, 500);
  token.onCancellationRequested(() => progress.report({ message: 'stopping; what is done is kept' }));
  try {
    return await searches.retrain(run, plan, draw, token);
  } finally {
    clearInterval(timer);
    await run.look();
  }
}

async function tell(
  run: WatchedRun,
  plan: RetrainPlan,
  reason: string,
  message: string,
  panels: Panels,
): Promise<void> {
  const show = 'Show Dashboard';
  const text =
    reason === 'stopped'
      ? `Stopped retraining: ${message.replace('stopped by the user: ', '')}. The same choice goes on with what is missing.`
      : resultText(run.state, plan, message);
  const choice = await vscode.window.showInformationMessage(text, show);
  if (choice === show) panels.dashboard(run, plan.trials);
}

/** `Trial 7 retrained: test accuracy 97.50 % ± 0.31 % (3 seeds, 24 epochs)`; of several, how many there are. */
function resultText(state: RunState, { trials }: RetrainPlan, message: string): string {
  const [only] = trials;
  const retrained = trials.length === 1 ? retrainedOf(state, only!) : undefined;
  const metric = mainTestMetric(state);
  const spread = retrained && metric !== undefined ? spreadOf(retrained, metric) : undefined;
  if (!retrained || !spread) return `Retraining is done: ${message}.`;
  const { epochs, seeds } = retrained;
  return `Trial ${only!} retrained: ${spreadText(metric!, spread)} on the test data (${seedsText({ seeds: seeds.length, epochs })}).`;
}
