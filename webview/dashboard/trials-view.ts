import * as l10n from '@vscode/l10n';
import { NO_ANNOTATIONS } from '../../src/core/journal/annotations';
import type { Annotations } from '../../src/core/journal/annotations';
import type { RunState, TrialRecord } from '../../src/core/journal/run-state';
import { el, setAttribute, setText } from '../shared/dom';
import { FilterBox } from '../shared/filter/filter-box';
import type { FilterField } from '../shared/filter/filter-field';
import { quoteText } from '../shared/filter/filter-tokens';
import { groupDigits } from '../../src/core/drawing/format';
import { markerGlyph, setGlyph } from '../shared/marker-glyph';
import { shownColumns } from '../shared/table/column-layout';
import type { ColumnLayout } from '../shared/table/column-layout';
import { rowTexts } from '../shared/table/table-model';
import type { Column } from '../shared/table/table-model';
import { TableView } from '../shared/table/table-view';
import { trialCountText } from './counts';
import { retrainedKey } from './retrained-model';
import type { Picking } from './selection';
import { trialColumns } from './trial-columns';
import { csvFile, markdownTable, tabSeparated } from './trial-copies';
import { searchText, trialFields } from './trial-fields';
import type { TrialMarks } from './trial-fields';
import { arrangeTrials, queryFilter, writtenTrials } from './trials-model';
import type { ArrangedTrials, Matches } from './trials-model';
import { TrialsTools } from './trials-tools';
import type { UiState } from './ui-state';

export interface TrialsOptions {
  readonly ui: UiState;
  pick(trials: readonly number[], how: Picking): void;
  cleared(): void;
  open(trial: number): void;
  copy(text: string, nRows: number): void;
  save(name: string, content: string): void;
  choose(change: Partial<UiState>): void;
  /** Tells screen readers. */
  say(sentence: string): void;
}

const NO_MARKS: TrialMarks = { best: undefined, front: new Set() };

/** All trials as rows: filtered, sorted, copied. */
export class TrialsView {
  readonly element: HTMLElement;
  readonly #count = el('span', { class: 'muted numeric trials-count' });
  readonly #pinsHint = el('span', { class: 'pins-hint numeric', hidden: true });
  readonly #table: TableView<TrialRecord>;
  /** Stays as it is while rows come: a word half typed is never lost. */
  readonly #filter: FilterBox<TrialRecord>;
  readonly #tools: TrialsTools;
  #columns: readonly Column<TrialRecord>[] = [];
  #shown: readonly Column<TrialRecord>[] = [];
  #shownBy: readonly unknown[] = [];
  #fields: readonly FilterField<TrialRecord>[] = [];
  #columnKey = '';
  #texts: (row: TrialRecord) => string = () => '';
  #annotations: Annotations = NO_ANNOTATIONS;
  #query: { readonly text: string; readonly fields: unknown; readonly matches: Matches } | undefined;
  #arranged: ArrangedTrials = { rows: [], nPinned: 0, nWanted: 0, matching: [] };
  /** What the rows answer: order and filters. */
  #asked: readonly unknown[] = [];
  #marks: TrialMarks = NO_MARKS;
  #selected: ReadonlySet<number> = new Set();
  #state: RunState | undefined;

