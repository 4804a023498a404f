import * as l10n from '@vscode/l10n';
import { el, setAttribute } from '../shared/dom';
import type { Comparison } from '../../src/core/comparison/side-by-side';
import { swatch } from './tables-view';

export interface LegendOptions {
  readonly toggle: (id: string) => void;
  /** The pointer or the focus is on a group, or has left it. */
  readonly light: (id: string | undefined) => void;
}

/** One button a group: pressed while its curve is shown. */
export class LegendView {
  readonly element = el('ul', { class: 'legend', 'aria-label': l10n.t('Groups') });
  #key = '';

  constructor(private readonly options: LegendOptions) {}

  /** Buttons stay the same elements while the groups are the same, so that focus stays on them. */
  show({ groups }: Comparison, hidden: ReadonlySet<string>): void {
    const key = JSON.stringify(groups.map(({ id, name, index }) => [id, name, index]));
    if (key !== this.#key) {
      this.#key = key;
      this.element.replaceChildren(...groups.map(({ id, name, index }) => this.#entry(id, name, index)));
    }
    for (const entry of this.element.querySelectorAll<HTMLElement>('.legend-entry'))
      setAttribute(entry, 'aria-pressed', String(!hidden.has(entry.dataset['group'] ?? '')));
  }

  #entry(id: string, name: string, index: number): HTMLElement {
    const { toggle, light } = this.options;
    return el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: 'legend-entry',
          'data-group': id,
          on: {
            click: () => toggle(id),
            pointerenter: () => light(id),
            pointerleave: () => light(undefined),
            focus: () => light(id),
            blur: () => light(undefined),
          },
        },
        swatch(index),
        name,
      ),
    );
  }
}
