import * as vscode from 'vscode';
import { freeFile, workspaceFolder } from './experiment-place';

interface Sample {
  readonly name: string;
  readonly label: string;
  readonly detail: string;
}

/** The files of `media/samples`, the one to begin with first. */
const SAMPLES: readonly Sample[] = [
  {
    name: 'digits',
    label: vscode.l10n.t('Digits: chains of convolutions'),
    detail: vscode.l10n.t(
      'Forty candidates on the built-in images of handwritten digits, in a minute or two',
    ),
  },
  {
    name: 'nas-bench-201-cells',
    label: vscode.l10n.t('Cells of NAS-Bench-201'),
    detail: vscode.l10n.t('The published cells, trained on the built-in digits by local search'),
  },
  {
    name: 'own-space',
    label: vscode.l10n.t('A space of your own'),
    detail: vscode.l10n.t('Layers with choices, optional layers, branches and repeats'),
  },
];

/**
 * Copies a sample experiment into the workspace and opens it. A copy that is
 * there unchanged is opened instead.
 *
 * @param name of the sample; asked for when it is left out
 */
export async function openSample(extensionUri: vscode.Uri, name?: string): Promise<void> {
  const sample = SAMPLES.find((known) => known.name === name) ?? (await askSample());
  if (!sample) return;
  const folder = await workspaceFolder();
  if (!folder) return;
  const source = vscode.Uri.joinPath(extensionUri, 'media', 'samples', `${sample.name}.nas.json`);
  const text = await vscode.workspace.fs.readFile(source);
  const target = vscode.Uri.joinPath(folder, `${sample.name}.nas.json`);
  if (await hasContent(target, text)) {
    await show(target);
    return;
  }
  const file = await freeFile(folder, sample.name);
  await vscode.workspace.fs.writeFile(file, text);
  await show(file);
}

async function show(file: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
}

async function askSample(): Promise<Sample | undefined> {
  return vscode.window.showQuickPick(SAMPLES, {
    title: 'NAS',
    placeHolder: vscode.l10n.t('Which sample? It is copied into your folder'),
    matchOnDetail: true,
  });
}

async function hasContent(file: vscode.Uri, text: Uint8Array): Promise<boolean> {
  const there = await vscode.workspace.fs.readFile(file).then(
    (bytes) => bytes,
    () => undefined,
  );
  return there !== undefined && Buffer.compare(there, text) === 0;
}
