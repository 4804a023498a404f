import { el, setAttribute, setText } from '../dom';
import type { Column } from './table-model';

/** Pixels. */
export const ROW_HEIGHT = 24;

export interface RowLook<R> {
  readonly key: (row: R) => number;
  lead(row: R, slot: HTMLElement): void;
  tone(row: R): string;
}

/** The rows that are in the document: pinned ones, and those of the body that are in sight. They are used again. */
export class TableRows<R> {
  readonly pins = el('div', { role: 'presentation', class: 'grid-pins' });
  readonly body = el('div', { role: 'rowgroup', class: 'grid-body' });
  readonly #pinned: HTMLElement[] = [];
  readonly #pool: HTMLElement[] = [];
  #columns: readonly Column<R>[] = [];

  constructor(
    private readonly look: RowLook<R>,
    private readonly idOf: (row: number, column: number) => string,
  ) {}

  setColumns(columns: readonly Column<R>[]): void {
    this.#columns = columns;
    this.#fit(this.#pinned, 0, this.pins);
    this.#fit(this.#pool, 0, this.body);
  }

  /** @param count rows that are not pinned, in the document or not: how far the table scrolls */
  setLength(count: number): void {
    this.body.style.height = `${count * ROW_HEIGHT}px`;
  }

  /** @param range positions among the rows that are not pinned */
  draw(
    rows: readonly R[],
    nPinned: number,
    range: { readonly first: number; readonly end: number },
    selected: ReadonlySet<number>,
  ): void {
    this.setLength(rows.length - nPinned);
    this.#fit(this.#pinned, nPinned, this.pins);
    this.#pinned.forEach((element, i) => this.#fill(element, rows[i]!, i, selected));
    this.#fit(this.#pool, range.end - range.first, this.body);
    this.#pool.forEach((element, i) => {
      const place = range.first + i;
      element.style.transform = `translateY(${place * ROW_HEIGHT}px)`;
      this.#fill(element, rows[nPinned + place]!, nPinned + place, selected);
    });
  }

  #fit(elements: HTMLElement[], count: number, parent: HTMLElement): void {
    while (elements.length > count) elements.pop()!.remove();
    while (elements.length < count) {
      const row = this.#makeRow();
      elements.push(row);
      parent.append(row);
    }
  }

  #makeRow(): HTMLElement {
    return el(
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
  }

  #fill(element: HTMLElement, row: R, index: number, selected: ReadonlySet<number>): void {
    element.dataset['row'] = String(index);
    setAttribute(element, 'aria-rowindex', index + 2);
    setAttribute(element, 'aria-selected', selected.has(this.look.key(row)) ? 'true' : 'false');
    setAttribute(element, 'class', `grid-row ${index % 2 === 1 ? 'odd' : ''} ${this.look.tone(row)}`);
    this.#columns.forEach((column, i) => {
      const cell = element.children[i]!;
      setAttribute(cell, 'id', this.idOf(index, i));
      setText(cell.lastElementChild!, column.text(row));
      if (i === 0) this.look.lead(row, cell.firstElementChild as HTMLElement);
    });
  }
}
