import { MAX_LINE_LENGTH } from './all';
import type { JsonPiece } from './json-architectures';
import { JsonIndex } from './json-index';
import { LineCache } from './line-cache';
import type { NearSpace, PlacedWritten } from './notation';
import { spreadWritten } from './spread-json';
import { linesOf } from './text-lines';

/** What is left out of a text, and where: it is said there, once of each kind but for architectures that are too long. */
export interface Cut {
  readonly kind: 'many-architectures' | 'many-lines' | 'long-line' | 'long-architecture';
  readonly line: number;
  readonly character: number;
}

export interface WholeTextLimits {
  readonly lines: number;
  readonly architectures: number;
}

/** Looks like an architecture in a text that nobody reads closely. */
const GLANCE = /\|\+\||"genotype"\s*:\s*\[|(["']?)nodes\1\s*:\s*\[\s*\{/;

/** Every architecture of one document; after an edit, at the cost of the lines that differ. */
export class WholeText {
  readonly #lines: LineCache;
  readonly #json = new JsonIndex();

  constructor(near: () => readonly NearSpace[]) {
    this.#lines = new LineCache(near);
  }

  /** In order; and what the limits leave out of them. */
  find(
    text: string,
    limits: WholeTextLimits,
  ): { readonly found: readonly PlacedWritten[]; readonly cuts: readonly Cut[] } {
    // One string cut up is much cheaper than a line at a time.
    const all = text.split(/\r\n|\r|\n/);
    const texts = all.length > limits.lines ? all.slice(0, limits.lines) : all;
    const pieces = byLine(this.#json.update(texts));
    const found: PlacedWritten[] = [];
    const cuts: Cut[] = [];
    for (let line = 0; line < texts.length; line++) {
      if (found.length >= limits.architectures) {
        if (this.#holdsMore(texts, line, pieces))
          cuts.push({ kind: 'many-architectures', line, character: 0 });
        return { found, cuts };
      }
      for (const written of this.#lines.find(texts[line]!)) found.push({ line, written });
      for (const piece of pieces.get(line) ?? []) {
        const placed = spreadWritten(linesOf(texts), piece);
        if (placed) found.push(placed);
        else cuts.push({ kind: 'long-architecture', line, character: piece.begin.character });
      }
    }
    const long = texts.findIndex((one) => one.length > MAX_LINE_LENGTH && GLANCE.test(one));
    if (long !== -1) cuts.push({ kind: 'long-line', line: long, character: 0 });
    const below = all.slice(texts.length);
    if (found.length > 0 ? below.length > 0 : below.some((one) => GLANCE.test(one)))
      cuts.push({ kind: 'many-lines', line: texts.length, character: 0 });
    return { found, cuts };
  }

  #holdsMore(texts: readonly string[], from: number, pieces: ReadonlyMap<number, unknown>): boolean {
    for (let line = from; line < texts.length; line++)
      if (pieces.has(line) || this.#lines.find(texts[line]!).length > 0) return true;
    return false;
  }
}

function byLine(pieces: readonly JsonPiece[]): Map<number, JsonPiece[]> {
  const lines = new Map<number, JsonPiece[]>();
  for (const piece of pieces) {
    // A line tells those that it holds by itself.
    if (piece.isInLine) continue;
    const here = lines.get(piece.begin.line);
    if (here) here.push(piece);
    else lines.set(piece.begin.line, [piece]);
  }
  return lines;
}
