/** A column of a table over rows of type R. */
export interface Column<R> {
  readonly id: string;
  readonly title: string;
  readonly align: 'start' | 'end';
  /** Pixels. */
  readonly width: number;
  /** What rows are ordered by; a row without a value comes last in either direction. */
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

/** The sort after the header of `column` was pressed: its first direction, then the other. */
export function nextSort<R>(sort: Sort, column: Column<R>): Sort {
  if (sort.column !== column.id) return { column: column.id, direction: column.first };
  return { column: column.id, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** The rows that match, in order. Equal rows keep the order in which they came. */
export function arrange<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  sort: Sort,
  matches: (row: R) => boolean,
): R[] {
  const kept = rows.filter(matches);
  const column = columns.find(({ id }) => id === sort.column);
  if (!column) return kept;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return kept
    .map((row) => ({ row, key: column.value(row) }))
    .sort((a, b) => compareKeys(a.key, b.key, sign))
    .map(({ row }) => row);
}

function compareKeys(a: number | string | undefined, b: number | string | undefined, sign: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * String(a).localeCompare(String(b), 'en', { numeric: true });
}

/**
 * A predicate for the words of `query`, each of which must occur in some cell,
 * whatever its case. The texts of a row are made once: rows are values.
 */
export function matcher<R extends object>(
  query: string,
  columns: readonly Column<R>[],
  texts: WeakMap<R, string>,
): (row: R) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (row) => {
    let text = texts.get(row);
    if (text === undefined) {
      text = columns
        .map((column) => column.text(row))
        .join('\n')
        .toLowerCase();
      texts.set(row, text);
    }
    return words.every((word) => text.includes(word));
  };
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
