import { el, setAttribute, setText } from '../dom';
import type { Cell, Column, Sort } from './table-model';
import { moveCell, nextSort, visibleRange } from './table-model';

export interface TableOptions<R> {
  readonly label: string;
  /** Stable across refreshes; the active row follows it. */
  key(row: R): number;
  /** What stands before the text of the first cell. */
  lead(row: R, slot: HTMLElement): void;
  /** Extra class of a row. */
  tone(row: R): string;
  sortChanged(sort: Sort): void;
  /** A row was clicked or Space was pressed on it. */
  picked(row: R, how: 'only' | 'toggle' | 'range'): void;
  opened(row: R): void;
  copied(row: R): void;
}

const ROW_HEIGHT = 24;

let nextTableId = 0;

/**
 * A virtual ARIA grid: fewer than 100 rows are in the document, whatever the
 * number of rows. Focus stays on the grid and the active cell is named by
 * `aria-activedescendant`: a row that is recycled while scrolling cannot lose it.
 */
export class TableView<R> {
  readonly element: HTMLElement;
  readonly #id = `grid-${nextTableId++}`;
  readonly #header = el('div', { role: 'row', class: 'grid-row grid-header', 'aria-rowindex': 1 });
  readonly #body = el('div', { role: 'rowgroup', class: 'grid-body' });
  readonly #pool: HTMLElement[] = [];
  #columns: readonly Column<R>[] = [];
  #rows: readonly R[] = [];
  #sort: Sort = { column: '', direction: 'ascending' };
  #selected: ReadonlySet<number> = new Set();
  #active: Cell = { row: 0, column: 0 };
  #activeKey: number | undefined;

