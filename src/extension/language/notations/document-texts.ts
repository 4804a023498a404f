import { lookAtLine } from './json-architectures';
import type { LookedAt } from './json-architectures';
import { LineCache } from './line-cache';
import { REACH_LINES } from './nodes-key';
import type { NearSpace, PlacedWritten } from './notation';
import { spreadWritten } from './spread-json';
import type { TextLines } from './text-lines';

/**
 * What stands in some lines of one document. Lines are remembered by their text, those that begin an architecture of many
 * lines by the document's version: an edit costs the lines that it changed and the architectures among those asked for.
 */
export class DocumentTexts {
  readonly #lines: LineCache;
  readonly #keys = new Map<number, readonly LookedAt[]>();
  #version: number | undefined;

  constructor(near: () => readonly NearSpace[]) {
    this.#lines = new LineCache(near);
  }

  /**
   * In the order of `wanted`. Reads also the few lines behind each, where the key may be of an object that begins in it,
   * and an architecture to its end.
   *
   * @param version changes whenever the text does
   */
  find(text: TextLines, version: number, wanted: readonly number[]): PlacedWritten[] {
    if (version !== this.#version) this.#keys.clear();
    this.#version = version;
    const spread = this.#spreadIn(text, wanted);
    return wanted.flatMap((line): PlacedWritten[] => [
      ...this.#lines.find(text.lineAt(line)).map((written) => ({ line, written })),
      ...(spread.get(line) ?? []),
    ]);
  }

  #spreadIn(text: TextLines, wanted: readonly number[]): Map<number, PlacedWritten[]> {
    const found = new Map<number, PlacedWritten[]>();
    for (const line of withReach(wanted, text.nLines)) {
      for (const { piece } of this.#lookAt(text, line)) {
        const placed = spreadWritten(text, piece);
        if (placed) found.set(placed.line, [...(found.get(placed.line) ?? []), placed]);
      }
    }
    return found;
  }

  #lookAt(text: TextLines, line: number): readonly LookedAt[] {
    let looked = this.#keys.get(line);
    if (!looked) this.#keys.set(line, (looked = lookAtLine(text, line)));
    return looked;
  }
}

/** The lines and those behind them in which a key may stand whose object begins in them. */
function withReach(wanted: readonly number[], nLines: number): Set<number> {
  const lines = new Set(wanted);
  for (const line of wanted) {
    if (lines.has(line + 1)) continue;
    for (let more = line + 1; more <= Math.min(nLines - 1, line + REACH_LINES); more++) lines.add(more);
  }
  return lines;
}
