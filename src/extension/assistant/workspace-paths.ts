import * as path from 'node:path';
import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';

interface Folder {
  readonly name: string;
  readonly uri: vscode.Uri;
}

/**
 * The names of files in a workspace: relative to its folder, and in a workspace of
 * several folders behind the name of theirs.
 */
export class WorkspacePaths {
  constructor(private readonly folders: readonly Folder[]) {}

  nameOf(uri: vscode.Uri): string {
    for (const folder of this.folders) {
      if (folder.uri.scheme !== uri.scheme || folder.uri.authority !== uri.authority) continue;
      const inside = path.posix.relative(folder.uri.path, uri.path);
      if (inside.startsWith('..')) continue;
      return this.folders.length === 1 ? inside : `${folder.name}/${inside}`;
    }
    return uri.path;
  }

  /** Throws `InputError` for what is outside of the workspace. */
  uriOf(name: string): vscode.Uri {
    const [first] = this.folders;
    if (!first) throw new InputError(name, 'no folder is open');
    const named =
      this.folders.length === 1 ? undefined : this.folders.find((one) => name.startsWith(`${one.name}/`));
    const folder = named ?? first;
    const inside = named ? name.slice(named.name.length + 1) : name;
    const uri = vscode.Uri.joinPath(folder.uri, inside);
    if (path.posix.relative(folder.uri.path, uri.path).startsWith('..')) {
      throw new InputError(name, 'expected a path inside of the workspace');
    }
    return uri;
  }
}
