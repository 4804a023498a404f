import type { TextLines, TextPlace } from './text-lines';

/** What stands in brackets behind the key `nodes`. */
export type NodeList =
  | {
      readonly kind: 'whole';
      /** In strict JSON and without blanks. */
      readonly json: string;
      /** Behind the closing bracket. */
      readonly end: TextPlace;
    }
  /** Begins like an architecture and goes on for more than `MOST_CHARACTERS`. */
  | { readonly kind: 'too-long'; readonly end: TextPlace }
  /** Something else, which is clear by `end`; or the text ends there. */
  | { readonly kind: 'other'; readonly end: TextPlace };

/** A network of some ten thousand nodes. Longer ones are told, and not drawn. */
export const MOST_CHARACTERS = 1_000_000;
/** An input is short: whatever other graph or tree has nodes is told by its first one. */
const MOST_OF_FIRST_NODE = 1_000;
const INPUT = /"kind":"input"/;
/** Nodes are a list of objects, some fields of which are lists. */
const MOST_DEPTH = 3;

const WORD = /[\w$.+-]+/y;
const BLANK = /\s*/y;

/**
 * Reads a list of nodes that begins at a bracket `[` and may go over many lines: JSON, with comments, trailing commas,
 * names without quotes and single quotes as in JSON5 and in programs. Linear in what it reads; other lists are given up
 * at their first element.
 */
export function readNodeList(lines: TextLines, start: TextPlace): NodeList {
  const reader = new ListReader();
  let nCharacters = 0;
  let from = start.character;
  for (let line = start.line; line < lines.nLines; line++) {
    const text = lines.lineAt(line);
    const result = reader.read(text, from);
    const end = { line, character: reader.position };
    if (result === 'closed') return { kind: 'whole', json: reader.json(), end };
    nCharacters += text.length - from;
    if (result === 'other') return { kind: 'other', end };
    if (nCharacters > MOST_CHARACTERS) return { kind: reader.isBegun ? 'too-long' : 'other', end };
    from = 0;
  }
  return { kind: 'other', end: { line: lines.nLines, character: 0 } };
}

class ListReader {
  readonly #parts: string[] = [];
  #depth = 0;
  #isInComment = false;
  #nFirst = 0;
  /** The first node is an input. */
  isBegun = false;
  position = 0;

  /** A line, or the rest of one. */
  read(text: string, from: number): 'closed' | 'other' | 'more' {
    this.position = from;
    for (;;) {
      const end = this.#isInComment ? this.#leaveComment(text) : behind(BLANK, text, this.position);
      this.position = end;
      if (end >= text.length || text.startsWith('//', end)) return 'more';
      if (text.startsWith('/*', end)) {
        this.#isInComment = true;
        this.position += 2;
        continue;
      }
      this.position = endOfToken(text, end);
      if (this.position === end || !this.#take(text.slice(end, this.position))) return 'other';
      if (this.#depth === 0) return 'closed';
    }
  }

  json(): string {
    return this.#parts.join('');
  }

  #leaveComment(text: string): number {
    const end = text.indexOf('*/', this.position);
    this.#isInComment = end === -1;
    return end === -1 ? text.length : behind(BLANK, text, end + 2);
  }

  /** `false` where this can be no list of nodes. */
  #take(token: string): boolean {
    if (token === '[' || token === '{') this.#depth++;
    if (token === ']' || token === '}') {
      this.#depth--;
      if (this.#parts.at(-1) === ',') this.#parts.pop();
    }
    if (token === ':') this.#quoteKey();
    this.#parts.push(jsonOf(token));
    return this.#depth <= MOST_DEPTH && (this.isBegun || this.#mayBegin(token));
  }

  #quoteKey(): void {
    const key = this.#parts.at(-1);
    if (key !== undefined && /^[A-Za-z_$]/.test(key))
      this.#parts[this.#parts.length - 1] = JSON.stringify(key);
  }

  #mayBegin(token: string): boolean {
    this.#nFirst += token.length;
    if (this.#parts.length <= 2) return token === (this.#parts.length === 1 ? '[' : '{');
    if (this.#depth > 1) return this.#nFirst <= MOST_OF_FIRST_NODE;
    this.isBegun = INPUT.test(this.json());
    return this.isBegun;
  }
}

/** Behind the mark, string or word at `start`; `start` itself where there is none. Strings end on their line. */
function endOfToken(text: string, start: number): number {
  const first = text[start]!;
  if ('[]{}:,'.includes(first)) return start + 1;
  if (first !== '"' && first !== "'") return behind(WORD, text, start);
  for (let end = text.indexOf(first, start + 1); end !== -1; end = text.indexOf(first, end + 1)) {
    let nSlashes = 0;
    while (text[end - 1 - nSlashes] === '\\') nSlashes++;
    if (nSlashes % 2 === 0) return end + 1;
  }
  return start;
}

function behind(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/** Python writes `True`; a string in single quotes becomes one in double quotes. */
function jsonOf(token: string): string {
  if (token === 'True') return 'true';
  if (token === 'False') return 'false';
  if (!token.startsWith("'")) return token;
  return `"${token
    .slice(1, -1)
    .replace(/\\'/g, "'")
    .replaceAll('"', String.raw`\"`)}"`;
}
