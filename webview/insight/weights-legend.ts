import { el } from '../shared/dom';
import type { Theme } from '../shared/theme';
import { weightText } from './weights-model';
import type { WeightsSeen } from './weights-model';
import { COLORS } from './weights-pictures';

/** What the lines stand for, and the weights at the chosen step. */
export class WeightsLegend {
  readonly element = el('ul', { class: 'weights-legend' });
  #drawn: WeightsSeen | undefined;

  constructor(private theme: Theme) {}

  show(seen: WeightsSeen): void {
    this.#drawn = seen;
    const { course, decision, at } = seen;
    const weights = course.points[at]!.weights[decision]!;
    const most = Math.max(...weights);
    this.element.replaceChildren(
      ...course.decisions[decision]!.alternatives.map((name, i) => {
        const swatch = el('span', { class: 'weights-swatch', 'aria-hidden': true });
        swatch.style.borderTopColor = this.theme.series[i % COLORS]!;
        swatch.style.borderTopStyle = i >= COLORS ? 'dashed' : 'solid';
        return el(
          'li',
          { class: weights[i] === most ? 'strongest' : '' },
          swatch,
          name,
          el('span', { class: 'numeric muted' }, weightText(weights[i]!)),
        );
      }),
    );
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    if (this.#drawn) this.show(this.#drawn);
  }
}
