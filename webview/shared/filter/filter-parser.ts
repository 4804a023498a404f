import * as l10n from '@vscode/l10n';
import { nearest } from '../../../src/core/experiment/nearest';
import { fieldNamed } from './filter-field';
import type { FieldValue, FilterField } from './filter-field';
import { FilterError, tokensOf } from './filter-tokens';
import type { FilterProblem, Operator, Token } from './filter-tokens';
import { isSuffix, readQuantity } from './quantity';

/** What a filter means: a predicate, or what is wrong with it. */
export type ParsedFilter<R> =
  | { readonly kind: 'filter'; readonly matches: (row: R) => boolean }
  | { readonly kind: 'problem'; readonly problem: FilterProblem };

type Predicate<R> = (row: R) => boolean;

/**
 * Whether the text compares something: else its words are searched for as they
 * stand. A notation such as `|nor_conv_3x3~0|` does not.
 */
export function isExpression(text: string): boolean {
  const unquoted = text.replaceAll(/"(?:\\"|[^"])*"/g, (quote) => `q${'_'.repeat(quote.length - 1)}`);
  return /(?:^|[\s(])[a-z][^\s()"<>=!~|]*\s*(?:[<>=]|!=|!~|~(?!\d))/i.test(unquoted);
}

/**
 * Reads `valAccuracy > 95 % and (macs < 1M or not status = failed) and operator ~ "mut"`.
 *
 * `or` binds loosest, then `and`, which may be left out, then `not`. `=` and `!=` compare, `~` and `!~` look for a part,
 * whatever the case; `none` stands for a value that is not there. A word alone is searched for in all texts of a row.
 *
 * @param text what a row says in all its cells, in lower case
 */
export function parseFilter<R>(
  query: string,
  fields: readonly FilterField<R>[],
  text: (row: R) => string,
): ParsedFilter<R> {
  try {
    return { kind: 'filter', matches: new Parser(tokensOf(query), fields, text).whole() };
  } catch (error) {
    if (error instanceof FilterError) return { kind: 'problem', problem: error.problem };
    throw error;
  }
}

class Parser<R> {
  #at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly fields: readonly FilterField<R>[],
    private readonly text: (row: R) => string,
  ) {}

  whole(): Predicate<R> {
    const matches = this.#any();
    const rest = this.#peek();
    if (rest.kind === 'close') throw wrong(rest, l10n.t('This parenthesis closes nothing'));
    if (rest.kind !== 'end') throw wrong(rest, l10n.t('Expected and, or or the end, but got {0}', rest.text));
    return matches;
  }

  #any(): Predicate<R> {
    const parts = [this.#all()];
    while (this.#takeWord('or')) parts.push(this.#all());
    return parts.length === 1 ? parts[0]! : (row) => parts.some((part) => part(row));
  }

  #all(): Predicate<R> {
    const parts = [this.#one()];
    for (;;) {
      const { kind } = this.#peek();
      if (this.#takeWord('and')) parts.push(this.#one());
      else if ((kind === 'word' && !this.#isWord('or')) || kind === 'text' || kind === 'open') {
        parts.push(this.#one());
      } else return parts.length === 1 ? parts[0]! : (row) => parts.every((part) => part(row));
    }
  }

  #one(): Predicate<R> {
    if (this.#takeWord('not')) {
      const inner = this.#one();
      return (row) => !inner(row);
    }
    const token = this.#next();
    if (token.kind === 'open') {
      const inner = this.#any();
      const close = this.#next();
      if (close.kind !== 'close')
        throw wrong(token, l10n.t('The parenthesis that opens here is never closed'));
      return inner;
    }
    if (token.kind !== 'word' && token.kind !== 'text') {
      throw wrong(token, l10n.t('Expected a column or a word, but got {0}', nameOf(token)));
    }
    if (this.#peek().kind === 'operator') return this.#comparison(token);
    const wanted = token.text.toLowerCase();
    return (row) => this.text(row).includes(wanted);
  }

  #comparison(name: Token): Predicate<R> {
    const field = fieldNamed(this.fields, name.text);
    if (!field) {
      const meant = nearest(
        name.text,
        this.fields.map((one) => one.name),
      );
      throw wrong(name, noColumnText(name.text, meant));
    }
    const operator = this.#next().text.replace('==', '=') as Operator;
    const token = this.#next();
    if (token.kind !== 'word' && token.kind !== 'text') {
      throw wrong(token, l10n.t('Expected a value of {0}, but got {1}', field.name, nameOf(token)));
    }
    if (token.kind === 'word' && token.text.toLowerCase() === 'none') return absence(field, operator, token);
    if (operator === '~' || operator === '!~') return containment(field, operator, token.text);
    return field.unit === undefined
      ? textComparison(field, operator, token)
      : numberComparison(field, operator, this.#quantity(field, token));
  }

  /** `95 %` is two words. */
  #quantity({ unit }: FilterField<R>, token: Token): number {
    const next = this.#peek();
    const hasSuffix = next.kind === 'word' && isSuffix(next.text) && /^[+-]?[\d.]/.test(token.text);
    const read = readQuantity(hasSuffix ? `${token.text} ${this.#next().text}` : token.text, unit!);
    if (typeof read === 'number') return read;
    throw new FilterError({ from: token.from, to: hasSuffix ? next.to : token.to, message: read });
  }

  #peek(): Token {
    return this.tokens[this.#at]!;
  }

  #next(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  #isWord(word: string): boolean {
    const { kind, text } = this.#peek();
    return kind === 'word' && text.toLowerCase() === word;
  }

  #takeWord(word: string): boolean {
    if (!this.#isWord(word)) return false;
    this.#at++;
    return true;
  }
}

function wrong({ from, to }: Token, message: string): FilterError {
  return new FilterError({ from, to, message });
}

function noColumnText(name: string, meant: string | undefined): string {
  return meant === undefined
    ? l10n.t('There is no column {0}. Put it in quotes to search for it', name)
    : l10n.t('There is no column {0}. Did you mean {1}?', name, meant);
}

function nameOf({ kind, text }: Token): string {
  return kind === 'end' ? l10n.t('nothing') : text;
}

function listOf(value: FieldValue): readonly (number | string)[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}

function absence<R>(field: FilterField<R>, operator: Operator, token: Token): Predicate<R> {
  if (operator !== '=' && operator !== '!=') throw wrong(token, l10n.t('none can only follow = or !='));
  return (row) => (listOf(field.value(row)).length === 0) === (operator === '=');
}

function containment<R>(field: FilterField<R>, operator: Operator, text: string): Predicate<R> {
  const wanted = text.toLowerCase();
  return (row) => {
    const has = listOf(field.value(row)).some((value) => String(value).toLowerCase().includes(wanted));
    return has === (operator === '~');
  };
}

function textComparison<R>(field: FilterField<R>, operator: Operator, token: Token): Predicate<R> {
  if (operator !== '=' && operator !== '!=') {
    throw wrong(token, l10n.t('{0} is a text: compare it with =, !=, ~ or !~', field.name));
  }
  const wanted = token.text.toLowerCase();
  return (row) => {
    const is = listOf(field.value(row)).some((value) => String(value).toLowerCase() === wanted);
    return is === (operator === '=');
  };
}

function numberComparison<R>(field: FilterField<R>, operator: Operator, wanted: number): Predicate<R> {
  const holds: (value: number) => boolean = {
    '=': (value: number) => value === wanted,
    '!=': (value: number) => value === wanted,
    '<': (value: number) => value < wanted,
    '<=': (value: number) => value <= wanted,
    '>': (value: number) => value > wanted,
    '>=': (value: number) => value >= wanted,
    // Handled before.
    '~': () => false,
    '!~': () => false,
  }[operator];
  return (row) =>
    listOf(field.value(row)).some((value) => typeof value === 'number' && holds(value)) ===
    (operator !== '!=');
}
