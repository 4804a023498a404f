import * as path from 'node:path';
import { fileReferences } from '../../core/experiment/file-references';

export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** Where something is after a rename; paths of URIs, `/` between the parts. */
export type Moved = (file: string) => string;

/** What a list of renames makes of a path: of the file itself, and of everything in a folder. */
export function movedBy(renames: readonly { readonly from: string; readonly to: string }[]): Moved {
  return (file) => {
    for (const { from, to } of renames) {
      if (file === from) return to;
      if (file.startsWith(`${from}/`)) return to + file.slice(from.length);
    }
    return file;
  };
}

/**
 * The edits after which an experiment names the same files as before, wherever it
 * and they are moved. What was relative stays relative.
 *
 * @param experiment where the file is before
 */
export function movedReferences(text: string, experiment: string, moved: Moved): TextEdit[] {
  const folder = path.posix.dirname(experiment);
  const newFolder = path.posix.dirname(moved(experiment));
  return fileReferences(text).flatMap(({ value, offset, length }) => {
    const isAbsolute = path.posix.isAbsolute(value);
    // A drive letter, or an address: not told in parts of this file system.
    if (!isAbsolute && /^[A-Za-z]+:/.test(value)) return [];
    const target = path.posix.resolve(folder, value);
    const newTarget = moved(target);
    if (newTarget === target && newFolder === folder) return [];
    const fresh = isAbsolute ? newTarget : relative(newFolder, newTarget, value);
    return fresh === value ? [] : [{ offset, length, text: JSON.stringify(fresh).slice(1, -1) }];
  });
}

/** In the manner of the old value: with its `./` and its closing `/`. */
function relative(folder: string, target: string, value: string): string {
  const plain = path.posix.relative(folder, target) || '.';
  const closed = value.endsWith('/') && !plain.endsWith('/') ? `${plain}/` : plain;
  return value.startsWith('./') && !closed.startsWith('.') ? `./${closed}` : closed;
}
