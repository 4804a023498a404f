import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ByteSource } from './journal-tail';
import { fileSource } from './journal-tail';

export const EXPERIMENT_GLOB = '**/*.nas.json';
export const JOURNAL_GLOB = '**/.nas/*/*/journal.jsonl';
export const ANNOTATIONS_GLOB = '**/.nas/*/*/annotations.json';
const EXPERIMENT_ENDING = '.nas.json';

/** Where a run lies and what it belongs to, told by its folder alone. */
export interface RunPlace {
  /** Key of the run everywhere: a path, or the address on a virtual file system. */
  readonly folder: string;
  readonly journal: vscode.Uri;
  readonly runId: string;
  readonly experimentName: string;
  /** The experiment file beside `.nas`; it may be gone. */
  readonly experiment: vscode.Uri;
}

/** `digits` of `digits.nas.json`. */
export function experimentNameOf(uri: vscode.Uri): string {
  const base = path.posix.basename(uri.path);
  return base.endsWith(EXPERIMENT_ENDING) ? base.slice(0, -EXPERIMENT_ENDING.length) : base;
}

export function isExperiment(uri: vscode.Uri): boolean {
  return uri.path.endsWith(EXPERIMENT_ENDING);
}

/** The place of the run that `journal` (`.../.nas/<experiment>/<run id>/journal.jsonl`) belongs to. */
export function placeOf(journal: vscode.Uri): RunPlace {
  const folder = vscode.Uri.joinPath(journal, '..');
  const runId = path.posix.basename(folder.path);
  const experimentName = path.posix.basename(path.posix.dirname(folder.path));
  return {
    folder: keyOf(folder),
    journal,
    runId,
    experimentName,
    experiment: vscode.Uri.joinPath(folder, '../../..', `${experimentName}${EXPERIMENT_ENDING}`),
  };
}

/** The experiment's name in a run folder's. */
export function experimentOfFolder(runFolder: string): string {
  return path.posix.basename(path.posix.dirname(folderUri(runFolder).path));
}

/** A path for local files, the address otherwise. */
export function keyOf(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

export function folderUri(key: string): vscode.Uri {
  return path.isAbsolute(key) ? vscode.Uri.file(key) : vscode.Uri.parse(key, true);
}

/** The journal's bytes; a virtual file system only gives whole files. */
export function byteSource(journal: vscode.Uri): ByteSource {
  if (journal.scheme === 'file') return fileSource(journal.fsPath);
  return {
    async read(offset, limit) {
      const whole = await vscode.workspace.fs.readFile(journal).then(
        (bytes) => bytes,
        () => undefined,
      );
      return whole && { bytes: whole.subarray(offset, offset + limit), size: whole.length };
    },
  };
}
