import * as vscode from 'vscode';
import type { BackendChoice } from '../core/experiment/backends';

/** Every setting with its type; `package.json` declares them, and a test compares. */
export interface Settings {
  'codeLens.enabled': boolean;
  'inlinePreviews.enabled': boolean;
  'inlayHints.enabled': boolean;
  'execution.backend': BackendChoice;
  /** 0 chooses by the machine. */
  'execution.evaluators': number;
  /** Empty: none. */
  'nativeBackend.folder': string;
  /** Empty: the usual server. */
  'nativeBackend.mirror': string;
}

export const SETTING_DEFAULTS: Settings = {
  'codeLens.enabled': true,
  'inlinePreviews.enabled': true,
  'inlayHints.enabled': true,
  'execution.backend': 'auto',
  'execution.evaluators': 0,
  'nativeBackend.folder': '',
  'nativeBackend.mirror': '',
};

export function setting<K extends keyof Settings>(name: K, scope?: vscode.Uri): Settings[K] {
  return vscode.workspace.getConfiguration('nas', scope).get<Settings[K]>(name, SETTING_DEFAULTS[name]);
}

export function onSettingChanged(name: keyof Settings, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`nas.${name}`)) listener();
  });
}
