import * as l10n from '@vscode/l10n';
import { failureGroups } from '../../src/core/journal/failure-groups';
import type { FailureGroup } from '../../src/core/journal/failure-groups';
import type { RunState, TrialRecord } from '../../src/core/journal/run-state';
import { el, setText } from '../shared/dom';
import { groupDigits } from '../../src/core/drawing/format';
import { icon } from '../shared/icons';
import { popover } from '../shared/popover';
import { columnChooser } from '../shared/table/column-chooser';
import { describeFilter } from '../shared/table/column-filter';
import type { ColumnFilter, ColumnFilters } from '../shared/table/column-filter';
import { resizeColumn, showColumn } from '../shared/table/column-layout';
import { columnMenu } from '../shared/table/column-menu';
import type { Column, Direction } from '../shared/table/table-model';
import { menuItem, tool } from '../shared/tool';
import { INITIAL_UI } from './ui-state';
import type { UiState } from './ui-state';

export interface TrialsToolsOptions {
  readonly choose: (change: Partial<UiState>) => void;
  columns(): readonly Column<TrialRecord>[];
  rows(): readonly TrialRecord[];
  /** A reason of failures was picked. */
  fail(cause: string): void;
  copyRows(): void;
  copyMarkdown(): void;
  saveCsv(): void;
}

