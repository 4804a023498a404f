import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

/** The folder that the window has open. */
export function workspaceFolder(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('the tests need a window with a folder');
  return folder.uri;
}

/** Writes a file of the workspace, with its folders. */
export function writeFile(name: string, text: string): vscode.Uri {
  const uri = vscode.Uri.joinPath(workspaceFolder(), name);
  mkdirSync(path.dirname(uri.fsPath), { recursive: true });
  writeFileSync(uri.fsPath, text);
  return uri;
}

/** Opens a file of the workspace with this text in an editor. */
export async function openFile(name: string, text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(writeFile(name, text));
  await vscode.window.showTextDocument(document);
  return document;
}

/** What `look` gives once it gives something; mocha's time limit ends the wait. */
export async function eventually<T>(look: () => T | undefined | PromiseLike<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function activateExtension(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension('nas-workbench.nas-workbench');
  if (!extension) throw new Error('the extension is not there');
  await extension.activate();
  return extension;
}

/** Of a document's lenses, those whose words are asked for. */
const MOST_LENSES = 100;

/** Titles of the lenses over a document, without their icons. */
export async function lensTitles(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    MOST_LENSES,
  );
  return lenses.map(({ command }) => command?.title.replace(/\$\([^)]*\)\s*/g, '') ?? '');
}
