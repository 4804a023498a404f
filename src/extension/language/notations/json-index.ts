import { lookAtLine } from './json-architectures';
import type { JsonPiece, LookedAt } from './json-architectures';
import { REACH_LINES } from './nodes-key';
import { linesOf } from './text-lines';
import type { TextPlace } from './text-lines';

/**
 * Every architecture as JSON of a whole text. An update looks at the lines that differ and at the architectures that
 * they are part of; the comparison with the text before is linear, and far cheaper than looking.
 */
export class JsonIndex {
  #texts: readonly string[] = [];
  #looked: readonly LookedAt[] = [];

  /** In no order. */
  update(texts: readonly string[]): JsonPiece[] {
    const before = this.#texts;
    const nAbove = sameAbove(before, texts);
    if (nAbove < Math.max(before.length, texts.length)) {
      const nBelow = sameBelow(before, texts, Math.min(before.length, texts.length) - nAbove);
      this.#looked = this.#lookAgain(texts, nAbove, nBelow, texts.length - before.length);
      this.#texts = texts;
    }
    return this.#looked.flatMap(({ piece }) => piece ?? []);
  }

  #lookAgain(texts: readonly string[], nAbove: number, nBelow: number, shift: number): LookedAt[] {
    const lines = linesOf(texts);
    // A key reaches a few lines for its brace and its bracket.
    const first = Math.max(0, nAbove - REACH_LINES);
    const end = Math.min(texts.length, texts.length - nBelow + REACH_LINES);
    const above = this.#looked.filter(({ line }) => line < first);
    const again = new Set(above.filter(({ lastLine }) => lastLine >= nAbove).map(({ line }) => line));
    for (let line = first; line < end; line++) again.add(line);
    return [
      ...above.filter(({ line }) => !again.has(line)),
      ...[...again].flatMap((line) => lookAtLine(lines, line)),
      ...this.#looked
        .filter(({ line }) => line + shift >= end && line >= first)
        .map((one) => (shift === 0 ? one : shifted(one, shift))),
    ];
  }
}

function sameAbove(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && a[n] === b[n]) n++;
  return n;
}

function sameBelow(a: readonly string[], b: readonly string[], most: number): number {
  let n = 0;
  while (n < most && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}

function shifted({ line, piece, lastLine }: LookedAt, by: number): LookedAt {
  const moved = (place: TextPlace): TextPlace => ({ ...place, line: place.line + by });
  return {
    line: line + by,
    lastLine: lastLine + by,
    piece: piece && {
      ...piece,
      begin: moved(piece.begin),
      open: moved(piece.open),
      listEnd: moved(piece.listEnd),
      end: moved(piece.end),
    },
  };
}
