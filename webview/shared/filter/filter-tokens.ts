import * as l10n from '@vscode/l10n';
/** A piece of a filter with its place: `from` counts characters from 0, `to` is behind the last. */
export interface Token {
  readonly kind: 'word' | 'text' | 'operator' | 'open' | 'close' | 'end';
  /** Of a quoted text what stands between the marks. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What is wrong with a filter, as a sentence, and where. */
export interface FilterProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** Thrown inside the parser only. */
export class FilterError extends Error {
  constructor(readonly problem: FilterProblem) {
    super(problem.message);
  }
}

export const OPERATORS = ['<=', '>=', '!=', '!~', '==', '=', '<', '>', '~'] as const;

export type Operator = Exclude<(typeof OPERATORS)[number], '=='>;

const WORD = /[^\s()"<>=!~]+/y;

/** The pieces of `text`, the last being its end. Throws `FilterError` for an open quotation and a lone `!`. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: Token['kind'], piece: string, length: number): void => {
    tokens.push({ kind, text: piece, from: at, to: at + length });
    at += length;
  };
  while (at < text.length) {
    const char = text[at]!;
    const operator = OPERATORS.find((one) => text.startsWith(one, at));
    if (/\s/.test(char)) at++;
    else if (char === '(') push('open', char, 1);
    else if (char === ')') push('close', char, 1);
    else if (char === '"') push('text', ...quoted(text, at));
    else if (operator !== undefined) push('operator', operator, operator.length);
    else {
      WORD.lastIndex = at;
      const word = WORD.exec(text)?.[0];
      if (word === undefined) {
        throw new FilterError({
          from: at,
          to: at + 1,
          message: l10n.t('Expected != or !~, but got a single !'),
        });
      }
      push('word', word, word.length);
    }
  }
  push('end', '', 0);
  return tokens;
}

/** Between quotation marks, in which `\"` stands for a mark; and how long it is with them. */
function quoted(text: string, from: number): [text: string, length: number] {
  let inside = '';
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '"') return [inside, i + 1 - from];
    if (text[i] === '\\' && text[i + 1] === '"') i++;
    inside += text[i]!;
  }
  throw new FilterError({
    from,
    to: text.length,
    message: l10n.t('The quotation that begins here has no end'),
  });
}

/** A text as a filter has it: in quotation marks where it needs them. */
export function quoteText(text: string): string {
  return /^[^\s()"<>=!~]+$/.test(text) && !isKeyword(text) ? text : `"${text.replaceAll('"', '\\"')}"`;
}

export function isKeyword(text: string): boolean {
  return ['and', 'or', 'not', 'none'].includes(text.toLowerCase());
}