/** The buttons beside the trials' filter, their popovers, and the filters of columns as chips. */
export class TrialsTools {
  readonly element: HTMLElement;
  readonly chips = el('div', { class: 'row filter-chips', hidden: true });
  readonly #menu = popover(l10n.t('Column'), 'menu');
  readonly #list = popover(l10n.t('Trials'), 'menu');
  readonly #failed = tool({
    label: l10n.t('Failed trials by reason'),
    icon: 'warning',
    text: '',
    popup: true,
    press: (anchor) => this.#list.toggle(anchor, ...this.#failureItems()),
  });
  readonly #only = tool({
    label: l10n.t('Show selected trials only'),
    text: l10n.t('Selected'),
    press: () => this.options.choose({ selectedOnly: !this.#ui.selectedOnly }),
  });
  readonly #chooser = tool({
    label: l10n.t('Choose columns'),
    icon: 'columns',
    popup: true,
    press: (anchor) =>
      this.#list.toggle(
        anchor,
        ...columnChooser(this.options.columns(), this.#ui.layout, (layout) =>
          this.options.choose({ layout }),
        ),
      ),
  });
  readonly #more = tool({
    label: l10n.t('Copy or save trials'),
    icon: 'more',
    popup: true,
    press: (anchor) => this.#list.toggle(anchor, ...this.#moreItems()),
  });
  #ui: UiState = INITIAL_UI;
  #nSelected = 0;
  #nMatching = 0;
  #groups: readonly FailureGroup[] = [];
  #chipKey = '';

  constructor(private readonly options: TrialsToolsOptions) {
    this.element = el(
      'div',
      { class: 'tools' },
      ...[this.#failed, this.#only, this.#chooser, this.#more].map(({ element }) => element),
    );
  }

  /** @param nMatching trials that the filters keep */
  show(state: RunState, ui: UiState, nSelected: number, nMatching: number): void {
    this.#ui = ui;
    this.#nSelected = nSelected;
    this.#nMatching = nMatching;
    this.#groups = failureGroups(state);
    const nFailed = this.#groups.reduce((sum, { trials }) => sum + trials.length, 0);
    this.#failed.set({ hidden: nFailed === 0, text: l10n.t('{0} failed', nFailed) });
    this.#only.set({ pressed: ui.selectedOnly, disabled: nSelected === 0 && !ui.selectedOnly });
    this.#showChips(ui.columnFilters);
  }

  resize(column: string, width: number): void {
    this.options.choose({ layout: resizeColumn(this.#ui.layout, column, width) });
  }

  openMenu(column: Column<TrialRecord>, anchor: HTMLElement): void {
    const { choose } = this.options;
    const sort = (direction: Direction) => {
      choose({ sorts: [{ column: column.id, direction }] });
      this.#menu.close();
    };
    const content = columnMenu({
      column,
      rows: this.options.rows(),
      filter: this.#ui.columnFilters[column.id],
      canHide: column.id !== this.options.columns()[0]?.id,
      filterChanged: (filter) => {
        this.#setColumnFilter(column.id, filter);
        if (!filter && !(document.activeElement instanceof HTMLInputElement)) this.#menu.close();
      },
      sort,
      hide: () => {
        choose({ layout: showColumn(this.#ui.layout, column.id, false) });
        this.#menu.close();
      },
    });
    this.#menu.toggle(anchor, el('h3', {}, column.title), ...content);
  }

  #setColumnFilter(column: string, filter: ColumnFilter | undefined): void {
    const others = Object.entries(this.#ui.columnFilters).filter(([id]) => id !== column);
    const columnFilters = Object.fromEntries(filter ? [...others, [column, filter]] : others);
    this.options.choose({ columnFilters });
  }

  #showChips(filters: ColumnFilters): void {
    const key = JSON.stringify(filters);
    if (key === this.#chipKey) return;
    this.#chipKey = key;
    const chips = this.options.columns().flatMap((column) => {
      const filter = filters[column.id];
      if (!filter) return [];
      const text = describeFilter(column, filter);
      const remove = el(
        'button',
        {
          type: 'button',
          class: 'chip',
          'aria-label': l10n.t('Remove the filter {0}', text),
          on: { click: () => this.#setColumnFilter(column.id, undefined) },
        },
        el('span', {}, text),
        icon('close'),
      );
      return [remove];
    });
    this.chips.replaceChildren(...chips);
    this.chips.hidden = chips.length === 0;
  }

  #failureItems(): HTMLElement[] {
    return [
      el('h3', {}, l10n.t('Failed trials by reason')),
      ...this.#groups.map(({ cause, trials }) => {
        const item = menuItem({
          label: '',
          press: () => {
            this.options.fail(cause);
            this.#list.close();
          },
        });
        const count = el('strong', { class: 'numeric' });
        setText(count, String(trials.length));
        item.append(count, el('span', {}, cause));
        item.title = failedSoText(trials.length);
        return item;
      }),
    ];
  }

  #moreItems(): HTMLElement[] {
    const none = this.#nSelected === 0;
    const item = (label: string, disabled: boolean, press: () => void, name: 'copy' | 'save') =>
      menuItem({
        label,
        icon: name,
        disabled,
        press: () => {
          press();
          this.#list.close();
        },
      });
    const save = item(
      savedText(this.#nMatching),
      this.#nMatching === 0,
      () => this.options.saveCsv(),
      'save',
    );
    save.title = l10n.t(
      'Writes the trials that match the filters, in the order of the table and with every column. Pinned trials that do not match are left out.',
    );
    return [
      item(tabSeparatedText(this.#nSelected), none, () => this.options.copyRows(), 'copy'),
      item(markdownText(this.#nSelected), none, () => this.options.copyMarkdown(), 'copy'),
      el('div', { class: 'menu-line' }),
      save,
    ];
  }
}

function failedSoText(count: number): string {
  return count === 1
    ? l10n.t('Show 1 trial that failed so')
    : l10n.t('Show {0} trials that failed so', groupDigits(String(count)));
}

function tabSeparatedText(nRows: number): string {
  if (nRows === 0) return l10n.t('Copy selected rows, tab-separated');
  return nRows === 1
    ? l10n.t('Copy 1 row, tab-separated')
    : l10n.t('Copy {0} rows, tab-separated', groupDigits(String(nRows)));
}

function markdownText(nRows: number): string {
  if (nRows === 0) return l10n.t('Copy selected rows as Markdown');
  return nRows === 1
    ? l10n.t('Copy 1 row as Markdown')
    : l10n.t('Copy {0} rows as Markdown', groupDigits(String(nRows)));
}

function savedText(count: number): string {
  return count === 1
    ? l10n.t('Save 1 trial as CSV, all columns')
    : l10n.t('Save {0} trials as CSV, all columns', groupDigits(String(count)));
}
