import type { RunState, TrialRecord } from '../../src/core/journal/run-state';
import { textField } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { plural } from '../shared/format';
import { markerGlyph, setGlyph } from '../shared/marker-glyph';
import type { Column, Sort } from '../shared/table/table-model';
import { arrange, matcher } from '../shared/table/table-model';
import { TableView } from '../shared/table/table-view';
import { retrainedKey } from './retrained-model';
import { tabSeparated, trialColumns } from './trial-columns';

export interface TrialsOptions {
  readonly filter: string;
  pick(trial: number, how: 'only' | 'toggle' | 'range', order: readonly number[]): void;
  open(trial: number): void;
  copy(text: string): void;
  sortChanged(sort: Sort): void;
  filterChanged(filter: string): void;
}

/** All trials as rows. */
export class TrialsView {
  readonly element: HTMLElement;
  readonly #count = el('span', { class: 'muted numeric' });
  readonly #table: TableView<TrialRecord>;
  /** Stays as it is while rows come: a word half typed is never lost. */
  readonly #filter;
  #columns: readonly Column<TrialRecord>[] = [];
  #columnKey = '';
  #texts = new WeakMap<TrialRecord, string>();
  #order: readonly TrialRecord[] = [];
  #best: number | undefined;
  #front: ReadonlySet<number> = new Set();

  constructor(options: TrialsOptions) {
    this.#filter = textField({
      label: 'Filter trials',
      placeholder: 'Filter',
      icon: 'search',
      value: options.filter,
      input: (filter) => options.filterChanged(filter),
    });
    this.#table = new TableView<TrialRecord>({
      label: 'Trials',
      key: ({ trial }) => trial,
      lead: (row, slot) => {
        const glyph = slot.querySelector('svg') ?? markerGlyph(row.trial);
        if (!glyph.parentElement) slot.append(glyph);
        setGlyph(glyph, row.trial);
      },
      tone: (row) => this.#tone(row),
      sortChanged: (sort) => options.sortChanged(sort),
      picked: (row, how) =>
        options.pick(
          row.trial,
          how,
          this.#order.map(({ trial }) => trial),
        ),
      opened: (row) => options.open(row.trial),
      copied: (row) => options.copy(tabSeparated([row], this.#columns)),
    });
    this.element = el(
      'section',
      { class: 'card trials', 'aria-label': 'All trials' },
      el('div', { class: 'card-head' }, el('h2', {}, 'Trials'), this.#count, this.#filter.element),
      this.#table.element,
    );
  }

  show(
    state: RunState,
    metrics: readonly string[],
    sort: Sort,
    filter: string,
    marks: { readonly best: number | undefined; readonly front: ReadonlySet<number> },
  ): void {
    const key = `${state.started?.runId ?? ''} ${metrics.join(' ')} ${retrainedKey(state)}`;
    if (key !== this.#columnKey) {
      this.#columnKey = key;
      this.#columns = trialColumns(state, metrics);
      this.#texts = new WeakMap();
      this.#table.setColumns(this.#columns);
    }
    this.#best = marks.best;
    this.#front = marks.front;
    this.#order = arrange(state.trials, this.#columns, sort, matcher(filter, this.#columns, this.#texts));
    this.#table.setRows(this.#order, sort);
    setText(
      this.#count,
      this.#order.length === state.trials.length
        ? plural(state.trials.length, 'trial')
        : `${this.#order.length} of ${plural(state.trials.length, 'trial')}`,
    );
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#table.setSelected(selected);
  }

  reveal(trial: number): void {
    this.#table.reveal(trial);
  }

  #tone(row: TrialRecord): string {
    if (row.status !== 'measured') return row.status;
    return row.trial === this.#best ? 'best' : this.#front.has(row.trial) ? 'front' : '';
  }
}
