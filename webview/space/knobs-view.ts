import * as l10n from '@vscode/l10n';
import type { PicturedKnob } from '../../src/core/space/space-picture';
import { textField } from '../shared/controls';
import { el, setAttribute, setText } from '../shared/dom';
import { icon } from '../shared/icons';
import { WindowedBody } from '../shared/windowed-body';
import type { WindowedRow } from '../shared/windowed-body';
import { factorText, foundKnobs, groupedKnobs, knobCountText, MANY_KNOBS } from './knobs-model';
import type { KnobGroup } from './knobs-model';

/** More values of one knob than this are counted, not shown. */
const MOST_VALUES = 24;
/** Longer names than this may break. */
const LONG_NAME = 26;
/** More knobs than this get a filter. */
const MOST_UNFILTERED = 12;

export interface KnobsOptions {
  readonly filter: string;
  filterChanged(filter: string): void;
  /** Names of groups that are open. */
  readonly open: readonly string[];
  openChanged(groups: readonly string[]): void;
  /** A knob was picked or, when it was picked already, let go of. */
  picked(name: string): void;
}

/** Name, values, weight and condition of each knob; by layer where there are many. */
export class KnobsView {
  readonly element: HTMLElement;
  readonly #table = el('table', { class: 'knob-table' }, head());
  readonly #body: WindowedBody;
  readonly #count = el('span', { class: 'muted numeric' });
  readonly #field;
  #knobs: readonly PicturedKnob[] = [];
  #filter: string;
  #chosen: ReadonlySet<string> = new Set();
  #marked: ReadonlySet<string> = new Set();
  readonly #open: Set<string>;

