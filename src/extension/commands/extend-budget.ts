import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';
import { budgetText, parseExtension } from '../../core/experiment/budget-text';
import type { Budget } from '../../core/experiment/experiment';
import { measurementsText } from '../../core/journal/fidelity';
import { activeMsAt, budgetOf } from '../../core/journal/query';
import type { RunState } from '../../core/journal/run-state';
import { extendedBudget } from '../../core/search/budget';
import type { WatchedRun } from '../runs/watched-run';
import type { SearchClient } from '../search/search-client';

/** Adds to the budget of a run in any state; one that nobody works on goes on with it. Asks how much where that is not said. */
export async function extendBudget(
  run: WatchedRun,
  said: Budget | undefined,
  searches: SearchClient,
): Promise<void> {
  const { state } = run;
  if (state.status.kind === 'ended' && state.status.reason === 'exhausted') {
    throw new InputError(
      '',
      vscode.l10n.t(
        'every candidate of the search space was proposed: there is nothing to spend more budget on',
      ),
    );
  }
  const more = said ?? (await askMore(run));
  if (!more) return;
  const budget = await searches.extend(run, more);
  vscode.window.setStatusBarMessage(
    `$(add) ${vscode.l10n.t('{0} goes on until {1}', run.experimentName, budgetText(budget).replace(' and ', ' or '))}`,
    8_000,
  );
}

/** What an argument of a link, a page or another extension adds; `undefined` where it says nothing. */
export function extensionOf(arg: unknown): Budget | undefined {
  if (typeof arg !== 'object' || arg === null) return undefined;
  const more: { -readonly [K in keyof Budget]?: number } = {};
  for (const limit of ['trials', 'minutes', 'simulatedSeconds'] as const) {
    const amount: unknown = limit in arg ? (arg as Readonly<Record<string, unknown>>)[limit] : undefined;
    if (typeof amount === 'number') more[limit] = amount;
  }
  return Object.keys(more).length > 0 ? more : undefined;
}

async function askMore(run: WatchedRun): Promise<Budget | undefined> {
  const parsed = (text: string): Budget => {
    const more = parseExtension(text, budgetOf(run.state));
    // Whether the run can be given so much.
    extendedBudget(run.state, more, nowOf(run));
    return more;
  };
  const held = budgetOf(run.state);
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Extend Budget'),
    prompt:
      run.liveness === 'live'
        ? vscode.l10n.t('Used: {0}. How much more?', spentText(run.state, nowOf(run)))
        : vscode.l10n.t(
            'Used: {0}. How much more? The run goes on with it.',
            spentText(run.state, nowOf(run)),
          ),
    value: held.trials === undefined ? '+10 min' : '+20 trials',
    valueSelection: [1, 3],
    ignoreFocusOut: true,
    validateInput: (typed) => problemOf(() => parsed(typed)),
  });
  return text === undefined ? undefined : parsed(text);
}

/** `12 of 20 trials, 3.5 of 10 minutes`. */
function spentText(state: RunState, now: number): string {
  const { trials, minutes, simulatedSeconds } = budgetOf(state);
  const part = (used: number, limit: Budget): string =>
    vscode.l10n.t({
      message: '{0} of {1}',
      args: [measurementsText(used), budgetText(limit)],
      comment: ['How much of a limit is used, such as "12 of 20 trials"'],
    });
  return [
    ...(trials === undefined ? [] : [part(state.measurements, { trials })]),
    ...(minutes === undefined ? [] : [part(activeMsAt(state, now) / 60_000, { minutes })]),
    ...(simulatedSeconds === undefined ? [] : [part(state.simulatedSeconds, { simulatedSeconds })]),
  ].join(', ');
}

/** Nothing has run since the last line where no process works on the run. */
export function nowOf({ liveness, state }: WatchedRun): number {
  return liveness === 'live' ? Date.now() : state.at;
}

function problemOf(step: () => unknown): string | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}
