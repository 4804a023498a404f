import * as l10n from '@vscode/l10n';
import { objectivesOf } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { button } from '../shared/controls';
import { el, setText } from '../shared/dom';
import { formatMetric, groupDigits } from '../../src/core/drawing/format';
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
        label: l10n.t('Show architecture'),
        icon: 'graph',
        press: () => options.open(this.#selected.slice(-3)),
      }).element,
      button({ label: l10n.t('Clear selection'), icon: 'close', look: 'icon', press: () => options.clear() })
        .element,
    );
    this.element = el(
      'div',
      { class: 'row selection-bar', role: 'group', 'aria-label': l10n.t('Selected trials') },
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
        ? l10n.t('No trial selected: click a mark, a line or a node')
        : selectedText(selected.length),
    );
    this.#chips.replaceChildren(
      ...selected.slice(-MOST_CHIPS).map((trial) => {
        const record = state.trials[trial];
        const value =
          metric !== undefined && record?.status === 'measured'
            ? formatMetric(metric, record.metrics[metric])
            : undefined;
        return el(
          'button',
          {
            class: 'chip',
            type: 'button',
            title: record?.architecture,
            'aria-label':
              value === undefined
                ? l10n.t('Trial {0}', trial)
                : l10n.t({
                    message: 'Trial {0} {1}',
                    args: [trial, value],
                    comment: ['A trial and its value, such as "Trial 12 95 %"'],
                  }),
            on: { click: () => this.options.pick(trial) },
          },
          markerGlyph(trial),
          el('span', {}, value === undefined ? String(trial) : `${trial} ${value}`),
        );
      }),
    );
  }
}

function selectedText(count: number): string {
  if (count > MOST_CHIPS) return l10n.t('{0} trials selected, the last:', groupDigits(String(count)));
  return count === 1 ? l10n.t('1 trial selected') : l10n.t('{0} trials selected', count);
}
