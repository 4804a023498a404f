import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ExecutionSettings } from '../../protocol/run-protocol';
import { setting } from '../settings';

/** Where this extension keeps what is not of one workspace. */
export interface Storage {
  /** Absolute. */
  readonly folder: string;
}

/** The folder that the native backend is installed into. */
export function installedNativeFolder({ folder }: Storage): string {
  return path.join(folder, 'native');
}

/** Folders whose `node_modules` may hold the native backend: the setting's, the workspace's, the extension's own. */
export function nativeFolders(scope: vscode.Uri | undefined, storage: Storage): readonly string[] {
  const named = setting('nativeBackend.folder', scope).trim();
  const workspace = scope
    ? vscode.workspace.getWorkspaceFolder(scope)?.uri
    : vscode.workspace.workspaceFolders?.[0]?.uri;
  return [
    ...(named === '' ? [] : [absolute(named, workspace)]),
    ...(workspace?.scheme === 'file' ? [workspace.fsPath] : []),
    installedNativeFolder(storage),
  ];
}

/** What the experiment at `scope` gets where it says `auto`. */
export function executionSettings(scope: vscode.Uri, storage: Storage): ExecutionSettings {
  const evaluators = setting('execution.evaluators', scope);
  return {
    backend: setting('execution.backend', scope),
    evaluators: evaluators > 0 ? evaluators : 'auto',
    nativeBackendFolders: nativeFolders(scope, storage),
    cacheFolder: storage.folder,
  };
}

/** A setting may name a folder of the workspace. */
function absolute(folder: string, workspace: vscode.Uri | undefined): string {
  return workspace ? path.resolve(workspace.fsPath, folder) : path.resolve(folder);
}
