import { InputError } from '../../../core/base/errors';
import type { Architecture } from '../../../core/graph/architecture';
import { parseArchitecture } from '../../../core/graph/architecture-json';
import { MOST_CHARACTERS, readNodeList } from './node-list';
import { nodesKeys, objectAround } from './nodes-key';
import { uncommented } from './text-lines';
import type { TextLines, TextPlace } from './text-lines';

/** An architecture as JSON in a text, on one line or many. */
export interface JsonPiece {
  /** Of its brace, or of its key `nodes`. */
  readonly begin: TextPlace;
  /** Of the bracket behind `nodes`. */
  readonly open: TextPlace;
  /** Behind the bracket that ends its nodes. */
  readonly listEnd: TextPlace;
  /** Behind its last bracket. */
  readonly end: TextPlace;
  /** Its list of nodes ends on the line of the key: looking at that line alone finds it. */
  readonly isInLine: boolean;
  /** As `parseArchitecture` reads it; `undefined` where it is longer than `MOST_CHARACTERS`. */
  readonly json: string | undefined;
}

/** What is known of a key `nodes`. */
export interface LookedAt {
  /** Of the key. */
  readonly line: number;
  /** `undefined` where no architecture follows. */
  readonly piece: JsonPiece | undefined;
  /** The last line that says so: an edit behind it changes nothing. */
  readonly lastLine: number;
}

/** Looks behind every key `nodes` of a line. */
export function lookAtLine(lines: TextLines, line: number): LookedAt[] {
  return nodesKeys(lines, line).map(({ key, open }) => {
    const plain = uncommented(lines, key);
    const list = readNodeList(plain, open);
    const other = { line, piece: undefined, lastLine: list.end.line };
    if (list.kind === 'other') return other;
    const json = list.kind === 'whole' ? `{"nodes":${list.json}}` : undefined;
    if (json !== undefined && !rememberedArchitecture(json)) return other;
    const begin = objectAround(plain, key);
    const end = begin === key ? list.end : behindBrace(plain, list.end);
    const isInLine = line === list.end.line;
    return {
      line,
      piece: { begin, open, listEnd: list.end, end, isInLine, json },
      lastLine: list.end.line + 1,
    };
  });
}

const BRACE = /\s*,?\s*\}/y;

/** Behind the brace that follows, on this line or the next. */
function behindBrace(lines: TextLines, { line, character }: TextPlace): TextPlace {
  BRACE.lastIndex = character;
  const text = lines.lineAt(line);
  if (BRACE.test(text)) return { line, character: BRACE.lastIndex };
  if (!/^\s*,?\s*$/.test(text.slice(character)) || line + 1 >= lines.nLines) return { line, character };
  BRACE.lastIndex = 0;
  return BRACE.test(lines.lineAt(line + 1))
    ? { line: line + 1, character: BRACE.lastIndex }
    : { line, character };
}

/** Characters of texts that were parsed and are remembered: a few large files' worth. */
const MOST_REMEMBERED = 4 * MOST_CHARACTERS;
const known = new Map<string, Architecture | undefined>();
let nRemembered = 0;

/**
 * `undefined` where `json` is no architecture. Parsing is what costs, and the same text is looked at by lenses, pictures
 * and hovers, and after every edit near it: what was parsed is remembered.
 */
export function rememberedArchitecture(json: string): Architecture | undefined {
  if (known.has(json)) return known.get(json);
  if (nRemembered + json.length > MOST_REMEMBERED) {
    known.clear();
    nRemembered = 0;
  }
  const found = read(json);
  known.set(json, found);
  nRemembered += json.length;
  return found;
}

function read(json: string): Architecture | undefined {
  try {
    return parseArchitecture(json);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
