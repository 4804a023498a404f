import * as l10n from '@vscode/l10n';
import { groupDigits } from '../../../src/core/drawing/format';
import { el, setAttribute, setText } from '../dom';
import { icon } from '../icons';
import { RowAnchor } from './row-anchor';
import { TableHeader } from './table-header';
import type { Cell, Column, Sorts } from './table-model';
import { moveCell, nextSorts, visibleRange } from './table-model';
import { ROW_HEIGHT, TableRows } from './table-rows';

export interface TableOptions<R> {
  readonly label: string;
  /** Stable across refreshes; the active row follows it. */
  readonly key: (row: R) => number;
  /** What stands before the text of the first cell. */
  lead(row: R, slot: HTMLElement): void;
  /** Extra class of a row. */
  tone(row: R): string;
  sortChanged(sorts: Sorts): void;
  /** Rows by key; of a range the one that was reached comes last. */
  picked(keys: readonly number[], how: 'only' | 'toggle' | 'add'): void;
  opened(row: R): void;
  /** What Ctrl+A selects; all rows without it. */
  all?(): readonly R[];
  /** Ctrl+C on a row. */
  copied(row: R): void;
  /** Escape. */
  cleared(): void;
  /** What the header's button opens. */
  menu?(column: Column<R>, anchor: HTMLElement): void;
  /** A column's edge was dragged; pixels. */
  resized?(column: Column<R>, width: number): void;
}

const RESIZE_STEP = 16;

let nextTableId = 0;

/**
 * A virtual ARIA grid: fewer than 100 rows are in the document, whatever the
 * number of rows. Focus stays on the grid and the active cell is named by
 * `aria-activedescendant`: a row that is recycled while scrolling cannot lose it.
 * Pinned rows stay in sight under the header.
 */
export class TableView<R> {
  readonly element: HTMLElement;
  /** Says how many rows have come in above those in sight, and leads to them. Lies over the table, in a frame around both. */
  readonly news: HTMLElement;
  readonly #newsText = el('span', {});
  readonly #id = `grid-${nextTableId++}`;
  readonly #header = new TableHeader({
    idOf: (column) => `${this.#id}-h-${column}`,
    pressed: (column, add) => {
      this.#activate({ row: -1, column });
      this.#sortBy(column, add);
    },
    menu: (column, anchor) => this.options.menu?.(this.#columns[column]!, anchor),
    resized: (column, width) => this.options.resized?.(this.#columns[column]!, width),
  });
  readonly #drawn;
  readonly #anchor = new RowAnchor(ROW_HEIGHT);
  #columns: readonly Column<R>[] = [];
  #rows: readonly R[] = [];
  #nPinned = 0;
  #sorts: Sorts = [];
  #selected: ReadonlySet<number> = new Set();
  #active: Cell = { row: 0, column: 0 };
  #activeKey: number | undefined;
  /** Where a range begins. */
  #anchorKey: number | undefined;

