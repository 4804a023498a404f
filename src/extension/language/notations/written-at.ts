import { writtenInLine } from './all';
import { lookAtLine } from './json-architectures';
import { REACH_LINES } from './nodes-key';
import type { NearSpace, PlacedWritten } from './notation';
import { spreadWritten } from './spread-json';
import type { TextLines, TextPlace } from './text-lines';

/** An architecture and what of its text speaks for it. */
export interface FoundAt extends PlacedWritten {
  readonly from: TextPlace;
  readonly to: TextPlace;
}

/**
 * The architecture that a place is about: anywhere in one of a single line; in one of many lines from the key that it is
 * the value of to the bracket where its nodes begin, and at its last brackets. Between them, nodes speak for themselves.
 */
export function writtenAt(
  text: TextLines,
  place: TextPlace,
  near: () => readonly NearSpace[],
): FoundAt | undefined {
  const { line, character } = place;
  const written = writtenInLine(text.lineAt(line), character, near);
  if (written) {
    const { offset, length } = written;
    return {
      line,
      written,
      from: { line, character: offset },
      to: { line, character: offset + length },
    };
  }
  return beginningAt(text, place) ?? endingAt(text, place);
}

const KEY_BEFORE = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*:\s*$/;

function beginningAt(text: TextLines, place: TextPlace): FoundAt | undefined {
  const last = Math.min(text.nLines - 1, place.line + REACH_LINES);
  for (let line = Math.max(0, place.line - REACH_LINES); line <= last; line++) {
    for (const { piece } of lookAtLine(text, line)) {
      const placed = spreadWritten(text, piece);
      if (!piece || !placed) continue;
      const { begin, open } = piece;
      const key = KEY_BEFORE.exec(text.lineAt(begin.line).slice(0, begin.character));
      const from = key ? { line: begin.line, character: key.index } : begin;
      const to = { line: open.line, character: open.character + 1 };
      if (isBetween(from, place, to)) return { ...placed, from, to };
    }
  }
  return undefined;
}

/** Only brackets end an architecture, so that a look upwards is rare; the nearest key is the one that they close. */
function endingAt(text: TextLines, place: TextPlace): FoundAt | undefined {
  const around = text.lineAt(place.line).slice(Math.max(0, place.character - 1), place.character + 1);
  if (!/[\]}]/.test(around)) return undefined;
  for (let line = place.line; line >= 0; line--) {
    const looked = lookAtLine(text, line);
    for (const { piece } of looked) {
      const placed = spreadWritten(text, piece);
      if (!piece || !placed) continue;
      const from = { line: piece.listEnd.line, character: piece.listEnd.character - 1 };
      if (isBetween(from, place, piece.end)) return { ...placed, from, to: piece.end };
    }
    if (looked.length > 0) return undefined;
  }
  return undefined;
}

function isBetween(from: TextPlace, place: TextPlace, to: TextPlace): boolean {
  return !isBefore(place, from) && !isBefore(to, place);
}

function isBefore(a: TextPlace, b: TextPlace): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
