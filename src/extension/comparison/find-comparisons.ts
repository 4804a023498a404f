import * as vscode from 'vscode';
import { SEARCHES_FILE } from '../../core/comparison/searches-file';
import { keyOf } from '../runs/run-files';
import { comparedName } from '../panels/compare-kind';

/** A comparison of strategies that has begun. */
export interface FoundComparison {
  /** As panels name it. */
  readonly folder: string;
  readonly experimentName: string;
}

/** Every comparison of the workspace, or those of one experiment file, by folder. */
export async function findComparisons(experiment?: vscode.Uri): Promise<FoundComparison[]> {
  const files = await vscode.workspace.findFiles(`**/.nas/compare/*/${SEARCHES_FILE}`, '**/node_modules/**');
  const beside = experiment && vscode.Uri.joinPath(experiment, '..', '.nas', 'compare').path;
  const name = experiment?.path
    .split('/')
    .at(-1)
    ?.replace(/\.nas\.json$/, '');
  return files
    .map((file) => vscode.Uri.joinPath(file, '..'))
    .filter((folder) => beside === undefined || vscode.Uri.joinPath(folder, '..').path === beside)
    .map((folder) => ({ folder: keyOf(folder), experimentName: comparedName(folder.path) }))
    .filter(({ experimentName }) => name === undefined || experimentName === name)
    .sort((a, b) => a.folder.localeCompare(b.folder));
}

/** The only one is taken without asking; `undefined` when there is none, which is said, and when the person left. */
export async function askForComparison(experiment?: vscode.Uri): Promise<FoundComparison | undefined> {
  const found = await findComparisons(experiment);
  if (found.length === 0) {
    const text = vscode.l10n.t(
      'There is no comparison of strategies yet. NAS: Compare Strategies makes one.',
    );
    void vscode.window.showInformationMessage(text);
    return undefined;
  }
  if (found.length === 1) return found[0];
  const items = found.map((comparison) => ({
    label: `$(graph-scatter) ${comparison.experimentName}`,
    description: vscode.workspace.asRelativePath(comparison.folder),
    comparison,
  }));
  return (
    await vscode.window.showQuickPick(items, {
      title: 'NAS',
      placeHolder: vscode.l10n.t('Which comparison?'),
    })
  )?.comparison;
}