  constructor(private readonly options: KnobsOptions) {
    this.#filter = options.filter;
    this.#open = new Set(options.open);
    this.#field = textField({
      label: l10n.t('Filter knobs'),
      placeholder: l10n.t('Filter'),
      icon: 'search',
      value: this.#filter,
      input: (value) => {
        this.#filter = value;
        options.filterChanged(value);
        this.#draw();
      },
    });
    const scroller = el(
      'div',
      { class: 'knobs-scroll', tabindex: 0, role: 'region', 'aria-label': l10n.t('Table of knobs') },
      this.#table,
    );
    this.#body = new WindowedBody(scroller, () => this.#markChosen());
    this.#table.append(this.#body.element);
    this.element = el(
      'section',
      { class: 'card knobs', 'aria-label': l10n.t('Knobs') },
      el('div', { class: 'card-head' }, el('h2', {}, l10n.t('Knobs')), this.#count, this.#field.element),
      scroller,
    );
  }

  /** @param marked names of knobs that an edit has just brought */
  show(knobs: readonly PicturedKnob[], marked: ReadonlySet<string>): void {
    this.#knobs = knobs;
    this.#marked = marked;
    this.#draw();
  }

  /** Marks knobs that are picked here or in the drawing. @param reveal brings the first of them in sight */
  choose(names: ReadonlySet<string>, reveal: boolean): void {
    this.#chosen = names;
    const hidden = groupedKnobs(this.#knobs).filter(
      (group) => !this.#open.has(group.name) && group.knobs.some(({ name }) => names.has(name)),
    );
    if (reveal && this.#isGrouped && hidden[0]) {
      this.#fold(hidden[0].name, true);
      this.#draw();
    }
    const [first] = this.#knobs.filter(({ name }) => names.has(name));
    if (reveal && first) this.#body.bring(rowKey(first));
    this.#markChosen();
    if (reveal) this.#table.querySelector('tr.chosen')?.scrollIntoView({ block: 'nearest' });
  }

  get #isGrouped(): boolean {
    return this.#knobs.length > MANY_KNOBS;
  }

  #draw(): void {
    const found = foundKnobs(this.#knobs, this.#filter);
    const all = knobCountText(this.#knobs.length);
    const isAll = found.length === this.#knobs.length;
    setText(this.#count, isAll ? all : l10n.t('{0} of {1}', found.length, all));
    this.#field.element.hidden = this.#knobs.length <= MOST_UNFILTERED && this.#filter === '';
    const rows = this.#isGrouped
      ? groupedKnobs(found).flatMap((group) => this.#group(group))
      : found.map((knob) => this.#knobRow(knob));
    setAttribute(this.#table, 'aria-rowcount', rows.length + 1);
    this.#body.show(rows);
  }

  #fold(group: string, open: boolean): void {
    if (open) this.#open.add(group);
    else this.#open.delete(group);
    this.options.openChanged([...this.#open]);
  }

  #markChosen(): void {
    for (const button of this.#table.querySelectorAll<HTMLElement>('.knob-name')) {
      const isChosen = this.#chosen.has(button.dataset['knob'] ?? '');
      setAttribute(button, 'aria-pressed', isChosen ? 'true' : 'false');
      button.closest('tr')?.classList.toggle('chosen', isChosen);
    }
  }

  /** The head of a group, and its knobs while it is open. */
  #group(group: KnobGroup): WindowedRow[] {
    const isOpen = this.#open.has(group.name) || this.#filter !== '';
    const head = { key: `group ${group.name}`, make: () => this.#groupRow(group, isOpen) };
    return [head, ...(isOpen ? group.knobs.map((knob) => this.#knobRow(knob)) : [])];
  }

  #groupRow({ name, knobs }: KnobGroup, isOpen: boolean): HTMLElement {
    const title = name === '' ? l10n.t('Whole space') : name;
    const toggle = el(
      'button',
      {
        type: 'button',
        class: 'knob-group',
        'aria-expanded': isOpen ? 'true' : 'false',
        on: {
          click: () => {
            this.#fold(name, !this.#open.has(name));
            this.#draw();
            this.#table.querySelector<HTMLElement>(`[data-group="${CSS.escape(name)}"]`)?.focus();
          },
        },
        'data-group': name,
      },
      icon(isOpen ? 'zoomOut' : 'zoomIn'),
      el('span', { class: 'mono' }, title),
      el('span', { class: 'muted' }, knobCountText(knobs.length)),
    );
    return el('tr', {}, el('td', { colspan: 4, class: 'whole' }, toggle));
  }

  #knobRow(knob: PicturedKnob): WindowedRow {
    return { key: rowKey(knob), make: () => this.#row(knob) };
  }

  #row({ name, values, condition, ordinal, factor, hasEffect }: PicturedKnob): HTMLElement {
    const shown = values.slice(0, MOST_VALUES);
    const notes = [
      ...(this.#marked.has(name) ? [el('span', { class: 'tag new' }, l10n.t('changed'))] : []),
      ...(hasEffect === false
        ? [
            el(
              'span',
              {
                class: 'tag warning',
                title: l10n.t(
                  'Turning it alone made the same architecture in every candidate that was tried',
                ),
              },
              icon('warning'),
              l10n.t('no effect seen'),
            ),
          ]
        : []),
    ];
    const pick = el(
      'button',
      {
        type: 'button',
        class: name.length > LONG_NAME ? 'knob-name mono long' : 'knob-name mono',
        'data-knob': name,
        'aria-pressed': 'false',
        title: l10n.t('Mark it in the drawing'),
        on: { click: () => this.options.picked(name) },
      },
      name,
    );
    return el(
      'tr',
      { class: this.#marked.has(name) ? 'marked' : undefined },
      el('th', { scope: 'row' }, pick, ...notes),
      el(
        'td',
        {},
        el(
          'div',
          {
            class: ordinal ? 'values ordinal' : 'values',
            title: ordinal ? l10n.t('Sizes in order') : l10n.t('Names'),
          },
          ...shown.map((value) => el('span', { class: 'value' }, String(value))),
          values.length > shown.length
            ? el('span', { class: 'muted' }, l10n.t('and {0} more', values.length - shown.length))
            : undefined,
        ),
      ),
      el('td', { class: 'numeric factor' }, factorText(factor)),
      el('td', { class: 'muted condition' }, condition === '' ? l10n.t('always') : condition),
    );
  }
}

function rowKey({ name }: PicturedKnob): string {
  return `knob ${name}`;
}

function head(): HTMLElement {
  const titles = [
    [l10n.t('Name'), ''],
    [l10n.t('Values'), l10n.t('Joined by < where they are sizes in order')],
    [l10n.t('Encodings'), l10n.t('How many times as many encodings there are for this knob')],
    [l10n.t('Has an effect'), ''],
  ] as const;
  return el(
    'thead',
    {},
    el(
      'tr',
      {},
      ...titles.map(([title, why]) => el('th', { scope: 'col', title: why === '' ? undefined : why }, title)),
    ),
  );
}
