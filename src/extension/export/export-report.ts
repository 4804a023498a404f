import * as vscode from 'vscode';
import type { WrittenExperiment } from '../../core/report/repeat-section';
import { runReport } from '../../core/report/run-report';
import { writtenExperiment } from '../../core/report/written-experiment';
import { folderUri } from '../runs/run-files';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';

/** Asks where to, writes everything that is known of the run into one HTML file, and offers to open it. */
export async function exportReport(run: WatchedRun, store: RunStore): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export a report of {0}', run.experimentName),
    saveLabel: vscode.l10n.t('Export'),
    filters: { HTML: ['html'] },
    defaultUri: vscode.Uri.joinPath(
      folderUri(run.folder),
      '../../..',
      `${run.experimentName}-${run.runId}.html`,
    ),
  });
  if (!target) return;
  await writeReport(run, store, target);
  const open = vscode.l10n.t('Open');
  const text = vscode.l10n.t('Exported the report to {0}', vscode.workspace.asRelativePath(target));
  if ((await vscode.window.showInformationMessage(text, open)) === open)
    await vscode.env.openExternal(target);
}

export async function writeReport(run: WatchedRun, store: RunStore, target: vscode.Uri): Promise<void> {
  const report = runReport(run.state, { written: await writtenOf(run, store) });
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(report));
}

/** The experiment file; it may be gone. */
async function writtenOf(run: WatchedRun, store: RunStore): Promise<WrittenExperiment | undefined> {
  const { started } = run.state;
  const uri = store.experimentOf(run);
  const bytes = await vscode.workspace.fs.readFile(uri).then(
    (read) => read,
    () => undefined,
  );
  if (!started || !bytes) return undefined;
  return writtenExperiment(uri.path.split('/').at(-1)!, new TextDecoder().decode(bytes), started);
}
