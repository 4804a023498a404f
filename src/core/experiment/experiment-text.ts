import { parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { formatPath } from '../base/issues';
import type { PathStep } from '../base/issues';
import { insertion, removal } from './entry-edits';
import type { FixValue } from './diagnose';
import type { Fix } from './experiment';

/** A stretch of the text, in UTF-16 units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** Something about the text itself, before it means anything. */
export interface SyntaxProblem extends Span {
  readonly code: 'syntax' | 'repeated-key';
  readonly path: readonly PathStep[];
  readonly problem: string;
  readonly fixes: readonly Fix[];
}

/** JSON with comments, with the place of everything in it. */
export class ExperimentText {
  readonly problems: readonly SyntaxProblem[];
  readonly value: unknown;
  readonly #root: Node | undefined;

  constructor(readonly text: string) {
    const errors: ParseError[] = [];
    this.#root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
    this.problems = [
      ...errors.map((error) => syntaxProblem(text, error)),
      ...(this.#root ? repeatedKeys(text, this.#root, []) : []),
    ];
    this.value = this.#root && valueOf(this.#root);
  }

  /** Where the value at `path` is, or the nearest thing around it. */
  valueSpan(path: readonly PathStep[]): Span {
    const { node, rest } = this.#nearest(path);
    if (!node) return { offset: 0, length: 0 };
    return rest.length === 0 ? node : this.#nameOf(node);
  }

  /** Where the key at the end of `path` is. */
  keySpan(path: readonly PathStep[]): Span {
    const { node, rest } = this.#nearest(path);
    if (!node) return { offset: 0, length: 0 };
    return this.#nameOf(node, rest.length === 0);
  }

  /** Gives what is at `path` another value; where the text leaves it to its default, writes it down. */
  setValue(path: readonly PathStep[], value: FixValue): Fix {
    return this.#nearest(path).rest.length === 0 ? this.replaceValue(path, value) : this.insert(path, value);
  }

  replaceValue(path: readonly PathStep[], value: FixValue): Fix {
    const text = JSON.stringify(value);
    return { title: `Change to ${text}`, edits: [{ ...only(this.valueSpan(path)), text }] };
  }

  renameKey(path: readonly PathStep[], key: string): Fix {
    const text = JSON.stringify(key);
    return { title: `Rename to ${text}`, edits: [{ ...only(this.keySpan(path)), text }] };
  }

  remove(path: readonly PathStep[]): Fix {
    const last = path.at(-1);
    // An item is told by the list that it is in.
    const title = `Remove ${typeof last === 'number' ? formatPath(path.slice(-2)) : JSON.stringify(last)}`;
    const { node, rest } = this.#nearest(path);
    const entry = node?.parent?.type === 'property' ? node.parent : node;
    return { title, edits: entry && rest.length === 0 ? [removal(this.text, entry)] : [] };
  }

  /** Values of two entries change places; both must be in the text. */
  swap(a: readonly PathStep[], b: readonly PathStep[]): Fix {
    const [first, second] = [this.#nearest(a), this.#nearest(b)];
    const title = `Swap ${String(a.at(-1))} and ${String(b.at(-1))}`;
    if (!first.node || !second.node || first.rest.length + second.rest.length > 0)
      return { title, edits: [] };
    const textOf = ({ offset, length }: Span): string => this.text.slice(offset, offset + length);
    return {
      title,
      edits: [
        { ...only(first.node), text: textOf(second.node) },
        { ...only(second.node), text: textOf(first.node) },
      ],
    };
  }

  insert(path: readonly PathStep[], value: unknown): Fix {
    const text = `${JSON.stringify(path.at(-1))}: ${JSON.stringify(value)}`;
    const { node, rest } = this.#nearest(path);
    const fits = node?.type === 'object' && rest.length === 1;
    return { title: `Add ${text}`, edits: fits ? [insertion(node, text)] : [] };
  }

  /** The deepest node on the way to `path`, and the steps that lead nowhere. */
  #nearest(path: readonly PathStep[]): { node: Node | undefined; rest: readonly PathStep[] } {
    let node = this.#root;
    for (const [i, step] of path.entries()) {
      const next: Node | undefined = node && childOf(node, step);
      if (!next) return { node, rest: path.slice(i) };
      node = next;
    }
    return { node, rest: [] };
  }

  /** The key of `node`; for what has none, itself when it is meant, else its opening bracket. */
  #nameOf(node: Node, isMeant = false): Span {
    const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    return key ?? (isMeant ? node : { offset: node.offset, length: 1 });
  }
}

function only({ offset, length }: Span): Span {
  return { offset, length };
}

function childOf(node: Node, step: PathStep): Node | undefined {
  if (typeof step === 'number') return node.type === 'array' ? node.children?.[step] : undefined;
  // The last of repeated keys is the one that counts.
  return node.children?.findLast((property) => property.children?.[0]?.value === step)?.children?.[1];
}

/** Own properties only: a key `__proto__` is a key like any other. */
function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value;
  const object: Record<string, unknown> = {};
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (!key || !value) continue;
    Object.defineProperty(object, String(key.value), {
      value: valueOf(value),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return object;
}

function repeatedKeys(text: string, node: Node, path: readonly PathStep[]): SyntaxProblem[] {
  const found: SyntaxProblem[] = [];
  const seen = new Map<string, Node>();
  for (const [i, child] of (node.children ?? []).entries()) {
    if (node.type !== 'object') {
      found.push(...repeatedKeys(text, child, [...path, i]));
      continue;
    }
    const [key, value] = child.children ?? [];
    const name = String(key?.value);
    const earlier = seen.get(name);
    if (key && earlier) {
      const { offset, length } = key;
      const problem = `expected each key once, but got ${JSON.stringify(name)} again`;
      const fixes = [
        { title: `Remove this ${JSON.stringify(name)}`, edits: [removal(text, child)] },
        { title: `Remove the other ${JSON.stringify(name)}`, edits: [removal(text, earlier)] },
      ];
      found.push({ code: 'repeated-key', path: [...path, name], problem, offset, length, fixes });
    }
    seen.set(name, child);
    if (value) found.push(...repeatedKeys(text, value, [...path, name]));
  }
  return found;
}

const SYNTAX_WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a value: "text", a number, true, false, null, [ or {',
  InvalidNumberFormat: 'a number',
  PropertyNameExpected: 'a key in quotes or }',
  ValueExpected: 'a value',
  ColonExpected: ':',
  CommaExpected: ',',
  CloseBraceExpected: '}',
  CloseBracketExpected: ']',
  EndOfFileExpected: 'the end of the file',
  UnexpectedEndOfComment: '*/',
  UnexpectedEndOfString: '" at the end of the text',
  UnexpectedEndOfNumber: 'a digit',
  InvalidUnicode: 'four hexadecimal digits after \\u',
  InvalidEscapeCharacter: 'one of " \\ / b f n r t u after \\',
  InvalidCharacter: 'no control character',
};

function syntaxProblem(text: string, { error, offset, length }: ParseError): SyntaxProblem {
  const start = Math.min(offset, text.length);
  const size = Math.min(length, text.length - start);
  const what = SYNTAX_WORDS[printParseErrorCode(error)] ?? 'JSON';
  const got = text.slice(start, start + Math.min(size, 40));
  const problem = `expected ${what}, but got ${got === '' ? 'the end of the file' : JSON.stringify(got)}`;
  const fixes =
    what === ',' || what === ':'
      ? [
          {
            title: `Insert ${what}`,
            isSafe: true as const,
            edits: [{ offset: endOfToken(text, start), length: 0, text: what }],
          },
        ]
      : [];
  return { code: 'syntax', path: [], problem, offset: start, length: size, fixes };
}

/** A comma belongs after what came before, not before what comes next. */
function endOfToken(text: string, offset: number): number {
  return text.slice(0, offset).trimEnd().length;
}
