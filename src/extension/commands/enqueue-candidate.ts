import * as vscode from 'vscode';
import type { CandidateWish } from '../../core/search/enqueue';
import type { EnqueuedCandidate } from '../../protocol/run-protocol';
import { candidateProblem, knownCandidate } from '../runs/run-candidates';
import type { WatchedRun } from '../runs/watched-run';
import type { SearchClient } from '../search/search-client';
import { enqueuedText } from './enqueued-text';

/** Has a candidate measured next, or when the run is resumed. Asks for the notation where it is not said. */
export async function enqueueCandidate(
  run: WatchedRun,
  said: string | undefined,
  searches: SearchClient,
): Promise<void> {
  const notation = said ?? (await askNotation(run));
  if (notation === undefined) return;
  const known = candidateProblem(run, notation) === undefined ? knownCandidate(run, notation) : undefined;
  if (known !== undefined && !(await confirmAgain(known))) return;
  await enqueue(run, { notation, ...(known !== undefined && { again: true }) }, searches);
}

/** Has the candidate of a trial measured again, as a new trial. */
export function rerunTrial(run: WatchedRun, trial: number, searches: SearchClient): Promise<void> {
  return enqueue(run, { trial }, searches);
}

async function askNotation(run: WatchedRun): Promise<string | undefined> {
  const copied = (await vscode.env.clipboard.readText()).trim();
  const isCandidate = copied !== '' && candidateProblem(run, copied) === undefined;
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Enqueue Candidate'),
    prompt: vscode.l10n.t('Which candidate? Its notation is what Copy Notation gives.'),
    value: isCandidate ? copied : '',
    placeHolder: run.state.trials[0]?.architecture ?? '',
    ignoreFocusOut: true,
    validateInput(text) {
      const problem = candidateProblem(run, text);
      if (problem !== undefined) return problem;
      const message = knownCandidate(run, text)?.replace(/;.*$/, '');
      return message && { message: sentence(message), severity: vscode.InputBoxValidationSeverity.Warning };
    },
  });
}

async function confirmAgain(known: string): Promise<boolean> {
  const message = sentence(known.replace(/;.*$/, ''));
  const again = vscode.l10n.t('Measure Again');
  return (await vscode.window.showWarningMessage(message, { modal: true }, again)) === again;
}

async function enqueue(run: WatchedRun, wish: CandidateWish, searches: SearchClient): Promise<void> {
  const enqueued = await searches.enqueue(run, wish);
  // Whoever asked goes on meanwhile.
  void tell(run, enqueuedText(run.state, wish, enqueued), enqueued.standing);
}

async function tell(
  run: WatchedRun,
  message: string,
  standing: EnqueuedCandidate['standing'],
): Promise<void> {
  const target = { runFolder: run.folder };
  if (standing === 'for-resumption') {
    const choice = await vscode.window.showInformationMessage(message, vscode.l10n.t('Resume'));
    if (choice) await vscode.commands.executeCommand('nas.resume', target);
  } else if (standing === 'budget-spent') {
    const choice = await vscode.window.showInformationMessage(message, vscode.l10n.t('Extend Budget…'));
    if (choice) await vscode.commands.executeCommand('nas.extendBudget', target);
  } else {
    vscode.window.setStatusBarMessage(`$(list-ordered) ${message}`, 8_000);
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
