import * as l10n from '@vscode/l10n';
import { fieldNamed } from './filter-field';
import type { FilterField } from './filter-field';
import { FilterError, isKeyword, quoteText, tokensOf } from './filter-tokens';
import type { Token } from './filter-tokens';
import { isSuffix } from './quantity';

export interface Completion {
  /** What takes the place of `from` to `to`. */
  readonly text: string;
  readonly detail: string;
}

export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

const NONE: Completions = { from: 0, to: 0, items: [] };
const MOST = 10;

/** What can stand at `caret`: a column, an operator, one of few values, `and` or `or`. Empty inside a quotation. */
export function completionsAt<R>(
  query: string,
  caret: number,
  fields: readonly FilterField<R>[],
): Completions {
  let before: readonly Token[];
  try {
    before = tokensOf(query.slice(0, caret)).slice(0, -1);
  } catch (error) {
    if (error instanceof FilterError) return NONE;
    throw error;
  }
  const last = before.at(-1);
  const isTyping = last?.kind === 'word' && last.to === caret;
  const typed = isTyping ? last.text : '';
  const done = isTyping ? before.slice(0, -1) : before;
  const from = isTyping ? last.from : caret;
  const items = itemsAfter(done, typed, fields)
    .filter(({ text }) => text.toLowerCase() !== typed.toLowerCase())
    .slice(0, MOST);
  return { from, to: caret, items };
}

function itemsAfter<R>(
  done: readonly Token[],
  typed: string,
  fields: readonly FilterField<R>[],
): readonly Completion[] {
  const previous = done.at(-1);
  if (!previous) return typed === '' ? [] : columns(fields, typed); // An empty field begins nothing.
  if (previous.kind === 'operator') return valuesOf(fieldNamed(fields, done.at(-2)?.text ?? ''), typed);
  if (isValue(done)) return startingWith(typed, [joint('and'), joint('or')]);
  const isName = previous.kind === 'word' || previous.kind === 'text';
  const field = isName && typed === '' ? fieldNamed(fields, previous.text) : undefined;
  return field ? operatorsOf(field) : columns(fields, typed);
}

/** Whether what was written ends with a whole comparison. */
function isValue(done: readonly Token[]): boolean {
  const last = done.at(-1);
  if (last === undefined || isKeyword(last.text)) return last?.text.toLowerCase() === 'none';
  if (done.at(-2)?.kind === 'operator' || last.kind === 'close') return true;
  return isSuffix(last.text) && done.at(-3)?.kind === 'operator';
}

function joint(text: string): Completion {
  return { text, detail: text === 'and' ? l10n.t('both must hold') : l10n.t('one must hold') };
}

function startingWith(typed: string, items: readonly Completion[]): Completion[] {
  return items.filter(({ text }) => text.toLowerCase().startsWith(typed.toLowerCase()));
}

/** Those that begin with what was typed come first. */
function columns<R>(fields: readonly FilterField<R>[], typed: string): Completion[] {
  const wanted = typed.toLowerCase();
  const place = ({ name, title }: FilterField<R>): number => {
    if (name.toLowerCase().startsWith(wanted)) return 0;
    if (title.toLowerCase().startsWith(wanted)) return 1;
    return wanted.length > 1 && `${name} ${title}`.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return fields
    .filter((field) => place(field) < 3)
    .sort((a, b) => place(a) - place(b))
    .map(({ name, title }) => ({ text: name, detail: title }));
}

function valuesOf<R>(field: FilterField<R> | undefined, typed: string): Completion[] {
  const values = (field?.values ?? []).map((value) => ({ text: quoteText(value), detail: '' }));
  return startingWith(typed, values);
}

function operatorsOf<R>({ unit }: FilterField<R>): Completion[] {
  const equality = [
    ['=', l10n.t('equal to')],
    ['!=', l10n.t('not equal to')],
  ] as const;
  const numbers = [
    ['>', l10n.t('more than')],
    ['>=', l10n.t('at least')],
    ['<', l10n.t('less than')],
    ['<=', l10n.t('at most')],
    ...equality,
  ] as const;
  const texts = [...equality, ['~', l10n.t('contains')], ['!~', l10n.t('does not contain')]] as const;
  return (unit === undefined ? texts : numbers).map(([text, detail]) => ({ text, detail }));
}
