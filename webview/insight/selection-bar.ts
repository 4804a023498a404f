import { objectivesOf } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { button } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { formatMetric, plural } from '../../src/core/drawing/format';
import { markerGlyph } from '../shared/marker-glyph';

/** More chips tell nothing apart. */
const MOST_CHIPS = 8;

/** The selected trials, the same in every section and in the dashboard of the run. */
export class SelectionBar {
  readonly element: HTMLElement;
  readonly #count = el('span', { class: 'muted' });
  readonly #chips = el('span', { class: 'row chips' });
  readonly #buttons: HTMLElement;
  #key = '';
  #selected: readonly number[] = [];

  constructor(
    private readonly options: {
      pick(trial: number): void;
      clear(): void;
      open(trials: readonly number[]): void;
    },
  ) {
    this.#buttons = el(
      'span',
      { class: 'row' },
      button({
        label: 'Show architecture',
        icon: 'graph',
        press: () => options.open(this.#selected.slice(-3)),
      }).element,
      button({ label: 'Clear selection', icon: 'close', look: 'icon', press: () => options.clear() }).element,
    );
    this.element = el(
      'div',
      { class: 'row selection-bar', role: 'group', 'aria-label': 'Selected trials' },
      this.#count,
      this.#chips,
      el('span', { class: 'spring' }),
      this.#buttons,
    );
  }

  show(state: RunState, selected: readonly number[]): void {
    this.#selected = selected;
    const metric = objectivesOf(state)[0]?.metric;
    const key = `${selected.join(' ')} ${selected.map((trial) => state.trials[trial]?.status ?? '').join(' ')}`;
    if (key === this.#key) return;
    this.#key = key;
    this.#buttons.hidden = selected.length === 0;
    setText(
      this.#count,
      selected.length === 0
        ? 'No trial selected: click a mark, a line or a node'
        : `${plural(selected.length, 'trial')} selected${selected.length > MOST_CHIPS ? ', the last:' : ''}`,
    );
    this.#chips.replaceChildren(
      ...selected.slice(-MOST_CHIPS).map((trial) => {
        const record = state.trials[trial];
        const value =
          metric !== undefined && record?.status === 'measured'
            ? ` ${formatMetric(metric, record.metrics[metric])}`
            : '';
        return el(
          'button',
          {
            class: 'chip',
            type: 'button',
            title: record?.architecture,
            'aria-label': `Trial ${trial}${value}`,
            on: { click: () => this.options.pick(trial) },
          },
          markerGlyph(trial),
          el('span', {}, `${trial}${value}`),
        );
      }),
    );
  }
}
