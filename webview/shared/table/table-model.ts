import type { Unit } from '../../../src/core/trial/metric';
import { sortKeys } from './sort-keys';

/** A column of a table over rows of type R. */
export interface Column<R> {
  readonly id: string;
  readonly title: string;
  /** What its values count; absent for text. */
  readonly unit?: Unit;
  readonly align: 'start' | 'end';
  /** Pixels. */
  readonly width: number;
  /** What rows are ordered by: numbers or texts, not both. A row without a value comes last in either direction. */
  value(row: R): number | string | undefined;
  text(row: R): string;
  /** The direction that a first click on the header gives. */
  readonly first: Direction;
}

export type Direction = 'ascending' | 'descending';

export interface Sort {
  readonly column: string;
  readonly direction: Direction;
}

/** The first decides, the next where it finds two rows equal. */
export type Sorts = readonly Sort[];

/**
 * The sorts after the header of `column` was pressed: by it alone, or, to `add`, by it after the others. A column that
 * is sorted by changes its direction, and gives up its place in a list of several after both.
 */
export function nextSorts<R>(sorts: Sorts, column: Column<R>, add = false): Sorts {
  const at = sorts.findIndex((sort) => sort.column === column.id);
  const known = sorts[at];
  const first = { column: column.id, direction: column.first };
  if (!known) return add ? [...sorts, first] : [first];
  const turned: Sort = { ...known, direction: opposite(known.direction) };
  if (!add) return [sorts.length === 1 ? turned : first];
  if (sorts.length > 1 && known.direction !== column.first) return sorts.filter((sort) => sort !== known);
  return sorts.with(at, turned);
}

function opposite(direction: Direction): Direction {
  return direction === 'ascending' ? 'descending' : 'ascending';
}

/** The rows that match, in order. Equal rows keep the order in which they came. */
export function arrange<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  sorts: Sorts,
  matches: (row: R) => boolean,
): R[] {
  const kept = rows.filter(matches);
  const by = sorts.flatMap(({ column, direction }) => {
    const found = columns.find(({ id }) => id === column);
    return found ? [{ keys: sortKeys(kept, found), sign: direction === 'ascending' ? 1 : -1 }] : [];
  });
  if (by.length === 0) return kept;
  const order = kept
    .map((_, i) => i)
    .sort((a, b) => {
      for (const { keys, sign } of by) {
        const way = compareKeys(keys[a]!, keys[b]!, sign);
        if (way !== 0) return way;
      }
      return 0;
    });
  return order.map((i) => kept[i]!);
}

/** NaN, which is no value, comes last. */
function compareKeys(a: number, b: number, sign: number): number {
  if (a === b) return 0;
  const noA = Number.isNaN(a);
  return noA || Number.isNaN(b) ? Number(noA) - Number(Number.isNaN(b)) : sign * (a - b);
}

/** What all cells of a row say, in lower case. Made once a row: rows are values. */
export function rowTexts<R extends object>(columns: readonly Column<R>[]): (row: R) => string {
  const texts = new WeakMap<R, string>();
  return (row) => {
    let text = texts.get(row);
    if (text === undefined) {
      text = columns
        .map((column) => column.text(row))
        .join('\n')
        .toLowerCase();
      texts.set(row, text);
    }
    return text;
  };
}

/** A predicate for the words of `query`, each of which must occur in some cell, whatever its case. */
export function matcher<R>(query: string, text: (row: R) => string): (row: R) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (row) => words.every((word) => text(row).includes(word));
}

/** Positions of the rows that must be in the document: those in sight and a few around them. */
export function visibleRange(
  scrollTop: number,
  viewportHeight: number,
  rowHeight: number,
  total: number,
): { readonly first: number; readonly end: number } {
  const overscan = 6;
  const most = 80;
  const first = Math.max(0, Math.min(total, Math.floor(scrollTop / rowHeight) - overscan));
  const end = Math.min(total, Math.ceil((scrollTop + viewportHeight) / rowHeight) + overscan, first + most);
  return { first, end: Math.max(first, end) };
}

export interface Cell {
  /** -1 is the header. */
  readonly row: number;
  readonly column: number;
}

/** Where a key takes the active cell, as the ARIA grid pattern has it; `undefined` for a key that moves nothing. */
export function moveCell(
  key: string,
  ctrl: boolean,
  { row, column }: Cell,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): Cell | undefined {
  const clamp = (r: number, c: number): Cell => ({
    row: Math.max(-1, Math.min(size.rows - 1, r)),
    column: Math.max(0, Math.min(size.columns - 1, c)),
  });
  switch (key) {
    case 'ArrowDown':
      return clamp(row + 1, column);
    case 'ArrowUp':
      return clamp(row - 1, column);
    case 'ArrowRight':
      return clamp(row, column + 1);
    case 'ArrowLeft':
      return clamp(row, column - 1);
    case 'PageDown':
      return clamp(row + size.page, column);
    case 'PageUp':
      return clamp(Math.max(0, row - size.page), column);
    case 'Home':
      return clamp(ctrl ? 0 : row, 0);
    case 'End':
      return clamp(ctrl ? size.rows - 1 : row, size.columns - 1);
    default:
      return undefined;
  }
}
