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
import { epochsText, seedCountText, seedsText, spreadText } from '../tree/retrained-text';
import { trialDescription } from '../tree/run-text';
import { trialsOf } from '../tree/tree-nodes';
import { askSteps, step } from './quick-steps';
import type { Choice } from './quick-steps';

interface RetrainServices {
  readonly searches: SearchClient;
  readonly panels: Panels;
}

const TITLE = vscode.l10n.t('Retrain Candidates');

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
    throw new InputError(
      run.runId,
      vscode.l10n.t('a process works on this run: wait for its end, or stop it'),
    );
  }
  const plan = await askPlan(run.state, run.runId, named);
  if (!plan) return;
  const title =
    plan.trials.length === 1
      ? vscode.l10n.t('Retraining trial {0} of {1}', plan.trials[0]!, run.experimentName)
      : vscode.l10n.t('Retraining {0} candidates of {1}', plan.trials.length, run.experimentName);
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
      vscode.l10n.t('candidates of this run were looked up in a table: there is no data to train them on'),
    );
  }
  const trials = named ? named.map((trial) => measured(state, trial)) : await askTrials(state);
  if (!trials || trials.length === 0) return undefined;
  const chosen = { epochs: searched, seeds: 1 };
  const answered = await askSteps(TITLE, [
    step({
      placeholder: vscode.l10n.t(
        'How long? The search trained {0} each; there is no early stopping',
        epochsText(searched),
      ),
      choices: () => FACTORS.map((factor) => epochChoice(factor, searched)),
      take: (epochs) => (chosen.epochs = epochs),
    }),
    step({
      placeholder: vscode.l10n.t(
        'How many networks of each candidate? Several say how much chance is in a result',
      ),
      choices: () => SEEDS.map((seeds) => seedChoice(seeds, trials.length)),
      take: (seeds) => (chosen.seeds = seeds),
    }),
  ]);
  return answered ? { trials, ...chosen } : undefined;
}

function measured(state: RunState, trial: number): TrialId {
  const record = state.trials[trial];
  if (record?.status === 'measured') return record.trial;
  throw new InputError(
    vscode.l10n.t('trial {0}', trial),
    vscode.l10n.t('only candidates that were measured can be retrained'),
  );
}

function epochChoice(factor: number, searched: number): Choice<number> {
  const epochs = factor * searched;
  return {
    label: epochsText(epochs),
    description:
      factor === 1 ? vscode.l10n.t('as long as the search') : vscode.l10n.t('{0} times the search', factor),
    value: epochs,
  };
}

function seedChoice(seeds: number, candidates: number): Choice<number> {
  const networks = seeds * candidates;
  return {
    label: seedCountText(seeds),
    description: networks === 1 ? vscode.l10n.t('1 network') : vscode.l10n.t('{0} networks in all', networks),
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
      label: vscode.l10n.t('Trial {0}', record.trial),
      description: [trialDescription(state, record, false), retrainedDescription(state, record.trial)]
        .filter((part) => part !== '')
        .join(' · '),
      detail: record.architecture,
      picked: preferred.has(record.trial),
      trial: record.trial,
    }))
    .sort((a, b) => Number(b.picked) - Number(a.picked));
  if (items.length === 0)
    throw new InputError('', vscode.l10n.t('no candidate of this run has been measured'));
  if (items.length === 1) return [items[0]!.trial];
  const picked = await vscode.window.showQuickPick(items, {
    title: TITLE,
    placeHolder: vscode.l10n.t('Which candidates are to be trained from scratch and tested?'),
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
  return spread ? vscode.l10n.t('retrained {0}', spreadText(metric!, spread)) : '';
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
  progress.report({ message: vscode.l10n.t('starting') });
  const draw = (): void => {
    const { done, total, fraction } = retrainProgress(run.state);
    if (total === 0) return;
    const increment = Math.max(0, 100 * (fraction - shown));
    shown = Math.max(shown, fraction);
    progress.report({ message: vscode.l10n.t('{0} of {1} networks', done, total), increment });
  };
  const timer = setInterval(draw, 500);
  token.onCancellationRequested(() =>
    progress.report({ message: vscode.l10n.t('stopping; what is done is kept') }),
  );
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
  const show = vscode.l10n.t('Show Dashboard');
  const text =
    reason === 'stopped'
      ? vscode.l10n.t(
          'Stopped retraining: {0}. The same choice goes on with what is missing.',
          message.replace('stopped by the user: ', ''),
        )
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
  if (!retrained || !spread) return vscode.l10n.t('Retraining is done: {0}.', message);
  const { epochs, seeds } = retrained;
  return vscode.l10n.t(
    'Trial {0} retrained: {1} on the test data ({2}).',
    only!,
    spreadText(metric!, spread),
    seedsText({ seeds: seeds.length, epochs }),
  );
}
