import * as path from 'node:path';
import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';
import type { PlannedComparison } from '../../core/comparison/planned';
import type { ComparisonEnd } from '../../protocol/compare-protocol';
import { runnableExperiment } from '../commands/runnable-experiment';
import { formatDuration } from '../format';
import type { Panels } from '../panels/panels';
import { experimentNameOf } from '../runs/run-files';
import { checkTrust } from '../search/conditions';
import type { SearchClient } from '../search/search-client';
import { askComparison } from './ask-comparison';
import { runComparison } from './run-comparison';

/**
 * Asks which strategies, how often and how long, or offers to go on with what was interrupted; compares them under a
 * notification that can cancel; and shows what came of it. Whatever has finished is kept in every case.
 */
export async function compareStrategies(
  file: vscode.Uri,
  searches: SearchClient,
  panels: Panels,
): Promise<void> {
  checkTrust();
  const experiment = await runnableExperiment(file);
  if (!experiment) return;
  const plan = await askComparison(file, experiment);
  if (!plan) return;
  for (let isWanted = true; isWanted;) {
    const end = await underNotification(file, plan, searches);
    isWanted = await told(end, panels);
  }
}

function underNotification(
  file: vscode.Uri,
  plan: PlannedComparison,
  searches: SearchClient,
): Thenable<ComparisonEnd> {
  const title = vscode.l10n.t(
    'Comparing {0} strategies on {1}',
    plan.strategies.length,
    experimentNameOf(file),
  );
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      let shown = 0;
      progress.report({ message: vscode.l10n.t('starting') });
      token.onCancellationRequested(() =>
        progress.report({ message: vscode.l10n.t('stopping; what is done is kept') }),
      );
      return runComparison(searches, file, plan, token, ({ done, total, etaMs }) => {
        if (token.isCancellationRequested) return;
        const rest =
          etaMs === undefined || done === total ? [] : [vscode.l10n.t('{0} left', formatDuration(etaMs))];
        const percent = total === 0 ? 100 : (100 * done) / total;
        const searched = vscode.l10n.t('{0} of {1} searches', done, total);
        progress.report({ message: [searched, ...rest].join(' · '), increment: percent - shown });
        shown = percent;
      });
    },
  );
}

/** Says how it ended; answers whether to go on with it. */
async function told(end: ComparisonEnd, panels: Panels): Promise<boolean> {
  switch (end.reason) {
    case 'finished':
      panels.compare({ comparison: path.dirname(end.report) });
      return false;
    case 'failed':
      throw new InputError('', end.message);
    case 'stopped': {
      const goOn = vscode.l10n.t('Go On');
      const text = vscode.l10n.t('Stopped comparing: {0} of {1} searches are kept.', end.done, end.total);
      return (await vscode.window.showInformationMessage(text, goOn)) === goOn;
    }
  }
}
