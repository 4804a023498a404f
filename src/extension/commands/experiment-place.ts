import * as vscode from 'vscode';

/** The folder that a new experiment goes to; asked for where there are several. `undefined` when there is none, which is said. */
export async function workspaceFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 1) return folders[0]!.uri;
  if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri;
  const open = vscode.l10n.t('Open Folder');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('An experiment needs a folder to live in.'),
    open,
  );
  if (choice === open) await vscode.commands.executeCommand('vscode.openFolder');
  return undefined;
}

/** `name.nas.json`, or `name-2.nas.json` ... when there is one already. */
export async function freeFile(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let n = 1; ; n++) {
    const file = vscode.Uri.joinPath(folder, `${n === 1 ? name : `${name}-${n}`}.nas.json`);
    const taken = await vscode.workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
    if (!taken) return file;
  }
}
