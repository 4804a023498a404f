import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../core/base/errors';
import type { JournalEvent } from '../core/journal/event';
import { formatEvent } from '../core/journal/write';
import type { JournalSink } from '../core/search/ports';

const NEWLINE = 0x0a;

/**
 * A journal on disk.
 *
 * The file always ends at a line that was written whole: opening cuts off a torn
 * last line, and an append that fails half-way (disk full) cuts back to where it
 * began, at once or, when even that fails, before the next append.
 */
export class JournalFile implements JournalSink {
  readonly #fd: number;
  /** Bytes of whole lines. */
  #length: number;
  #dirty = false;

  /** Creates the file where it is missing. */
  constructor(file: string) {
    this.#fd = openSync(file, 'a+');
    const size = fstatSync(this.#fd).size;
    this.#length = endOfLastLine(this.#fd, size);
    if (this.#length < size) this.#cutBack();
    if (size === 0) syncFolder(path.dirname(file));
  }

  append(event: JournalEvent, durable: boolean): void {
    if (this.#dirty) this.#cutBack();
    const line = Buffer.from(formatEvent(event));
    try {
      for (let written = 0; written < line.length;) {
        written += writeSync(this.#fd, line, written, line.length - written);
      }
      if (durable) fsyncSync(this.#fd);
    } catch (error) {
      this.#dirty = true;
      try {
        this.#cutBack();
      } catch {
        // Stays dirty: the next append cuts first, and reading forgives a torn last line until then.
      }
      throw new Error(`cannot write the journal: ${messageOf(error)}`, { cause: error });
    }
    this.#length += line.length;
  }

  close(): void {
    closeSync(this.#fd);
  }

  #cutBack(): void {
    ftruncateSync(this.#fd, this.#length);
    this.#dirty = false;
  }
}

/** Position after the last newline among the first `size` bytes; 0 when there is none. */
function endOfLastLine(fd: number, size: number): number {
  const chunk = Buffer.alloc(64 * 1024);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - chunk.length);
    const n = readSync(fd, chunk, 0, end - start, start);
    const at = chunk.lastIndexOf(NEWLINE, n - 1);
    if (n > 0 && at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}

/** Makes a new file's name as durable as its contents; a no-op where folders cannot be synced (Windows). */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
