import * as l10n from '@vscode/l10n';
import { forecastsOf } from '../../src/core/analysis/forecasts';
import type { Forecast } from '../../src/core/analysis/forecasts';
import { objectivesOf } from '../../src/core/journal/query';
import { metricSpec } from '../../src/core/trial/metric';
import { el, setText } from '../shared/dom';
import type { Theme } from '../shared/theme';
import { Analysis } from './analysis-service';
import { card } from './card';
import { dataTable } from './data-table';
import {
  FORECAST_NOTE,
  forecastPicture,
  forecastSentences,
  forecastTable,
  windowPicture,
  windowTable,
} from './forecast-model';
import { picturesOf } from './picture-file';
import { Remembered } from '../shared/remembered';
import type { RunData, Section, SectionTools } from './section';
import { SectionPlot } from './section-plot';
import type { UiState } from './ui-state';

/** What the strategy expected against what came. */
export class ForecastView implements Section {
  readonly element: HTMLElement;
  readonly #analysis: Analysis<'forecasts'>;
  readonly #scatter: SectionPlot;
  readonly #overTime: SectionPlot;
  readonly #axis = el('span', { class: 'muted' });
  readonly #sentences = el('p', { class: 'verdict', role: 'status' });
  readonly #data;
  readonly #windows;
  readonly #parts: HTMLElement;
  readonly #forecasts = new Remembered<readonly Forecast[]>();
  #shown: readonly Forecast[] | undefined;

  constructor(tools: SectionTools) {
    this.#analysis = new Analysis('forecasts', () => tools.refresh());
    const plot = (label: string) => new SectionPlot(tools, label);
    this.#scatter = plot(l10n.t('Predicted and measured'));
    this.#overTime = plot(l10n.t('Rank correlation over time'));
    this.#data = dataTable(l10n.t('Forecasts by trial'), 'forecasts', tools);
    this.#windows = dataTable(
      l10n.t('Quality of forecasts by stretch of the run'),
      'forecast-quality',
      tools,
    );
    this.#parts = el(
      'div',
      { class: 'section' },
      card(
        l10n.t('Predicted and measured'),
        [this.#axis, picturesOf(() => this.#scatter.toSvg(), 'forecasts', tools)],
        el('div', { class: 'plot-frame' }, this.#scatter.element, this.#scatter.note),
        el('p', { class: 'muted note' }, FORECAST_NOTE),
        this.#data.element,
      ),
      card(
        l10n.t('Over time'),
        [
          el('span', { class: 'muted' }, l10n.t("Kendall's tau-b of stretches of the run, by trial")),
          picturesOf(() => this.#overTime.toSvg(), 'forecast-quality', tools),
        ],
        el('div', { class: 'plot-frame low' }, this.#overTime.element),
        this.#windows.element,
      ),
    );
    this.element = el(
      'div',
      { class: 'section' },
      card(l10n.t('How good were the forecasts'), [], this.#sentences),
      this.#parts,
    );
  }

  show({ state, version }: RunData, ui: UiState): void {
    const metric = objectivesOf(state)[0]?.metric ?? '';
    const forecasts = this.#forecasts.get(String(version), () => forecastsOf(state));
    this.#parts.hidden = forecasts.length === 0;
    if (forecasts.length === 0) {
      setText(
        this.#sentences,
        l10n.t(
          'No measured trial has a forecast. Strategies with a model write them: auto, bayesian-optimization, predictor, nasbot and progressive, after their first samples.',
        ),
      );
      return;
    }
    setText(
      this.#axis,
      l10n.t('{0}: measured upwards, predicted ± sd to the right', metricSpec(metric).title),
    );
    if (forecasts !== this.#shown) {
      this.#shown = forecasts;
      this.#scatter.show(forecastPicture(forecasts, metric), 'forecasts', ui);
      this.#data.show(forecastTable(forecasts));
    }
    const answer = this.#analysis.get('', version, () => ({ forecasts }));
    const windows = answer.result?.windows ?? [];
    setText(
      this.#sentences,
      answer.problem ??
        (answer.result
          ? forecastSentences(answer.result.quality, metric).join(' ')
          : l10n.t('Comparing forecasts …')),
    );
    this.#overTime.show(windowPicture(windows), 'forecast quality', ui);
    this.#windows.show(windowTable(windows, metric));
  }

  setSelected(selected: ReadonlySet<number>): void {
    this.#scatter.setSelected(selected);
  }

  setTheme(theme: Theme): void {
    this.#scatter.setTheme(theme);
    this.#overTime.setTheme(theme);
  }
}
