import * as vscode from 'vscode';
import type { Panels } from '../panels/panels';
import type { RunStore } from '../runs/run-store';
import { runDescription, runLabel, standingOf } from '../tree/run-text';

/**
 * Puts runs side by side: those that are selected in the tree, or those that are chosen from all of the workspace, across
 * experiments.
 *
 * @param clicked the tree's item, or what names several runs
 * @param selected the tree's selection, when the item belongs to it
 */
export async function compareRuns(
  clicked: unknown,
  selected: unknown,
  { store, panels }: { readonly store: RunStore; readonly panels: Panels },
): Promise<void> {
  const named = foldersOf(Array.isArray(selected) && selected.length > 0 ? selected : [clicked]);
  const folders = named.length > 1 ? named : await askRuns(store, named);
  if (folders && folders.length > 0) panels.compare({ runFolders: folders });
}

/** Folders of the runs that tree items or links name. */
export function foldersOf(items: readonly unknown[]): string[] {
  const folders = items.flatMap((item): unknown[] => {
    if (typeof item !== 'object' || item === null) return [];
    if ('runFolders' in item && Array.isArray(item.runFolders)) return item.runFolders;
    if ('runFolder' in item) return [item.runFolder];
    if (!('run' in item) || typeof item.run !== 'object' || item.run === null) return [];
    return 'folder' in item.run ? [item.run.folder] : [];
  });
  return [...new Set(folders.filter((folder) => typeof folder === 'string'))];
}

async function askRuns(store: RunStore, picked: readonly string[]): Promise<string[] | undefined> {
  await store.ready();
  const unread = store.runs().filter(({ loaded }) => !loaded);
  await Promise.all(unread.map((run) => run.look()));
  const items = store.experiments().flatMap(({ name, runs }) =>
    runs.map((run) => ({
      label: `${name} · ${runLabel(run.state, run.runId)}`,
      description:
        run.problem ??
        runDescription(run.state, standingOf(run.state, run.liveness, run.problem), Date.now()),
      detail: run.state.started ? vscode.l10n.t('seed {0}', run.state.started.seed) : '',
      picked: picked.includes(run.folder),
      folder: run.folder,
    })),
  );
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('This workspace has no runs yet.'));
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare Runs'),
    placeHolder: vscode.l10n.t('Which runs? Those that differ by their seeds alone become one group'),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return chosen?.map(({ folder }) => folder);
}
