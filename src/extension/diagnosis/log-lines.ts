import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import * as path from 'node:path';

/** A line of the log is rarely longer than this. */
const LINE_BYTES = 2_000;

/**
 * The last lines of the newest log file in `folder`, where the editor keeps those of
 * this extension. Of a very long last part of the file fewer; none where there is no log.
 */
export function lastLogLines(folder: string, count: number): string[] {
  const file = newestLog(folder);
  if (file === undefined) return [];
  const lines = tailOf(file, count * LINE_BYTES).split('\n');
  return lines.filter((line) => line.trim() !== '').slice(-count);
}

function newestLog(folder: string): string | undefined {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.log'));
  } catch {
    return undefined;
  }
  return names
    .map((name) => path.join(folder, name))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
    .at(-1);
}

function tailOf(file: string, most: number): string {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const bytes = Buffer.alloc(Math.min(size, most));
    const nRead = readSync(fd, bytes, 0, bytes.length, size - bytes.length);
    const text = bytes.toString('utf8', 0, nRead);
    // The first line was cut, unless it is the file's.
    return size > most ? text.slice(text.indexOf('\n') + 1) : text;
  } finally {
    closeSync(fd);
  }
}