  constructor(private readonly options: TrialsOptions) {
    this.#filter = new FilterBox<TrialRecord>({
      label: l10n.t('Filter trials'),
      placeholder: l10n.t('Filter: words, or {0}', 'valAccuracy > 95 % and macs < 1M'),
      value: options.ui.filter,
      changed: (filter) => options.choose({ filter }),
    });
    this.#table = new TableView<TrialRecord>({
      label: l10n.t('Trials'),
      key: ({ trial }) => trial,
      lead: (row, slot) => {
        const glyph = slot.querySelector('svg') ?? markerGlyph(row.trial);
        if (!glyph.parentElement) slot.append(glyph);
        setGlyph(glyph, row.trial);
      },
      tone: (row) => this.#tone(row),
      sortChanged: (sorts) => options.choose({ sorts }),
      picked: (trials, how) => options.pick(trials, how),
      cleared: () => options.cleared(),
      opened: (row) => options.open(row.trial),
      all: () => this.#arranged.matching,
      copied: (row) => {
        const rows = this.#selected.has(row.trial) ? this.#selectedRows() : [row];
        options.copy(tabSeparated(rows, this.#shown), rows.length);
      },
      menu: (column, anchor) => this.#tools.openMenu(column, anchor),
      resized: (column, width) => this.#tools.resize(column.id, width),
    });
    this.#tools = new TrialsTools({
      choose: (change) => options.choose(change),
      columns: () => this.#columns,
      rows: () => this.#state?.trials ?? [],
      fail: (cause) => this.#showOnly(`failure = ${quoteText(cause)}`),
      copyRows: () => this.#copySelected(tabSeparated),
      copyMarkdown: () => this.#copySelected(markdownTable),
      saveCsv: () => {
        const name = this.#state?.started?.experimentName ?? 'run';
        options.save(
          `${name}-trials.csv`,
          csvFile(writtenTrials(this.#arranged), this.#columns, this.#annotations),
        );
      },
    });
    this.element = el(
      'section',
      { class: 'card trials', 'aria-label': l10n.t('All trials') },
      el(
        'div',
        { class: 'card-head' },
        el('h2', {}, l10n.t('Trials')),
        this.#count,
        this.#pinsHint,
        this.#filter.element,
        this.#tools.element,
      ),
      this.#tools.chips,
      el('div', { class: 'grid-frame' }, this.#table.element, this.#table.news),
    );
  }

  show(
    state: RunState,
    metrics: readonly string[],
    ui: UiState,
    annotations: Annotations,
    marks: TrialMarks,
  ): void {
    this.#state = state;
    this.#marks = marks;
    this.#takeColumns(state, metrics, annotations);
    this.#takeLayout(ui.layout);
    this.#table.setColumns(this.#shown);
    const problem = this.#takeQuery(ui.filter);
    this.#filter.showProblem(problem);
    const only = ui.selectedOnly ? this.#selected : undefined;
    const nWantedBefore = this.#arranged.nWanted;
    this.#arranged = arrangeTrials(state.trials, this.#columns, {
      sorts: ui.sorts,
      matches: this.#query?.matches ?? (() => true),
      columnFilters: ui.columnFilters,
      only,
      annotations,
    });
    const { rows, nPinned, matching } = this.#arranged;
    const nMatching = matching.length;
    const asked = [state.started, ui.sorts, this.#query?.text, ui.columnFilters, only];
    const goesOn = asked.length === this.#asked.length && asked.every((one, i) => one === this.#asked[i]);
    this.#asked = asked;
    this.#table.setRows(rows, ui.sorts, nPinned, new Set(Object.keys(ui.columnFilters)), goesOn);
    this.#showPins(nWantedBefore);
    this.#table.setNothing(
      state.trials.length === 0 ? l10n.t('No trial has begun yet.') : l10n.t('No trial matches.'),
    );
    this.#tools.show(state, ui, this.#selected.size, nMatching);
    const all = trialCountText(state.trials.length);
    setText(
      this.#count,
      nMatching === state.trials.length
        ? all
        : l10n.t({
            message: '{0} of {1}',
            args: [groupDigits(String(nMatching)), all],
            comment: ['A number of trials that match a filter, and all trials with their number'],
          }),
    );
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#selected = selected;
    this.#table.setSelected(selected);
  }

  reveal(trial: number): void {
    this.#table.reveal(trial);
  }

  focus(): void {
    this.#table.focus();
  }

  focusFilter(): void {
    this.#filter.focus();
  }

  /** The same objects while nothing changes: the header is made anew for others. */
  #takeLayout(layout: ColumnLayout): void {
    const by = [this.#columns, layout] as const;
    if (by.every((one, i) => one === this.#shownBy[i])) return;
    this.#shownBy = by;
    this.#shown = shownColumns(this.#columns, layout);
  }

  #takeColumns(state: RunState, metrics: readonly string[], annotations: Annotations): void {
    const key = `${state.started?.runId ?? ''} ${metrics.join(' ')} ${retrainedKey(state)}`;
    if (key === this.#columnKey && annotations === this.#annotations) return;
    this.#columnKey = key;
    this.#annotations = annotations;
    this.#columns = trialColumns(state, metrics, annotations);
    this.#texts = searchText(rowTexts(this.#columns));
    this.#fields = trialFields(this.#columns, annotations, () => this.#marks);
    this.#filter.setFields(this.#fields);
  }

  /** Says when more is pinned than the top of the table has room for. */
  #showPins(nWantedBefore: number): void {
    const { nPinned, nWanted } = this.#arranged;
    this.#pinsHint.hidden = nWanted <= nPinned;
    if (nWanted <= nPinned) return;
    setText(this.#pinsHint, l10n.t('{0} of {1} pinned on top', nPinned, nWanted));
    const why = l10n.t(
      '{0} trials are pinned, and {1} have room on top of the table: the others are sorted with the rest',
      nWanted,
      nPinned,
    );
    setAttribute(this.#pinsHint, 'title', why);
    if (nWanted > nWantedBefore) this.options.say(why);
  }

  /** While a filter is wrong, the last right one holds. */
  #takeQuery(text: string) {
    if (this.#query?.text === text && this.#query.fields === this.#fields) return undefined;
    const { matches, problem } = queryFilter(text, this.#fields, this.#texts);
    if (!problem) this.#query = { text, fields: this.#fields, matches };
    return problem;
  }

  /** Whatever else was filtered would hide some of them. */
  #showOnly(filter: string): void {
    this.#filter.set(filter);
    this.options.choose({ filter, columnFilters: {}, selectedOnly: false });
  }

  #selectedRows(): TrialRecord[] {
    return this.#arranged.rows.filter(({ trial }) => this.#selected.has(trial));
  }

  #copySelected(
    text: (rows: readonly TrialRecord[], columns: readonly Column<TrialRecord>[]) => string,
  ): void {
    const rows = this.#selectedRows();
    this.options.copy(text(rows, this.#shown), rows.length);
  }

  #tone(row: TrialRecord): string {
    const star = this.#annotations.get(row.trial)?.starred ? ' starred' : '';
    if (row.status !== 'measured') return row.status + star;
    return (row.trial === this.#marks.best ? 'best' : this.#marks.front.has(row.trial) ? 'front' : '') + star;
  }
}
