import * as vscode from 'vscode';

/** Keys of our `when` clauses. */
export interface ContextKeys {
  /** A process owns at least one run of the workspace. */
  'nas.running': boolean;
  'nas.hasRuns': boolean;
  'nas.hasExperiments': boolean;
}

export function setContextKey<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
