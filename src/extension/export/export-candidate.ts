import * as vscode from 'vscode';
import { generateCode } from '../../core/codegen/generate';
import { formatArchitecture } from '../../core/graph/architecture-json';
import type { TrialRecord } from '../../core/journal/run-state';
import { folderUri } from '../runs/run-files';
import { runSpace } from '../runs/run-architecture';
import type { WatchedRun } from '../runs/watched-run';

/** What an export wrote. */
export interface Exported {
  readonly folder: vscode.Uri;
  readonly files: readonly string[];
  /** False when the run did not keep this candidate's weights: then there is code only. */
  readonly hasModel: boolean;
}

/** Asks for a folder and writes the candidate there, after saying what that will be. */
export async function exportCandidate(run: WatchedRun, record: TrialRecord): Promise<void> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      title: `Export trial ${record.trial} of ${run.experimentName}`,
      openLabel: 'Export Here',
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: vscode.Uri.joinPath(folderUri(run.folder), '../../..'),
    })) ?? [];
  if (!parent) return;
  const exported = await writeCandidate(run, record, await freeFolder(parent, exportName(run, record)));
  const what = exported.hasModel
    ? 'the trained model and its code'
    : 'code only: the run did not keep the weights of this candidate (setting keepModels of the experiment)';
  const open = 'Open Code';
  const choice = await vscode.window.showInformationMessage(
    `Exported ${what} to ${vscode.workspace.asRelativePath(exported.folder)}`,
    open,
  );
  if (choice !== open) return;
  const code = vscode.Uri.joinPath(exported.folder, FILES.tfjs);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(code));
}

const FILES = {
  json: 'architecture.json',
  tfjs: 'architecture.js',
  keras: 'architecture_keras.py',
  pytorch: 'architecture_pytorch.py',
} as const;

/** Writes the model folder where it was kept, the graph and its code in three frameworks. */
export async function writeCandidate(
  run: WatchedRun,
  record: TrialRecord,
  folder: vscode.Uri,
): Promise<Exported> {
  const architecture = runSpace(run).build(record.genotype);
  const title = `${run.experimentName}, trial ${record.trial}`;
  await vscode.workspace.fs.createDirectory(folder);
  const hasModel = await copyModel(run, record, folder);
  const texts = {
    [FILES.json]: `${formatArchitecture(architecture)}\n`,
    [FILES.tfjs]: generateCode(architecture, 'tfjs', { title }),
    [FILES.keras]: generateCode(architecture, 'keras', { title }),
    [FILES.pytorch]: generateCode(architecture, 'pytorch', { title }),
  };
  for (const [name, text] of Object.entries(texts)) {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
  }
  return { folder, files: Object.keys(texts), hasModel };
}

async function copyModel(run: WatchedRun, record: TrialRecord, folder: vscode.Uri): Promise<boolean> {
  const kept = vscode.Uri.joinPath(folderUri(run.folder), 'models', String(record.trial));
  if (!(await exists(vscode.Uri.joinPath(kept, 'model.json')))) return false;
  await vscode.workspace.fs.copy(kept, vscode.Uri.joinPath(folder, 'model'), { overwrite: true });
  return true;
}

function exportName(run: WatchedRun, record: TrialRecord): string {
  return `${run.experimentName}-trial-${record.trial}`;
}

/** `name` in `parent`, or `name-2` ... when there is one already. */
async function freeFolder(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let n = 1; ; n++) {
    const folder = vscode.Uri.joinPath(parent, n === 1 ? name : `${name}-${n}`);
    if (!(await exists(folder))) return folder;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
