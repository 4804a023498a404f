import type { TextLines, TextPlace } from './text-lines';

/** A key `nodes` with the bracket that follows it. */
export interface NodesKey {
  readonly key: TextPlace;
  /** Of the bracket `[`. */
  readonly open: TextPlace;
}

const KEY = /(?<![\w$.'"\\-])(["']?)nodes\1\s*:/g;
const BLANK_OR_COMMENT = /\s+|\/\/.*|\/\*.*?\*\//y;

/** Lines around a key in which the brace before it and the bracket behind it are looked for. */
export const REACH_LINES = 20;
const REACH_CHARACTERS = 2_000;

/** What may stand between a brace and the key: comments, and other keys with single values. */
const FROM_BRACE =
  /\{(?:\s|\/\/[^\n]*\n|\/\*[^*]*\*\/|(?:"[^"\\\n]*"|'[^'\\\n]*'|[A-Za-z_$][\w$]*)\s*:\s*(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w.+-]+)\s*,)*$/;

/** Every key `nodes` of a line that a list follows, in order. */
export function nodesKeys(lines: TextLines, line: number): NodesKey[] {
  const text = lines.lineAt(line);
  // Most lines end here.
  if (!text.includes('nodes')) return [];
  return [...text.matchAll(KEY)].flatMap(({ 0: key, index }): NodesKey[] => {
    const open = bracketFrom(lines, { line, character: index + key.length });
    return open ? [{ key: { line, character: index }, open }] : [];
  });
}

function bracketFrom(lines: TextLines, { line: first, character }: TextPlace): TextPlace | undefined {
  for (let line = first; line < Math.min(lines.nLines, first + REACH_LINES); line++) {
    const text = lines.lineAt(line);
    BLANK_OR_COMMENT.lastIndex = line === first ? character : 0;
    let position = BLANK_OR_COMMENT.lastIndex;
    while (BLANK_OR_COMMENT.test(text)) position = BLANK_OR_COMMENT.lastIndex;
    if (position < text.length) return text[position] === '[' ? { line, character: position } : undefined;
  }
  return undefined;
}

/** Where the object begins that has the key, or the key itself where that is not clear. */
export function objectAround(lines: TextLines, key: TextPlace): TextPlace {
  let before = lines.lineAt(key.line).slice(0, key.character).slice(-REACH_CHARACTERS);
  let firstCharacter = key.character - before.length;
  for (let line = key.line; ;) {
    const found = FROM_BRACE.exec(before);
    if (found) return placeFrom(before, found.index, { line, character: firstCharacter });
    line--;
    if (firstCharacter > 0 || line < 0 || line < key.line - REACH_LINES) return key;
    const above = lines.lineAt(line);
    if (above.length + before.length > REACH_CHARACTERS) return key;
    before = `${above}\n${before}`;
    firstCharacter = 0;
  }
}

function placeFrom(text: string, offset: number, start: TextPlace): TextPlace {
  const before = text.slice(0, offset).split('\n');
  return before.length === 1
    ? { line: start.line, character: start.character + offset }
    : { line: start.line + before.length - 1, character: before.at(-1)!.length };
}