  constructor(private readonly options: TableOptions<R>) {
    this.#drawn = new TableRows<R>(options, (row, column) => `${this.#id}-${row}-${column}`);
    const { pins, body } = this.#drawn;
    const head = el('div', { role: 'rowgroup', class: 'grid-head' }, this.#header.element, pins);
    this.element = el(
      'div',
      {
        role: 'grid',
        class: 'grid',
        tabindex: 0,
        'aria-label': options.label,
        'aria-multiselectable': 'true',
      },
      head,
      body,
    );
    this.news = el(
      'button',
      { type: 'button', class: 'grid-news', hidden: true, on: { click: () => this.#goToNews() } },
      icon('up'),
      this.#newsText,
    );
    this.element.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.element.addEventListener('keydown', (event) => this.#keydown(event));
    this.element.addEventListener('focus', () => this.#reveal());
    for (const part of [pins, body]) {
      part.addEventListener('click', (event) => this.#rowClicked(event));
      part.addEventListener('dblclick', (event) => {
        const row = rowAt(event);
        if (row !== undefined) options.opened(this.#rows[row]!);
      });
    }
    new ResizeObserver(() => this.#draw()).observe(this.element);
  }

  setColumns(columns: readonly Column<R>[]): void {
    if (columns.length === this.#columns.length && columns.every((c, i) => c === this.#columns[i])) return;
    this.#columns = columns;
    this.#header.setColumns(columns);
    this.#drawn.setColumns(columns);
    this.#active = { ...this.#active, column: Math.min(this.#active.column, columns.length - 1) };
    this.element.style.setProperty('--grid-columns', columns.map(({ width }) => `${width}px`).join(' '));
    const total = columns.reduce((sum, { width }) => sum + width, 0);
    this.element.style.setProperty('--grid-width', `${total}px`);
    setAttribute(this.element, 'aria-colcount', columns.length);
  }

  /**
   * @param nPinned so many of the first rows stay in sight
   * @param filtered ids of columns that have a filter of their own
   * @param goesOn these rows are the earlier ones as they have become, in the same order and with the same filters: what
   * is in sight stays where it is
   */
  setRows(
    rows: readonly R[],
    sorts: Sorts,
    nPinned = 0,
    filtered: ReadonlySet<string> = new Set(),
    goesOn = false,
  ): void {
    const { scrollTop } = this.element;
    const before = goesOn && scrollTop > 0 ? this.#bodyKeys() : undefined;
    this.#rows = rows;
    this.#sorts = sorts;
    this.#nPinned = nPinned;
    this.#drawn.setLength(rows.length - nPinned);
    if (before) {
      const held = this.#anchor.hold(before, this.#bodyKeys(), scrollTop);
      if (held !== scrollTop) this.element.scrollTop = held;
    } else this.#anchor.forget();
    setAttribute(this.element, 'aria-rowcount', rows.length + 1);
    this.#header.mark(this.#columns, sorts, filtered);
    this.#followActive();
    this.#draw();
  }

  /** What is said where there is no row. */
  setNothing(text: string): void {
    setAttribute(this.#drawn.body, 'data-nothing', text);
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#selected = selected;
    this.#draw();
  }

  /** Scrolls to the row with this key and makes it active. */
  reveal(key: number): void {
    const row = this.#find(key);
    if (row < 0) return;
    this.#anchorKey = key;
    this.#activate({ row, column: this.#active.column });
  }

  focus(): void {
    this.element.focus();
  }

  #find(key: number | undefined): number {
    return this.#rows.findIndex((candidate) => this.options.key(candidate) === key);
  }

  #followActive(): void {
    if (this.#active.row >= 0 && this.#activeKey !== undefined) {
      const at = this.#rows[this.#active.row];
      if (at !== undefined && this.options.key(at) === this.#activeKey) return;
      const row = this.#find(this.#activeKey);
      if (row >= 0) this.#active = { ...this.#active, row };
    }
    this.#active = { ...this.#active, row: Math.min(this.#active.row, this.#rows.length - 1) };
  }

  /** Rows that are not pinned. */
  #bodyKeys(): number[] {
    return this.#rows.slice(this.#nPinned).map(this.options.key);
  }

  #scrolled(): void {
    if (this.#anchor.nUnseen > 0) this.#anchor.scrolled(this.#bodyKeys(), this.element.scrollTop);
    this.#draw();
  }

  #goToNews(): void {
    this.element.scrollTop = 0;
    this.element.focus({ preventScroll: true });
    this.#scrolled();
  }

  #showNews(): void {
    const { nUnseen } = this.#anchor;
    this.news.hidden = nUnseen === 0;
    if (nUnseen === 0) return;
    setText(
      this.#newsText,
      nUnseen === 1 ? l10n.t('1 new above') : l10n.t('{0} new above', groupDigits(String(nUnseen))),
    );
    this.news.style.top = `${(this.#header.element.parentElement?.offsetHeight ?? 0) + 6}px`;
  }

  #viewHeight(): number {
    return this.element.clientHeight - this.#header.element.offsetHeight - this.#nPinned * ROW_HEIGHT;
  }

  #draw(): void {
    const { scrollTop } = this.element;
    const range = visibleRange(scrollTop, this.#viewHeight(), ROW_HEIGHT, this.#rows.length - this.#nPinned);
    this.#drawn.draw(this.#rows, this.#nPinned, range, this.#selected);
    this.#markActive();
    this.#showNews();
  }

  #markActive(): void {
    const { row, column } = this.#active;
    const id = row < 0 ? `${this.#id}-h-${column}` : `${this.#id}-${row}-${column}`;
    for (const old of this.element.querySelectorAll('.active'))
      if (old.id !== id) old.classList.remove('active');
    const cell = this.element.querySelector(`[id="${id}"]`);
    cell?.classList.add('active');
    setAttribute(this.element, 'aria-activedescendant', cell ? id : undefined);
  }

  #activate(cell: Cell): void {
    this.#active = cell;
    const row = this.#rows[cell.row];
    this.#activeKey = row === undefined ? undefined : this.options.key(row);
    this.#reveal();
  }

  #reveal(): void {
    const { row, column } = this.#active;
    if (row >= this.#nPinned) {
      const top = (row - this.#nPinned) * ROW_HEIGHT;
      const view = this.#viewHeight();
      if (top < this.element.scrollTop) this.element.scrollTop = top;
      else if (top + ROW_HEIGHT > this.element.scrollTop + view) {
        this.element.scrollTop = top + ROW_HEIGHT - view;
      }
    }
    const left = this.#columns.slice(0, column).reduce((sum, { width }) => sum + width, 0);
    const width = this.#columns[column]?.width ?? 0;
    // The first column stays in sight and covers what lies under it.
    const covered = column === 0 ? 0 : (this.#columns[0]?.width ?? 0);
    if (left - covered < this.element.scrollLeft) this.element.scrollLeft = left - covered;
    else if (left + width > this.element.scrollLeft + this.element.clientWidth) {
      this.element.scrollLeft = left + width - this.element.clientWidth;
    }
    this.#draw();
  }

  #sortBy(column: number, add: boolean): void {
    this.options.sortChanged(nextSorts(this.#sorts, this.#columns[column]!, add));
  }

  #keydown(event: KeyboardEvent): void {
    if (event.target !== this.element) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const row = this.#rows[this.#active.row];
    const isTaken =
      row === undefined
        ? this.#headerKey(event)
        : this.#rowKey(event, row, ctrl) || this.#allKey(event, ctrl);
    if (isTaken) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const page = Math.max(1, Math.floor(this.#viewHeight() / ROW_HEIGHT) - 1);
    const moved = moveCell(event.key, ctrl, this.#active, {
      rows: this.#rows.length,
      columns: this.#columns.length,
      page,
    });
    if (!moved) return;
    event.preventDefault();
    const isRange = event.shiftKey && moved.row !== this.#active.row && moved.row >= 0;
    this.#anchorKey ??= this.#activeKey;
    this.#activate(moved);
    if (isRange) this.#pickRange(moved.row, ctrl);
  }

  #headerKey(event: KeyboardEvent): boolean {
    const column = this.#columns[this.#active.column];
    if (this.#active.row >= 0 || !column) return false;
    if (event.altKey) return this.#columnKey(event.key, column);
    if (event.key !== 'Enter' && event.key !== ' ') return false;
    this.#sortBy(this.#active.column, event.shiftKey);
    return true;
  }

  /** With Alt on a header. */
  #columnKey(key: string, column: Column<R>): boolean {
    const anchor = this.#header.menuAnchor(this.#active.column);
    if (key === 'ArrowDown' && anchor) this.options.menu?.(column, anchor);
    else if (key === 'ArrowLeft') this.options.resized?.(column, column.width - RESIZE_STEP);
    else if (key === 'ArrowRight') this.options.resized?.(column, column.width + RESIZE_STEP);
    else return false;
    return true;
  }

  #rowKey(event: KeyboardEvent, row: R, ctrl: boolean): boolean {
    if (event.key === 'Enter') this.options.opened(row);
    else if (event.key === ' ') this.#pick(this.#active.row, event.shiftKey, ctrl);
    // A selection of text is copied by the browser.
    else if (event.key === 'c' && ctrl && String(getSelection()) === '') this.options.copied(row);
    else return false;
    return true;
  }

  #allKey(event: KeyboardEvent, ctrl: boolean): boolean {
    if (event.key === 'a' && ctrl) {
      const all = this.options.all?.() ?? this.#rows;
      this.options.picked(all.map(this.options.key), 'only');
    } else if (event.key === 'Escape') this.options.cleared();
    else return false;
    return true;
  }

  #pick(row: number, range: boolean, ctrl: boolean): void {
    if (range) {
      this.#pickRange(row, ctrl);
      return;
    }
    const key = this.options.key(this.#rows[row]!);
    this.#anchorKey = key;
    this.options.picked([key], ctrl ? 'toggle' : 'only');
  }

  /** From where the last pick was to `row`. */
  #pickRange(row: number, add: boolean): void {
    const from = this.#find(this.#anchorKey);
    const start = from < 0 ? row : from;
    const keys = this.#rows.slice(Math.min(start, row), Math.max(start, row) + 1).map(this.options.key);
    this.options.picked(start <= row ? keys : keys.reverse(), add ? 'add' : 'only');
  }

  #rowClicked(event: MouseEvent): void {
    const index = rowAt(event);
    if (index === undefined) return;
    const cell = (event.target as Element).closest('[role="gridcell"]');
    const column = Number(cell?.getAttribute('aria-colindex') ?? 1) - 1;
    this.#activate({ row: index, column });
    this.#pick(index, event.shiftKey, event.ctrlKey || event.metaKey);
  }
}

function rowAt(event: MouseEvent): number | undefined {
  const row = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset['row'];
  return row === undefined ? undefined : Number(row);
}
