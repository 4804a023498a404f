import * as l10n from '@vscode/l10n';
import { formatUnit } from '../../../src/core/drawing/format';
import type { Column } from './table-model';

/** What one column must hold. */
export type ColumnFilter =
  | { readonly kind: 'range'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'text'; readonly text: string };

/** By column. */
export type ColumnFilters = Readonly<Record<string, ColumnFilter>>;

/** More are searched for instead of chosen from. */
const FEW_VALUES = 12;

/** The texts of the column's cells where they are few: they can be chosen from. */
export function fewValues<R>(column: Column<R>, rows: readonly R[]): string[] | undefined {
  const values = new Set<string>();
  for (const row of rows) {
    values.add(column.text(row));
    if (values.size > FEW_VALUES) return undefined;
  }
  return [...values].sort();
}

/** A predicate for all filters of columns that are there. */
export function columnPredicate<R>(
  columns: readonly Column<R>[],
  filters: ColumnFilters,
): (row: R) => boolean {
  const parts = columns.flatMap((column) => {
    const filter = filters[column.id];
    return filter ? [predicateOf(column, filter)] : [];
  });
  return (row) => parts.every((part) => part(row));
}

function predicateOf<R>(column: Column<R>, filter: ColumnFilter): (row: R) => boolean {
  switch (filter.kind) {
    case 'range': {
      const { min = -Infinity, max = Infinity } = filter;
      return (row) => {
        const value = column.value(row);
        return typeof value === 'number' && value >= min && value <= max;
      };
    }
    case 'values': {
      const values = new Set(filter.values);
      return (row) => values.has(column.text(row));
    }
    case 'text': {
      const text = filter.text.toLowerCase();
      return (row) => column.text(row).toLowerCase().includes(text);
    }
  }
}

/** `MACs from 1 M to 2 M`, `Status: failed, running`. */
export function describeFilter<R>({ title, unit }: Column<R>, filter: ColumnFilter): string {
  switch (filter.kind) {
    case 'range': {
      const text = (value: number) => formatUnit(unit ?? 'loss', value);
      const { min, max } = filter;
      if (min !== undefined && max !== undefined)
        return l10n.t('{0} from {1} to {2}', title, text(min), text(max));
      if (min !== undefined) return l10n.t('{0} from {1}', title, text(min));
      return max === undefined ? title : l10n.t('{0} to {1}', title, text(max));
    }
    case 'values':
      return `${title}: ${filter.values.join(', ') || l10n.t('nothing')}`;
    case 'text':
      return l10n.t('{0} contains {1}', title, filter.text);
  }
}
