import * as vscode from 'vscode';
import type { PlannedComparison } from '../../core/comparison/planned';
import type { ComparisonEnd, ComparisonProgress } from '../../protocol/compare-protocol';
import type { SearchClient } from '../search/search-client';

/**
 * Compares strategies on the experiment in `file` in a process of its own, and answers how that ended. A cancellation
 * stops it cleanly; one that comes while the experiment is still being read rejects with `CancellationError`.
 *
 * @param show called with each step
 */
export function runComparison(
  searches: SearchClient,
  file: vscode.Uri,
  plan: PlannedComparison,
  token: vscode.CancellationToken,
  show: (progress: ComparisonProgress) => void,
): Promise<ComparisonEnd> {
  return searches.withProcess(file, async (peer, settings) => {
    peer.on('compare/progress', show);
    // Before anything can come of it: a comparison whose searches are all there is over at once.
    const done = new Promise<ComparisonEnd>((resolve) => peer.on('compare/done', resolve));
    const cancelled = new Promise<never>((_, reject) => {
      token.onCancellationRequested(() => reject(new vscode.CancellationError()));
    });
    const request = { experimentPath: file.fsPath, plan, ...settings };
    await Promise.race([peer.request('compare/start', request), cancelled]);
    // `done` says when it has stopped, and why where it cannot.
    cancelled.catch(() => void peer.request('compare/stop', {}).catch(() => undefined));
    return done;
  });
}
