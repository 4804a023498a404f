import * as vscode from 'vscode';

/** The HTML report in a comparison's folder, in the browser; what has none says how to get one. */
export async function openReport(folder: vscode.Uri): Promise<void> {
  const report = vscode.Uri.joinPath(folder, 'report.html');
  const isThere = await vscode.workspace.fs.stat(report).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    throw new Error(
      vscode.l10n.t(
        'There is no report of this comparison yet: compare the same strategies again to write it',
      ),
    );
  }
  await vscode.env.openExternal(report);
}
