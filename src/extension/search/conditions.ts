import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';
import type { WatchedRun } from '../runs/watched-run';

/** Nothing of an untrusted workspace is run, whoever asks. */
export function checkTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new InputError(
    '',
    vscode.l10n.t(
      'this workspace is not trusted, so nothing in it is run: trust it (Workspaces: Manage Workspace Trust) and try again',
    ),
  );
}

/** A run has one process at a time. */
export function checkFree({ liveness, runId }: WatchedRun): void {
  if (liveness !== 'live' && liveness !== 'retraining') return;
  throw new InputError(runId, vscode.l10n.t('a process already works on this run'));
}

/** A search needs files that it can write. */
export function checkLocal(uri: vscode.Uri): void {
  if (uri.scheme === 'file') return;
  throw new InputError(
    uri.toString(),
    vscode.l10n.t('expected a file on this machine: a search needs files that it can write'),
  );
}
