import { html } from './markup';
import type { Markup } from './markup';

export interface TableData {
  readonly caption: string;
  readonly titles: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** The first so many columns hold words; the others numbers, on the right. */
  readonly nWords?: number;
}

/** A table of a few columns; the first cell of a row names the row. */
export function dataTable({ caption, titles, rows, nWords = 0 }: TableData): Markup {
  const side = (column: number): string => (column < nWords ? 'word' : 'number');
  return html`<table class="data">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${titles.map((title, c) => html`<th scope="col" class="${side(c)}">${title}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell, c) =>
              c === 0
                ? html`<th scope="row" class="${side(c)}">${cell}</th>`
                : html`<td class="${side(c)}">${cell}</td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The numbers of a picture, folded away on a screen; on paper the picture has to do. */
export function foldedTable(data: TableData): Markup {
  return html`<details class="numbers">
    <summary>The numbers</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${data.caption}">${dataTable(data)}</div>
  </details>`;
}

/** Names and values, one under the other or side by side as there is room. */
export function factList(facts: readonly { readonly name: string; readonly value: string }[]): Markup {
  return html`<dl class="facts">
    ${facts.map(
      ({ name, value }) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
