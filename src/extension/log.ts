import * as vscode from 'vscode';
import { Bug, messageOf } from '../core/base/errors';

/** The output channel; its level is the person's (command "Developer: Set Log Level"). */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('NAS Workbench', { log: true });
}

/** Shows why something did not work, with a way to the log; never rejects. */
export function reportError(log: vscode.LogOutputChannel, doing: string, error: unknown): void {
  if (error instanceof vscode.CancellationError) return;
  log.error(`${doing}: ${messageOf(error)}`);
  if (error instanceof Error && (error instanceof Bug || !('code' in error)) && error.stack)
    log.error(error.stack);
  const showLog = vscode.l10n.t('Show Log');
  void vscode.window.showErrorMessage(`${doing}: ${messageOf(error)}`, showLog).then((choice) => {
    if (choice === showLog) log.show();
  });
}
