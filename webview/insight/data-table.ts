import * as l10n from '@vscode/l10n';
import { button } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { groupDigits } from '../../src/core/drawing/format';
import type { SectionTools } from './section';
import { commaSeparated, firstRows, tabSeparated } from './table-data';
import type { TableData } from './table-data';

export interface DataTable {
  readonly element: HTMLElement;
  show(data: TableData): void;
}

/** More rows are copied and saved, and not put into the document. */
const MOST_ROWS = 100;

/** The table beside a chart, closed at first: for reading, for the clipboard and as CSV. */
export function dataTable(title: string, fileName: string, tools: SectionTools): DataTable {
  const summary = el('summary', {});
  const table = el('table', { class: 'data-table' });
  const note = el('p', { class: 'muted', hidden: true });
  const scroll = el('div', { class: 'data-scroll', tabindex: 0, role: 'region', 'aria-label': title }, table);
  const buttons = el(
    'div',
    { class: 'row' },
    button({
      label: l10n.t('Copy'),
      icon: 'copy',
      title: l10n.t('Copy the table: {0}', title),
      press: () => tools.copy(tabSeparated(shown), l10n.t('Table copied')),
    }).element,
    button({
      label: l10n.t('Save as CSV'),
      icon: 'export',
      title: l10n.t('Save as CSV: {0}', title),
      press: () => tools.save(`${fileName}.csv`, commaSeparated(shown), 'utf8'),
    }).element,
  );
  const element = el('details', { class: 'data' }, summary, buttons, scroll, note);
  let shown: TableData = { columns: [], nRows: 0, row: () => [] };

  const draw = (): void => {
    if (!element.open) return;
    const rows = firstRows(shown, MOST_ROWS);
    table.replaceChildren(
      el('caption', { class: 'visually-hidden' }, title),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          ...shown.columns.map(({ title: name, align }) => el('th', { scope: 'col', class: align }, name)),
        ),
      ),
      el(
        'tbody',
        {},
        ...rows.map((cells) =>
          el('tr', {}, ...cells.map((cell, i) => el('td', { class: shown.columns[i]!.align }, cell))),
        ),
      ),
    );
    note.hidden = rows.length === shown.nRows;
    setText(note, l10n.t('The first {0} rows; copying and saving take all.', MOST_ROWS));
  };
  element.addEventListener('toggle', draw);
  return {
    element,
    show(data) {
      shown = data;
      setText(
        summary,
        data.nRows === 1
          ? l10n.t('Table: 1 row')
          : l10n.t('Table: {0} rows', groupDigits(String(data.nRows))),
      );
      draw();
    },
  };
}
