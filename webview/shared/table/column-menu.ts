import * as l10n from '@vscode/l10n';
import { el, setText } from '../dom';
import { formatUnit } from '../../../src/core/drawing/format';
import { input } from '../input';
import { readQuantity } from '../filter/quantity';
import { check, menuItem } from '../tool';
import type { ColumnFilter } from './column-filter';
import { fewValues } from './column-filter';
import type { Column, Direction } from './table-model';

export interface ColumnMenuOptions<R> {
  readonly column: Column<R>;
  /** All rows: what can be chosen from. */
  readonly rows: readonly R[];
  readonly filter: ColumnFilter | undefined;
  readonly canHide: boolean;
  readonly filterChanged: (filter: ColumnFilter | undefined) => void;
  readonly sort: (direction: Direction) => void;
  readonly hide: () => void;
}

/** What a column's button opens: sorting, hiding, and a filter of the column's own. */
export function columnMenu<R>(options: ColumnMenuOptions<R>): HTMLElement[] {
  return [
    menuItem({ label: l10n.t('Sort ascending'), icon: 'up', press: () => options.sort('ascending') }),
    menuItem({ label: l10n.t('Sort descending'), icon: 'down', press: () => options.sort('descending') }),
    menuItem({
      label: l10n.t('Hide column'),
      icon: 'close',
      disabled: !options.canHide,
      press: () => options.hide(),
    }),
    el('div', { class: 'menu-line' }),
    el('div', { class: 'column-filter' }, ...editor(options)),
    menuItem({ label: l10n.t('Clear this filter'), press: () => options.filterChanged(undefined) }),
  ];
}

function editor<R>(options: ColumnMenuOptions<R>): HTMLElement[] {
  if (options.column.unit !== undefined) return rangeEditor(options);
  const few = fewValues(options.column, options.rows);
  return few ? valuesEditor(options, few) : textEditor(options);
}

function rangeEditor<R>({ column, rows, filter, filterChanged }: ColumnMenuOptions<R>): HTMLElement[] {
  const unit = column.unit ?? 'loss';
  const values = rows.flatMap((row) => {
    const value = column.value(row);
    return typeof value === 'number' ? [value] : [];
  });
  const ends = {
    min: values.reduce((a, b) => Math.min(a, b), Infinity),
    max: values.reduce((a, b) => Math.max(a, b), -Infinity),
  };
  const range: Record<'min' | 'max', number | undefined> = {
    min: filter?.kind === 'range' ? filter.min : undefined,
    max: filter?.kind === 'range' ? filter.max : undefined,
  };
  const problem = el('div', { class: 'muted', role: 'status' });
  const end = (which: 'min' | 'max', word: string, label: string): HTMLElement[] => {
    const value = range[which];
    const field = input({
      label,
      placeholder: values.length > 0 ? formatUnit(unit, ends[which]) : '',
      value: value === undefined ? '' : formatUnit(unit, value).replace('\u202f', ' '),
      input(text) {
        const read = text.trim() === '' ? undefined : readQuantity(text, unit);
        field.setProblem(typeof read === 'string' ? read : undefined);
        setText(problem, typeof read === 'string' ? read : '');
        if (typeof read === 'string') return;
        range[which] = read;
        filterChanged(rangeFilter(range));
      },
    });
    return [el('span', {}, word), field.element];
  };
  const from = end('min', l10n.t('From'), l10n.t('{0} from', column.title));
  const to = end('max', l10n.t('To'), l10n.t('{0} to', column.title));
  return [el('div', { class: 'range' }, ...from, ...to), problem];
}

function rangeFilter({ min, max }: Record<'min' | 'max', number | undefined>): ColumnFilter | undefined {
  if (min === undefined && max === undefined) return undefined;
  return { kind: 'range', ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function valuesEditor<R>(
  { filter, filterChanged }: ColumnMenuOptions<R>,
  all: readonly string[],
): HTMLElement[] {
  const chosen = new Set(filter?.kind === 'values' ? filter.values : all);
  return all.map((value) =>
    check(value === '' ? l10n.t('(empty)') : value, chosen.has(value), (checked) => {
      if (checked) chosen.add(value);
      else chosen.delete(value);
      const isAll = all.every((one) => chosen.has(one));
      filterChanged(isAll ? undefined : { kind: 'values', values: all.filter((one) => chosen.has(one)) });
    }),
  );
}

function textEditor<R>({ column, filter, filterChanged }: ColumnMenuOptions<R>): HTMLElement[] {
  const field = input({
    label: l10n.t('{0} contains', column.title),
    placeholder: l10n.t('Contains'),
    value: filter?.kind === 'text' ? filter.text : '',
    input: (text) => filterChanged(text === '' ? undefined : { kind: 'text', text }),
  });
  return [field.element];
}
