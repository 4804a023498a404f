import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';

/** A watcher says what it saw within a second; much later is as good as not at all. */
const LATEST_MS = 10_000;
const AGAIN_MS = 500;

/** Resolves when the editor has noticed a new file in `folder`; rejects with `InputError` when it does not. */
export async function checkWatching(folder: string): Promise<void> {
  const pattern = new vscode.RelativePattern(vscode.Uri.file(folder), '*.watched');
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  let n = 0;
  // The editor begins to watch a moment after it was asked, and does not say when.
  const timer = setInterval(() => writeFileSync(path.join(folder, `${n++}.watched`), ''), AGAIN_MS);
  let late: ReturnType<typeof setTimeout> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      watcher.onDidCreate(() => resolve());
      late = setTimeout(
        () =>
          reject(new InputError('', vscode.l10n.t('no new file was noticed within {0} s', LATEST_MS / 1000))),
        LATEST_MS,
      );
    });
  } finally {
    clearInterval(timer);
    clearTimeout(late);
    watcher.dispose();
  }
}
