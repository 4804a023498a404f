export interface RovingCells {
  /**
   * Makes cells anew: the stop, and the focus where a cell has it, stay at their place in the table.
   *
   * @param first where the stop is at first, as a selector; else at the first cell
   */
  rebuild(make: () => void, first?: string): void;
  /** Puts the stop to a cell, unless one has the focus. */
  stopAt(cell: HTMLElement): void;
}

/**
 * Gives a table one stop for the Tab key: arrow keys go from cell to cell, Home and End to the ends of a row. What can
 * have the focus is marked with `data-cell` and has a `tabindex` of -1; where a place of the table has nothing, it is
 * passed over.
 */
export function rovingCells(table: HTMLTableElement): RovingCells {
  let current: HTMLElement | undefined;
  const hasFocus = (): boolean => table.contains(document.activeElement);
  const stopAt = (cell: HTMLElement): void => {
    if (current && current !== cell) current.tabIndex = -1;
    current = cell;
    cell.tabIndex = 0;
  };
  table.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && 'cell' in target.dataset) stopAt(target);
  });
  table.addEventListener('keydown', (event) => {
    const from = event.target;
    if (!(from instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = nextCell(from, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  return {
    rebuild(make, first) {
      const isFocused = hasFocus();
      const place = current && placeOf(current);
      make();
      current = undefined;
      const kept = place && cellAt(table.rows[place.row], place.column);
      const stop = kept ?? table.querySelector<HTMLElement>(first ?? '[data-cell]');
      if (stop) stopAt(stop);
      if (isFocused) stop?.focus();
    },
    stopAt(cell) {
      if (!hasFocus()) stopAt(cell);
    },
  };
}

function placeOf(cell: HTMLElement): { readonly row: number; readonly column: number } | undefined {
  const place = cell.closest('td');
  const row = cell.closest('tr');
  return place && row ? { row: row.rowIndex, column: place.cellIndex } : undefined;
}

function cellAt(row: HTMLTableRowElement | undefined, column: number): HTMLElement | undefined {
  const place = row?.cells[column];
  if (place && 'cell' in place.dataset) return place;
  return place?.querySelector<HTMLElement>('[data-cell]') ?? undefined;
}

function nextCell(from: HTMLElement, key: string): HTMLElement | undefined {
  const place = from.closest('td');
  const row = place?.parentElement as HTMLTableRowElement | null | undefined;
  if (!place || !row) return undefined;
  const inRow = [...row.querySelectorAll<HTMLElement>('[data-cell]')];
  switch (key) {
    case 'ArrowRight':
      return inRow[inRow.indexOf(from) + 1];
    case 'ArrowLeft':
      return inRow[inRow.indexOf(from) - 1];
    case 'Home':
      return inRow[0];
    case 'End':
      return inRow.at(-1);
    case 'ArrowDown':
      return inColumn(row, place.cellIndex, 1);
    case 'ArrowUp':
      return inColumn(row, place.cellIndex, -1);
    default:
      return undefined;
  }
}

/** The nearest row above or below that has something in this column. */
function inColumn(row: HTMLTableRowElement, column: number, step: 1 | -1): HTMLElement | undefined {
  const rows = [...row.closest('table')!.rows];
  for (let i = rows.indexOf(row) + step; rows[i]; i += step) {
    const cell = cellAt(rows[i], column);
    if (cell) return cell;
  }
  return undefined;
}
