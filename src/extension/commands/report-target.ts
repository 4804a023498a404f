import * as vscode from 'vscode';
import { comparisonAt, comparisonIn, findComparisons } from '../comparison/find-comparisons';
import type { FoundComparison } from '../comparison/find-comparisons';
import type { ReportSubject } from '../export/report-subject';
import type { RunStore } from '../runs/run-store';
import { foldersOf } from './compare-runs';
import type { Targets } from './targets';

/**
 * What a report is to be of: a comparison, several runs that are selected, one run; asked for where nothing is named.
 *
 * @param clicked the tree's item, or what names a run, several or a comparison
 * @param selected the tree's selection, when the item belongs to it
 */
export async function reportTarget(
  clicked: unknown,
  selected: unknown,
  { store, targets }: { readonly store: RunStore; readonly targets: Targets },
): Promise<ReportSubject | undefined> {
  const folders = foldersOf(Array.isArray(selected) && selected.length > 1 ? selected : [clicked]);
  if (folders.length > 1) {
    const runs = await Promise.all(folders.map((folder) => store.open(folder)));
    return { kind: 'runs', runs };
  }
  if (comparisonIn(clicked) !== undefined) {
    const comparison = await comparisonAt(clicked, () => Promise.resolve(undefined));
    return comparison && { kind: 'comparison', comparison };
  }
  if (clicked === undefined) return asked({ store, targets });
  const run = await targets.run(clicked);
  return run && { kind: 'run', run };
}

/** Runs and comparisons in one list, where there are comparisons. */
async function asked({
  store,
  targets,
}: {
  readonly store: RunStore;
  readonly targets: Targets;
}): Promise<ReportSubject | undefined> {
  const comparisons = await findComparisons();
  await store.ready();
  if (comparisons.length === 0) {
    const run = await targets.run(undefined);
    return run && { kind: 'run', run };
  }
  const runs = await targets.runItems();
  if (runs.length === 0) {
    const comparison = await comparisonAt(undefined, () => Promise.resolve(undefined));
    return comparison && { kind: 'comparison', comparison };
  }
  const items: SubjectItem[] = [
    ...runs.map((item): SubjectItem => ({ ...item, subject: { kind: 'run', run: item.run } })),
    { label: vscode.l10n.t('Comparisons of strategies'), kind: vscode.QuickPickItemKind.Separator },
    ...comparisons.map(comparisonItem),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export Report'),
    placeHolder: vscode.l10n.t('Of which run, or which comparison of strategies?'),
    matchOnDescription: true,
  });
  return picked?.subject;
}

interface SubjectItem extends vscode.QuickPickItem {
  /** Absent of a separator, which cannot be picked. */
  readonly subject?: ReportSubject;
}

function comparisonItem(comparison: FoundComparison): SubjectItem {
  return {
    label: `$(graph-scatter) ${comparison.experimentName}`,
    description: vscode.workspace.asRelativePath(comparison.folder),
    subject: { kind: 'comparison', comparison },
  };
}
