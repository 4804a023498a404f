/**
 * Gives a table one stop for the Tab key: arrow keys go from cell to cell, Home and End to the ends of a row. What can
 * have the focus is marked with `data-cell`; where a place of the table has nothing, it is passed over.
 */
export function rovingCells(table: HTMLTableElement): { readonly refresh: (prefer?: HTMLElement) => void } {
  const cells = (): HTMLElement[] => [...table.querySelectorAll<HTMLElement>('[data-cell]')];
  let current: HTMLElement | undefined;

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
    /** After cells were made anew. @param prefer where the stop is while none of the cells had the focus */
    refresh(prefer) {
      const all = cells();
      for (const cell of all) cell.tabIndex = -1;
      const kept = current && table.contains(current) ? current : undefined;
      current = undefined;
      const stop = kept ?? prefer ?? all[0];
      if (stop) stopAt(stop);
    },
  };
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
    const place = rows[i]!.cells[column];
    const cell = place && 'cell' in place.dataset ? place : place?.querySelector<HTMLElement>('[data-cell]');
    if (cell) return cell;
  }
  return undefined;
}
