import * as l10n from '@vscode/l10n';
import { el, setAttribute, setText } from '../dom';
import { icon } from '../icons';
import type { Column, Sorts } from './table-model';

export interface HeaderOptions {
  readonly idOf: (column: number) => string;
  pressed(column: number, add: boolean): void;
  /** The button in the header, or its key. */
  menu(column: number, anchor: HTMLElement): void;
  /** While it is dragged; pixels. */
  resized(column: number, width: number): void;
}

/** The row of column headers: sort, menu and width of each. */
export class TableHeader {
  readonly element = el('div', { role: 'row', class: 'grid-row grid-header', 'aria-rowindex': 1 });

  constructor(private readonly options: HeaderOptions) {
    this.element.addEventListener('click', (event) => this.#clicked(event));
    this.element.addEventListener('pointerdown', (event) => this.#pointerDown(event));
  }

  setColumns<R>(columns: readonly Column<R>[]): void {
    this.element.replaceChildren(
      ...columns.map((column, i) =>
        el(
          'div',
          {
            role: 'columnheader',
            class: `grid-cell ${column.align}`,
            id: this.options.idOf(i),
            'data-column': i,
            'aria-colindex': i + 1,
            'aria-label': column.title,
            title: l10n.t('{0}: press to sort, with Shift to sort by several', column.title),
          },
          el('span', { class: 'grid-title' }, column.title),
          el('span', { class: 'grid-sort', 'aria-hidden': 'true' }),
          menuButton(column.title),
          el('span', { class: 'grid-resize', 'aria-hidden': 'true' }),
        ),
      ),
    );
  }

  /** @param filtered ids of columns that have a filter of their own */
  mark<R>(columns: readonly Column<R>[], sorts: Sorts, filtered: ReadonlySet<string>): void {
    columns.forEach((column, i) => {
      const cell = this.element.children[i]!;
      const at = sorts.findIndex((sort) => sort.column === column.id);
      const sort = sorts[at];
      setAttribute(cell, 'aria-sort', sort?.direction ?? 'none');
      const arrow = sort === undefined ? '' : sort.direction === 'ascending' ? '▲' : '▼';
      setText(cell.querySelector('.grid-sort')!, sorts.length > 1 && sort ? `${arrow}${at + 1}` : arrow);
      cell.classList.toggle('filtered', filtered.has(column.id));
    });
  }

  menuAnchor(column: number): HTMLElement | null {
    return this.element.children[column]?.querySelector<HTMLElement>('.grid-menu') ?? null;
  }

  #clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const column = columnAt(target);
    if (column === undefined || target.closest('.grid-resize')) return;
    const menu = target.closest<HTMLElement>('.grid-menu');
    if (menu) this.options.menu(column, menu);
    else this.options.pressed(column, event.shiftKey || event.ctrlKey || event.metaKey);
  }

  #pointerDown(event: PointerEvent): void {
    const handle = (event.target as Element).closest<HTMLElement>('.grid-resize');
    const column = handle ? columnAt(handle) : undefined;
    if (!handle || column === undefined) return;
    event.preventDefault();
    const start = event.clientX;
    const width = handle.parentElement!.offsetWidth;
    const move = (moved: PointerEvent): void => this.options.resized(column, width + moved.clientX - start);
    const ended = new AbortController();
    // Of the window: the header is made anew while its widths change.
    addEventListener('pointermove', move, { signal: ended.signal });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      addEventListener(end, () => ended.abort(), { signal: ended.signal });
    }
  }
}

function columnAt(target: Element): number | undefined {
  const column = target.closest<HTMLElement>('[data-column]')?.dataset['column'];
  return column === undefined ? undefined : Number(column);
}

function menuButton(title: string): HTMLElement {
  const label = l10n.t('Filter or hide {0}', title);
  return el(
    'button',
    { class: 'grid-menu', type: 'button', tabindex: -1, 'aria-label': label, title: label },
    icon('filter'),
  );
}
