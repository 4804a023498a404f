import { architectureJson } from './architecture-json';
import type { JsonPiece } from './json-architectures';
import type { PlacedWritten } from './notation';
import type { TextLines } from './text-lines';

/** An architecture over many lines, at the line in which it begins; `undefined` for one that a line tells or that is too long. */
export function spreadWritten(lines: TextLines, piece: JsonPiece | undefined): PlacedWritten | undefined {
  if (piece?.json === undefined || piece.isInLine) return undefined;
  const { begin, open, end, json } = piece;
  const length = lines.lineAt(begin.line).trimEnd().length - begin.character;
  const written = {
    notation: architectureJson,
    offset: begin.character,
    length,
    text: json,
    spread: { open, end },
  };
  return { line: begin.line, written };
}
