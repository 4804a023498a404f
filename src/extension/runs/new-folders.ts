import * as vscode from 'vscode';
import { Disposable } from '../disposable';

/** What a run makes for itself, and what nobody searches. */
const UNINTERESTING = /\/(\.nas\/[^/]+\/[^/]+\/|node_modules\/|\.git\/)/;
/** More created files than this are not looked at one by one. */
const MOST_LOOKED_AT = 50;

/**
 * Whether folders came into the workspace. The file watcher tells of a folder
 * that is made, but not of what is put into it before the watcher looks inside:
 * after a copy, a clone or a first run only a search finds what is there.
 */
export class NewFolders extends Disposable {
  readonly #created = new Map<string, vscode.Uri>();

  constructor() {
    super();
    const watcher = this.register(vscode.workspace.createFileSystemWatcher('**', false, true, true));
    this.register(
      watcher.onDidCreate((uri) => {
        if (this.#created.size <= MOST_LOOKED_AT && !UNINTERESTING.test(uri.path))
          this.#created.set(uri.toString(), uri);
      }),
    );
  }

  /** Whether one came since the last call. */
  async take(): Promise<boolean> {
    const created = [...this.#created.values()];
    this.#created.clear();
    if (created.length > MOST_LOOKED_AT) return true;
    const areFolders = await Promise.all(created.map(isFolder));
    return areFolders.includes(true);
  }
}

function isFolder(uri: vscode.Uri): Thenable<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );
}
