import * as path from 'node:path';
import * as vscode from 'vscode';
import type { FILE_PLACES } from '../../core/experiment/file-references';

/** The file that an experiment names. */
export function resolveReference(experiment: vscode.Uri, value: string): vscode.Uri {
  if (path.posix.isAbsolute(value)) return experiment.with({ path: value });
  if (path.isAbsolute(value)) return vscode.Uri.file(value);
  return vscode.Uri.joinPath(experiment, '..', value);
}

const ENDINGS: Readonly<Record<(typeof FILE_PLACES)[number]['what'], RegExp>> = {
  data: /\.(?:csv|tsv|txt)(?:\.gz)?$/i,
  idx: /idx|ubyte/i,
  table: /\.(?:json|csv)(?:\.gz)?$/i,
};

/** Whether a file could be what belongs there; experiments are no tables. */
export function isFitting(name: string, what: keyof typeof ENDINGS): boolean {
  return ENDINGS[what].test(name) && !name.endsWith('.nas.json');
}
