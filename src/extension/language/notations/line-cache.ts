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
    let isDear = this.#old.has(line);
    const found =
      this.#old.get(line) ??
      findInLine(line, () => {
        isDear = true;
        return this.near();
      });
    // Where a glance was enough, another one is cheaper than a place here.
    if (!isDear && found.length === 0) return found;
    if (this.#young.size >= SIZE) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(line, found);
    return found;
  }
}