  constructor(private readonly options: TableOptions<R>) {
    const head = el('div', { role: 'rowgroup', class: 'grid-head' }, this.#header);
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
      this.#body,
    );
    this.element.addEventListener('scroll', () => this.#draw(), { passive: true });
    this.element.addEventListener('keydown', (event) => this.#keydown(event));
    this.element.addEventListener('focus', () => this.#reveal());
    this.#header.addEventListener('click', (event) => this.#headerClicked(event));
    this.#body.addEventListener('click', (event) => this.#bodyClicked(event));
    this.#body.addEventListener('dblclick', (event) => {
      const row = this.#rowAt(event);
      if (row !== undefined) options.opened(this.#rows[row]!);
    });
    new ResizeObserver(() => this.#draw()).observe(this.element);
  }

  setColumns(columns: readonly Column<R>[]): void {
    if (columns.length === this.#columns.length && columns.every((c, i) => c === this.#columns[i])) return;
    this.#columns = columns;
    this.#header.replaceChildren(
      ...columns.map((column, i) =>
        el(
          'div',
          {
            role: 'columnheader',
            class: `grid-cell ${column.align}`,
            id: `${this.#id}-h-${i}`,
            'data-column': i,
            'aria-colindex': i + 1,
            title: `Sort by ${column.title}`,
          },
          el('span', { class: 'grid-title' }, column.title),
        ),
      ),
    );
    for (const row of this.#pool) row.remove();
    this.#pool.length = 0;
    this.element.style.setProperty('--grid-columns', columns.map(({ width }) => `${width}px`).join(' '));
    const total = columns.reduce((sum, { width }) => sum + width, 0);
    this.element.style.setProperty('--grid-width', `${total}px`);
    setAttribute(this.element, 'aria-colcount', columns.length);
  }

  setRows(rows: readonly R[], sort: Sort): void {
    this.#rows = rows;
    this.#sort = sort;
    setAttribute(this.element, 'aria-rowcount', rows.length + 1);
    this.#body.style.height = `${rows.length * ROW_HEIGHT}px`;
    this.#columns.forEach((column, i) => {
      setAttribute(
        this.#header.children[i]!,
        'aria-sort',
        column.id === sort.column ? sort.direction : 'none',
      );
    });
    this.#followActive();
    this.#draw();
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#selected = selected;
    this.#draw();
  }

  /** Scrolls to the row with this key and makes it active. */
  reveal(key: number): void {
    const row = this.#rows.findIndex((candidate) => this.options.key(candidate) === key);
    if (row < 0) return;
    this.#activate({ row, column: this.#active.column });
  }

  #followActive(): void {
    if (this.#active.row >= 0 && this.#activeKey !== undefined) {
      const key = this.#activeKey;
      const at = this.#rows[this.#active.row];
      if (at !== undefined && this.options.key(at) === key) return;
      const row = this.#rows.findIndex((candidate) => this.options.key(candidate) === key);
      if (row >= 0) this.#active = { ...this.#active, row };
    }
    this.#active = { ...this.#active, row: Math.min(this.#active.row, this.#rows.length - 1) };
  }

  #draw(): void {
    const headerHeight = this.#header.offsetHeight;
    const view = this.element.clientHeight - headerHeight;
    const { first, end } = visibleRange(this.element.scrollTop, view, ROW_HEIGHT, this.#rows.length);
    while (this.#pool.length < end - first) this.#pool.push(this.#makeRow());
    while (this.#pool.length > end - first) this.#pool.pop()!.remove();
    for (let i = first; i < end; i++) this.#fill(this.#pool[i - first]!, i);
    this.#markActive();
  }

  #makeRow(): HTMLElement {
    const row = el(
      'div',
      { role: 'row', class: 'grid-row' },
      ...this.#columns.map((column, i) =>
        el(
          'div',
          { role: 'gridcell', class: `grid-cell ${column.align}`, 'aria-colindex': i + 1 },
          i === 0 ? el('span', { class: 'grid-lead' }) : undefined,
          el('span', { class: 'grid-text' }),
        ),
      ),
    );
    this.#body.append(row);
    return row;
  }

  #fill(element: HTMLElement, index: number): void {
    const row = this.#rows[index]!;
    element.dataset['row'] = String(index);
    element.style.transform = `translateY(${index * ROW_HEIGHT}px)`;
    setAttribute(element, 'aria-rowindex', index + 2);
    const selected = this.#selected.has(this.options.key(row));
    setAttribute(element, 'aria-selected', selected ? 'true' : 'false');
    setAttribute(element, 'class', `grid-row ${index % 2 === 1 ? 'odd' : ''} ${this.options.tone(row)}`);
    this.#columns.forEach((column, i) => {
      const cell = element.children[i]!;
      setAttribute(cell, 'id', `${this.#id}-${index}-${i}`);
      setText(cell.lastElementChild!, column.text(row));
      if (i === 0) this.options.lead(row, cell.firstElementChild as HTMLElement);
    });
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
    if (row >= 0) {
      const top = row * ROW_HEIGHT;
      const view = this.element.clientHeight - this.#header.offsetHeight;
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

  #keydown(event: KeyboardEvent): void {
    const ctrl = event.ctrlKey || event.metaKey;
    const row = this.#rows[this.#active.row];
    if (row === undefined) {
      const column = this.#columns[this.#active.column];
      if (this.#active.row < 0 && column && (event.key === 'Enter' || event.key === ' ')) {
        event.preventDefault();
        this.options.sortChanged(nextSort(this.#sort, column));
        return;
      }
    } else if (this.#rowKey(event, row, ctrl)) {
      event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW_HEIGHT) - 2);
    const moved = moveCell(event.key, ctrl, this.#active, {
      rows: this.#rows.length,
      columns: this.#columns.length,
      page,
    });
    if (!moved) return;
    event.preventDefault();
    this.#activate(moved);
  }

  #rowKey(event: KeyboardEvent, row: R, ctrl: boolean): boolean {
    if (event.key === 'Enter') this.options.opened(row);
    else if (event.key === ' ') this.options.picked(row, event.shiftKey ? 'range' : ctrl ? 'toggle' : 'only');
    // A selection of text is copied by the browser.
    else if (event.key === 'c' && ctrl && String(getSelection()) === '') this.options.copied(row);
    else return false;
    return true;
  }

  #headerClicked(event: MouseEvent): void {
    const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
    const index = Number(cell?.dataset['column'] ?? -1);
    const column = this.#columns[index];
    if (!column) return;
    this.#activate({ row: -1, column: index });
    this.options.sortChanged(nextSort(this.#sort, column));
  }

  #bodyClicked(event: MouseEvent): void {
    const index = this.#rowAt(event);
    if (index === undefined) return;
    const cell = (event.target as Element).closest('[role="gridcell"]');
    const column = Number(cell?.getAttribute('aria-colindex') ?? 1) - 1;
    this.#activate({ row: index, column });
    const how = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only';
    this.options.picked(this.#rows[index]!, how);
  }

  #rowAt(event: MouseEvent): number | undefined {
    const row = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset['row'];
    return row === undefined ? undefined : Number(row);
  }
}
