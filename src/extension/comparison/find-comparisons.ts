import * as path from 'node:path';
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

/** The file with which a comparison begins. */
export const COMPARISONS_GLOB = `**/.nas/compare/*/${SEARCHES_FILE}`;

/** Every comparison of the workspace, or those of one experiment file, by folder. */
export async function findComparisons(experiment?: vscode.Uri): Promise<FoundComparison[]> {
  const files = await vscode.workspace.findFiles(COMPARISONS_GLOB, '**/node_modules/**');
  const found = files
    .map((file) => vscode.Uri.joinPath(file, '..'))
    .map((folder) => ({ folder: keyOf(folder), experimentName: comparedName(folder.path) }))
    .sort((a, b) => a.folder.localeCompare(b.folder));
  return experiment ? comparisonsOf(found, experiment) : found;
}

/** Those that lie beside an experiment file and have its name. */
export function comparisonsOf(found: readonly FoundComparison[], experiment: vscode.Uri): FoundComparison[] {
  const beside = vscode.Uri.joinPath(experiment, '..', '.nas', 'compare');
  const name = path.posix.basename(experiment.path, '.nas.json');
  return found.filter(
    ({ folder, experimentName }) =>
      experimentName === name && folder === keyOf(vscode.Uri.joinPath(beside, folderName(folder))),
  );
}

/** `digits-1a2b3c4d` */
export function folderName(folder: string): string {
  return path.posix.basename(folder.replaceAll('\\', '/'));
}

/**
 * The comparison that a tree item names, if it is still there; else one that is asked for.
 *
 * @param arg comes from outside, so that only what is found is opened
 */
export async function comparisonAt(
  arg: unknown,
  experimentOf: (arg: unknown) => Promise<vscode.Uri | undefined>,
): Promise<FoundComparison | undefined> {
  const named = comparisonIn(arg);
  if (named !== undefined) return (await findComparisons()).find(({ folder }) => folder === named);
  return askForComparison(arg === undefined ? undefined : await experimentOf(arg));
}

/** The folder of the comparison that a tree item or a link names. */
export function comparisonIn(arg: unknown): string | undefined {
  if (typeof arg !== 'object' || arg === null || !('comparison' in arg)) return undefined;
  const { comparison } = arg;
  if (typeof comparison === 'string') return comparison;
  const isFound = typeof comparison === 'object' && comparison !== null && 'folder' in comparison;
  return isFound && typeof comparison.folder === 'string' ? comparison.folder : undefined;
}

/** The only one is taken without asking; `undefined` when there is none, which is said, and when the person left. */
async function askForComparison(experiment?: vscode.Uri): Promise<FoundComparison | undefined> {
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
