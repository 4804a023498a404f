import { createScanner } from 'jsonc-parser';

/** Brackets inside brackets: far more than a person writes, and little enough for code that recurses. */
const MAX_DEPTH = 200;

/**
 * Where the first bracket opens that is nested too deeply to be parsed; JSON with
 * comments. Parsers and schemas recurse, and would end in a `RangeError`.
 */
export function tooDeepAt(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const start = text[scanner.getTokenOffset()];
    if (start === '{' || start === '[') depth++;
    if (start === '}' || start === ']') depth--;
    if (depth > MAX_DEPTH) return scanner.getTokenOffset();
  }
  return undefined;
}
