import { createScanner } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import type { Fix } from './experiment';

type Edit = Fix['edits'][number];

/** Takes a property or an item out, with the comma that belongs to it and its line when nothing else is on it. */
export function removal(text: string, entry: Node): Edit {
  const siblings = entry.parent?.children ?? [];
  const before = siblings[siblings.indexOf(entry) - 1];
  const comma = commaAfter(text, entry.offset + entry.length);
  let start = entry.offset;
  let end = comma ?? entry.offset + entry.length;
  // The last entry gives up the comma before it.
  if (comma === undefined && before) start = before.offset + before.length;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const isAlone = lineEnd >= 0 && (text.slice(lineStart, start) + text.slice(end, lineEnd)).trim() === '';
  if (isAlone) {
    start = lineStart;
    end = lineEnd + 1;
  }
  return { offset: start, length: end - start, text: '' };
}

/** Puts a property first into an object. */
export function insertion({ offset, children = [] }: Node, property: string): Edit {
  const isEmpty = children.length === 0;
  return { offset: offset + 1, length: 0, text: isEmpty ? ` ${property} ` : ` ${property},` };
}

/** Where the comma ends that follows `offset`; `undefined` when something else comes first. */
function commaAfter(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const isComma = text.slice(scanner.getTokenOffset(), scanner.getPosition()) === ',';
  return isComma ? scanner.getPosition() : undefined;
}
