import * as l10n from '@vscode/l10n';
import type { ComparedKnob, SpaceComparison } from '../../src/core/space/compare-spaces';
import type { OtherSpace } from '../../src/protocol/space-protocol';
import { button, progressRing, select } from '../shared/controls';
import type { Choice } from '../shared/controls';
import { el } from '../shared/dom';
import type { Theme } from '../shared/theme';
import { comparedRows, knobsText, overlapText } from './comparison-model';
import { HistogramView } from './histogram-view';

/** More compared knobs than this are counted. */
const MOST_ROWS = 100;

export interface ComparisonOptions {
  readonly other: string;
  /** Another space was chosen; empty for none. */
  chosen(other: string): void;
}

/** This space beside another one. */
export class ComparisonView {
  readonly element: HTMLElement;
  readonly #select;
  readonly #clear;
  readonly #busy = el(
    'div',
    { class: 'row', hidden: true },
    progressRing().element,
    l10n.t('Comparing the spaces'),
  );
  readonly #body = el('div', { class: 'comparison', hidden: true });
  readonly #params: HistogramView;
  readonly #macs: HistogramView;
  #others: readonly OtherSpace[] = [];
  #other: string;

  constructor(
    theme: Theme,
    private readonly options: ComparisonOptions,
  ) {
    this.#other = options.other;
    this.#params = new HistogramView(theme, 'paramCount', 0);
    this.#macs = new HistogramView(theme, 'macs', 0);
    this.#select = select({
      label: l10n.t('Space to compare with'),
      choices: [noSpace()],
      value: '',
      change: (other) => this.#choose(other),
    });
    this.#clear = button({
      label: l10n.t('End'),
      title: l10n.t('End the comparison'),
      press: () => this.#choose(''),
    });
    this.#clear.set({ hidden: true });
    this.element = el(
      'section',
      { class: 'card comparison-card', 'aria-label': l10n.t('Comparison with another space') },
      el(
        'div',
        { class: 'card-head' },
        el('h2', {}, l10n.t('Compare with another space')),
        this.#select.element,
        this.#clear.element,
      ),
      this.#busy,
      this.#body,
    );
  }

  get other(): string {
    return this.#other;
  }

  offer(others: readonly OtherSpace[]): void {
    this.#others = others;
    if (!others.some(({ id }) => id === this.#other)) this.#other = '';
    this.#set();
  }

  set busy(busy: boolean) {
    this.#busy.hidden = !busy;
  }

  show(comparison: SpaceComparison | undefined): void {
    this.#body.hidden = comparison === undefined;
    if (!comparison) return;
    const { here, there, knobs, hereInThere, thereInHere } = comparison;
    const [one, other] = [here.title, there.title];
    this.#body.replaceChildren(
      table(
        ['', one, other],
        comparedRows(comparison).map((row) => [row.title, row.here, row.there]),
      ),
      el(
        'div',
        { class: 'overlap' },
        el('h3', {}, l10n.t('Architectures in both')),
        el('p', {}, overlapText(hereInThere, one, other)),
        el('p', {}, overlapText(thereInHere, other, one)),
      ),
      el('div', { class: 'sides' }, side(0, one), side(1, other)),
      el('div', { class: 'histograms' }, this.#params.element, this.#macs.element),
      el(
        'details',
        {},
        el('summary', {}, l10n.t('Knobs: {0}', knobsText(knobs))),
        table([l10n.t('Knob'), one, other], knobs.slice(0, MOST_ROWS).map(knobCells)),
        knobs.length > MOST_ROWS
          ? el('p', { class: 'muted' }, l10n.t('and {0} more', knobs.length - MOST_ROWS))
          : undefined,
      ),
    );
    for (const [view, metric] of [
      [this.#params, 'paramCount'],
      [this.#macs, 'macs'],
    ] as const) {
      const values = here.costs.map((cost) => cost[metric]);
      const theirs = there.costs.map((cost) => cost[metric]);
      view.element.hidden = values.length === 0 || theirs.length === 0;
      view.show({ values, other: { title: other, values: theirs } });
    }
  }

  setTheme(theme: Theme): void {
    this.#params.setTheme(theme);
    this.#macs.setTheme(theme);
  }

  #choose(other: string): void {
    if (other === this.#other) return;
    this.#other = other;
    this.#set();
    this.options.chosen(other);
  }

  #set(): void {
    this.#select.set(
      [noSpace(), ...this.#others.map(({ id, title }) => ({ value: id, label: title }))],
      this.#other,
    );
    this.#clear.set({ hidden: this.#other === '' });
  }
}

function noSpace(): Choice {
  return { value: '', label: l10n.t('Choose a space') };
}

/** What colour the bars of a space have. */
function side(series: number, title: string): HTMLElement {
  const swatch = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  swatch.setAttribute('class', `series-${series}`);
  swatch.setAttribute('aria-hidden', 'true');
  swatch.innerHTML = '<rect width="12" height="12" rx="2"/>';
  return el('span', { class: 'side' }, swatch, title);
}

function knobCells({ name, state, here, there }: ComparedKnob): string[] {
  const text = (values: ComparedKnob['here']) => values?.join(', ') ?? l10n.t('none');
  return state === 'same' ? [name, text(here), l10n.t('the same')] : [name, text(here), text(there)];
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return el(
    'div',
    {
      class: 'compared-scroll',
      tabindex: 0,
      role: 'region',
      'aria-label': l10n.t('Table of {0}', titles.slice(1).join(', ')),
    },
    el(
      'table',
      { class: 'compared' },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          ...titles.map((title) =>
            el(title === '' ? 'td' : 'th', { scope: title === '' ? undefined : 'col' }, title),
          ),
        ),
      ),
      el(
        'tbody',
        {},
        ...rows.map(([first, ...cells]) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, first),
            ...cells.map((cell) => el('td', { class: 'numeric' }, cell)),
          ),
        ),
      ),
    ),
  );
}
