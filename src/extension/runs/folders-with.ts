import * as vscode from 'vscode';

/**
 * The folders directly in `parent` that hold a file called `file`; none where `parent` is not there.
 *
 * @param skip folders that need not be looked into; they are left out
 */
export async function foldersWith(
  parent: vscode.Uri,
  file: string,
  skip: (folder: vscode.Uri) => boolean,
): Promise<vscode.Uri[]> {
  const folders = (await orNone(vscode.workspace.fs.readDirectory(parent)))
    .filter(([, type]) => (type & vscode.FileType.Directory) !== 0)
    .map(([name]) => vscode.Uri.joinPath(parent, name))
    .filter((folder) => !skip(folder));
  const found = await Promise.all(
    folders.map((folder) =>
      vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, file)).then(
        () => [folder],
        () => [],
      ),
    ),
  );
  return found.flat();
}

function orNone<T>(listing: Thenable<T[]>): Thenable<T[]> {
  return listing.then(
    (entries) => entries,
    () => [],
  );
}
