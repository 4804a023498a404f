import { el } from '../shared/dom';
import type { Plot } from '../shared/chart/plot';

/** A chart with its title, what its vertical axis shows above and its horizontal one below. */
export function chartCard(
  title: string,
  plot: Plot,
  controls: readonly HTMLElement[],
  below: readonly HTMLElement[],
): HTMLElement {
  return el(
    'section',
    { class: 'card chart', 'aria-label': title },
    el(
      'div',
      { class: 'card-head' },
      el('h2', {}, title),
      el('div', { class: 'row chart-controls' }, ...controls),
    ),
    plot.element,
    el('div', { class: 'row chart-controls below' }, plot.note, ...below),
  );
}
