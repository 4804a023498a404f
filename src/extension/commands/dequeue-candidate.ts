import * as vscode from 'vscode';
import type { QueuedCandidate } from '../../core/journal/run-state';
import type { WatchedRun } from '../runs/watched-run';
import type { SearchClient } from '../search/search-client';

/** Takes candidates out of the queue of a run, whether a process works on it or not. Asks which where that is not said. */
export async function dequeueCandidate(
  run: WatchedRun,
  said: number | undefined,
  searches: SearchClient,
): Promise<void> {
  if (said === undefined && run.state.queue.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No candidate waits in this run.'));
    return;
  }
  for (const queued of said === undefined ? await askWhich(run) : [said]) {
    const { architecture } = await searches.dequeue(run, queued);
    vscode.window.setStatusBarMessage(
      `$(list-ordered) ${vscode.l10n.t('Taken out of the queue: {0}', architecture)}`,
      8_000,
    );
  }
}

async function askWhich({ state }: WatchedRun): Promise<readonly number[]> {
  const items = state.queue.map((waiting, place) => ({
    label: waiting.architecture,
    description: placeText(waiting, place),
    queued: waiting.queued,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Remove Queued Candidate'),
    placeHolder: vscode.l10n.t('Which candidates are not to be measured?'),
    matchOnDescription: true,
    canPickMany: true,
  });
  return (picked ?? []).map(({ queued }) => queued);
}

function placeText({ operator, parents }: QueuedCandidate, place: number): string {
  const inTurn = place === 0 ? vscode.l10n.t('comes next') : vscode.l10n.t('comes after {0} others', place);
  return operator === 'rerun' ? vscode.l10n.t('trial {0} again, {1}', parents[0] ?? '', inTurn) : inTurn;
}
