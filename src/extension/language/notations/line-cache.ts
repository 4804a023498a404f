import { findInLine } from './all';
import type { NearSpace, Written } from './notation';

/** Lines remembered; twice as many at most. */
const SIZE = 2_000;

/**
 * What stands in the lines of one document, remembered by their text: an edit
 * costs the lines that it changed, and a file that repeats its cells costs each
 * once. It holds as long as the spaces near the document stay the same.
 */
export class LineCache {
  #young = new Map<string, readonly Written[]>();
  #old = new Map<string, readonly Written[]>();

  constructor(private readonly near: () => readonly NearSpace[]) {}

  find(line: string): readonly Written[] {
    const known = this.#young.get(line);
    if (known) return known;
    const found = this.#old.get(line) ?? findInLine(line, this.near);
    if (this.#young.size >= SIZE) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(line, found);
    return found;
  }
}
