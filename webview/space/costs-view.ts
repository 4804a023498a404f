import type { ConstraintEffects } from '../../src/core/space/constraint-effects';
import type { SpacePicture } from '../../src/core/space/space-picture';
import { el } from '../shared/dom';
import type { Theme } from '../shared/theme';
import { HistogramView } from './histogram-view';

/** Metrics of the graph, and where their values are in a picture. */
const COSTS = [
  { metric: 'paramCount', series: 0, always: true, valuesOf: (picture: SpacePicture) => picture.paramCounts },
  { metric: 'macs', series: 2, always: true, valuesOf: (picture: SpacePicture) => picture.macs },
  {
    metric: 'activationBytes',
    series: 3,
    always: false,
    valuesOf: (picture: SpacePicture) => picture.activationBytes,
  },
] as const;

/** How what the graph costs is spread over the sample, with the experiment's limits; memory only where it is limited. */
export class CostsView {
  readonly element: HTMLElement;
  readonly #views: readonly HistogramView[];

  constructor(theme: Theme) {
    this.#views = COSTS.map(({ metric, series }) => new HistogramView(theme, metric, series));
    this.element = el('div', { class: 'histograms' }, ...this.#views.map(({ element }) => element));
  }

  show(picture: SpacePicture, { each }: ConstraintEffects): void {
    COSTS.forEach(({ metric, always, valuesOf }, i) => {
      const view = this.#views[i]!;
      const values = valuesOf(picture);
      const limits = each.filter((effect) => effect.metric === metric);
      const limit = {
        ...tightest(limits, 'min', Math.max),
        ...tightest(limits, 'max', Math.min),
      };
      view.element.hidden = values.length === 0 || (!always && limits.length === 0);
      view.show(limits.length === 0 ? { values } : { values, limit });
    });
    this.element.hidden = picture.paramCounts.length === 0;
  }

  setTheme(theme: Theme): void {
    for (const view of this.#views) view.setTheme(theme);
  }
}

/** Of several limits on one metric the one that leaves least. */
function tightest(
  limits: ConstraintEffects['each'],
  end: 'min' | 'max',
  choose: (...values: number[]) => number,
): { readonly min?: number; readonly max?: number } {
  const values = limits.flatMap((limit) => limit[end] ?? []);
  return values.length === 0 ? {} : { [end]: choose(...values) };
}
