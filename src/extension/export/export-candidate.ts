import * as vscode from 'vscode';
import { generateCode } from '../../core/codegen/generate';
import { formatArchitecture } from '../../core/graph/architecture-json';
import { INITIAL_WEIGHTS_FILE } from '../../core/graph/initial-weights';
import { exportedSeed, retrainedModelPath, retrainedOf } from '../../core/journal/retrained';
import type { TrialRecord } from '../../core/journal/run-state';
import { folderUri } from '../runs/run-files';
import { runSpace } from '../runs/run-architecture';
import type { WatchedRun } from '../runs/watched-run';
import { seedsText } from '../tree/retrained-text';

/** What an export wrote. */
export interface Exported {
  readonly folder: vscode.Uri;
  readonly files: readonly string[];
  /** Absent when there are no weights of this candidate: then there is code only. */
  readonly model?: ModelSource;
}

/** Which of a candidate's models: that of its trial, or the one that retraining made. */
export type ModelSource = 'search' | 'retrained';

/** Asks for a folder and writes the candidate there, after saying what that will be. */
export async function exportCandidate(run: WatchedRun, record: TrialRecord): Promise<void> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Export trial {0} of {1}', record.trial, run.experimentName),
      openLabel: vscode.l10n.t('Export Here'),
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: vscode.Uri.joinPath(folderUri(run.folder), '../../..'),
    })) ?? [];
  if (!parent) return;
  const source = await askSource(run, record);
  if (!source) return;
  const folder = await freeFolder(parent, exportName(run, record));
  const exported = await writeCandidate(run, record, folder, source);
  const open = vscode.l10n.t('Open Code');
  const choice = await vscode.window.showInformationMessage(exportedText(exported), open);
  if (choice !== open) return;
  const code = vscode.Uri.joinPath(exported.folder, FILES.tfjs);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(code));
}

function exportedText({ folder, model }: Exported): string {
  const place = vscode.workspace.asRelativePath(folder);
  if (model === 'search') return vscode.l10n.t('Exported the trained model and its code to {0}', place);
  if (model === 'retrained') return vscode.l10n.t('Exported the retrained model and its code to {0}', place);
  return vscode.l10n.t(
    'Exported code only to {0}: the run did not keep the weights of this candidate (setting {1} of the experiment)',
    place,
    'keepModels',
  );
}

/** `undefined` when the person left. Asked only where there are two models. */
async function askSource(run: WatchedRun, record: TrialRecord): Promise<ModelSource | undefined> {
  const retrained = await retrainedModel(run, record);
  if (!retrained) return 'search';
  if (!(await hasModel(searchModel(run, record)))) return 'retrained';
  const { epochs, seeds } = retrainedOf(run.state, record.trial)!;
  const items = [
    {
      label: vscode.l10n.t('Retrained model'),
      description: seedsText({ seeds: seeds.length, epochs }),
      detail: vscode.l10n.t('The network of the first seed: which did best on the test data must not matter'),
      source: 'retrained' as const,
    },
    {
      label: vscode.l10n.t('Model of the search'),
      description: vscode.l10n.t('as it was measured'),
      source: 'search' as const,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export Candidate'),
    placeHolder: vscode.l10n.t('Which model of this candidate?'),
    ignoreFocusOut: true,
  });
  return picked?.source;
}

const FILES = {
  json: 'architecture.json',
  tfjs: 'architecture.js',
  keras: 'architecture_keras.py',
  pytorch: 'architecture_pytorch.py',
} as const;

/** Writes the model folder where there is one, the graph and its code in three frameworks. */
export async function writeCandidate(
  run: WatchedRun,
  record: TrialRecord,
  folder: vscode.Uri,
  source: ModelSource = 'search',
): Promise<Exported> {
  const space = runSpace(run);
  const architecture = space.build(record.genotype);
  const weights = space.initialWeights?.(record.genotype);
  const title = `${run.experimentName}, trial ${record.trial}`;
  await vscode.workspace.fs.createDirectory(folder);
  const model = source === 'retrained' ? await retrainedModel(run, record) : searchModel(run, record);
  const isThere = model !== undefined && (await hasModel(model));
  if (isThere) {
    await vscode.workspace.fs.copy(model, vscode.Uri.joinPath(folder, 'model'), { overwrite: true });
  }
  const texts = {
    [FILES.json]: `${formatArchitecture(architecture)}\n`,
    ...(weights && { [INITIAL_WEIGHTS_FILE]: `${JSON.stringify(weights)}\n` }),
    [FILES.tfjs]: generateCode(architecture, 'tfjs', { title }),
    [FILES.keras]: generateCode(architecture, 'keras', { title }),
    [FILES.pytorch]: generateCode(architecture, 'pytorch', { title }),
  };
  for (const [name, text] of Object.entries(texts)) {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
  }
  return { folder, files: Object.keys(texts), ...(isThere ? { model: source } : {}) };
}

function searchModel(run: WatchedRun, { trial }: TrialRecord): vscode.Uri {
  return vscode.Uri.joinPath(folderUri(run.folder), 'models', String(trial));
}

/** The folder of the retrained network that stands for the candidate, where it is. */
async function retrainedModel(run: WatchedRun, { trial }: TrialRecord): Promise<vscode.Uri | undefined> {
  const retrained = retrainedOf(run.state, trial);
  const seed = retrained && exportedSeed(retrained);
  if (seed === undefined) return undefined;
  const folder = vscode.Uri.joinPath(folderUri(run.folder), ...retrainedModelPath(retrained!, seed));
  return (await hasModel(folder)) ? folder : undefined;
}

function hasModel(folder: vscode.Uri): Promise<boolean> {
  return exists(vscode.Uri.joinPath(folder, 'model.json'));
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
