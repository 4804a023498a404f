import * as l10n from '@vscode/l10n';
import { objectivesOf } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import type { PlotPicture } from '../shared/chart/picture';
import type { Plot } from '../shared/chart/plot';
import { checkbox, select } from '../shared/controls';
import { el, setAttribute, setText } from '../shared/dom';
import { segmented } from '../shared/segmented';
import { chartCard } from './chart-card';
import { curveMetrics, curvesOf, curvesPicture, curveTrials } from './curves-model';
import type { FetchedCurves } from './fetched-curves';
import { hasHypervolume } from '../../src/core/journal/hypervolume-so-far';
import { hypervolumePicture, referenceText } from './hypervolume-model';
import { Latest } from '../shared/latest';
import { progressPicture } from './progress-model';
import type { RunFigures } from './run-figures';
import type { ScatterAxes } from './scatter-axes';
import { defaultAxes } from './scatter-axes';
import { scatterPicture } from './scatter-model';
import type { Selection } from './selection';
import { INITIAL_UI } from './ui-state';
import type { UiState } from './ui-state';

export interface ChartView {
  readonly element: HTMLElement;
  readonly plot: Plot;
}

export interface ProgressView extends ChartView {
  show(state: RunState, figures: RunFigures, ui: UiState): void;
}

/** The best so far or the hypervolume, by trials or by time. */
export function progressView(plot: Plot, change: (change: Partial<UiState>) => void): ProgressView {
  const of = select({
    label: l10n.t('What is shown over time'),
    choices: [],
    value: '',
    change: (value) =>
      change({
        progressOf: value === 'hypervolume' ? 'hypervolume' : 'best',
        zooms: { ...shown.zooms, progress: undefined },
      }),
  });
  const by = segmented({
    label: l10n.t('Horizontal axis'),
    choices: [
      { value: 'trial', label: l10n.t('Trials') },
      { value: 'time', label: l10n.t('Time') },
    ],
    value: 'trial',
    change: (value) =>
      change({
        progressBy: value === 'time' ? 'time' : 'trial',
        zooms: { ...shown.zooms, progress: undefined },
      }),
  });
  const metric = el('span', { class: 'muted axis-name' });
  const pictures = new Latest<PlotPicture>();
  let shown: UiState = INITIAL_UI;
  return {
    plot,
    element: chartCard(l10n.t('Progress'), plot, [metric, of.element], [by.element]),
    show(state, figures, ui) {
      shown = ui;
      by.set(ui.progressBy);
      const isVolume = ui.progressOf === 'hypervolume' && hasHypervolume(state);
      of.element.hidden = !hasHypervolume(state);
      of.set(
        [
          { value: 'best', label: metricSpec(objectivesOf(state)[0]?.metric ?? '').title },
          { value: 'hypervolume', label: l10n.t('Hypervolume') },
        ],
        isVolume ? 'hypervolume' : 'best',
      );
      const title = metricSpec(objectivesOf(state)[0]?.metric ?? '').title;
      setText(metric, isVolume ? referenceText(state, figures.hypervolume) : of.element.hidden ? title : '');
      setAttribute(metric, 'title', metric.textContent);
      const picture = pictures.of([figures.version, isVolume, ui.progressBy], () =>
        isVolume
          ? hypervolumePicture(state, figures.hypervolume, ui.progressBy)
          : progressPicture(state, ui.progressBy, figures.progress(ui.progressBy)),
      );
      plot.show(picture, ui.zooms.progress);
    },
  };
}

export interface CurvesView extends ChartView {
  show(state: RunState, ui: UiState, selected: Selection, fetched: FetchedCurves): void;
}

export function curvesView(plot: Plot, change: (metric: string) => void): CurvesView {
  const metric = select({ label: l10n.t('Metric of the learning curves'), choices: [], value: '', change });
  return {
    plot,
    element: chartCard(
      l10n.t('Learning curves'),
      plot,
      [metric.element],
      [el('span', { class: 'muted axis-name' }, l10n.t('Epoch'))],
    ),
    show(state, ui, selected, fetched) {
      const curves = curvesOf(state, selected, fetched.all);
      const names = curveMetrics(state, curves);
      const chosen =
        ui.curveMetric !== undefined && names.includes(ui.curveMetric) ? ui.curveMetric : names[0];
      metric.element.hidden = names.length === 0;
      if (names.length > 0) metric.set(choicesOf(names), chosen ?? '');
      const hasFailed = curveTrials(state, selected).some((trial) => fetched.failed.has(trial));
      const asked = hasFailed ? 'failed' : selected.length > 0 ? 'some' : 'none';
      plot.show(curvesPicture(curves, chosen ?? '', asked), ui.zooms.curves);
    },
  };
}

export interface ScatterView extends ChartView {
  show(state: RunState, figures: RunFigures, ui: UiState): void;
}

export function scatterView(plot: Plot, change: (axes: ScatterAxes) => void): ScatterView {
  const pictures = new Latest<PlotPicture>();
  let axes: ScatterAxes = { x: '', y: '', logX: false, logY: false };
  const update = (part: Partial<ScatterAxes>) => change({ ...axes, ...part });
  const y = select({
    label: l10n.t('Vertical axis'),
    choices: [],
    value: '',
    change: (value) => update({ y: value, logY: false }),
  });
  const x = select({
    label: l10n.t('Horizontal axis'),
    choices: [],
    value: '',
    change: (value) => update({ x: value, logX: false }),
  });
  const logX = checkbox({
    label: l10n.t({ message: 'log', args: [], comment: ['Of an axis: logarithmic'] }),
    longLabel: l10n.t('Logarithmic horizontal axis'),
    checked: false,
    change: (checked) => update({ logX: checked }),
  });
  const logY = checkbox({
    label: l10n.t({ message: 'log', args: [], comment: ['Of an axis: logarithmic'] }),
    longLabel: l10n.t('Logarithmic vertical axis'),
    checked: false,
    change: (checked) => update({ logY: checked }),
  });
  const controls = [logY.element, y.element];
  const below = [logX.element, x.element];
  return {
    plot,
    element: chartCard(l10n.t('Pareto front'), plot, controls, below),
    show(state, figures, ui) {
      const metrics = figures.metricNames;
      const wanted = ui.scatter;
      const known = wanted !== undefined && metrics.includes(wanted.x) && metrics.includes(wanted.y);
      axes = known ? wanted : defaultAxes(state, metrics);
      for (const element of [...controls, ...below]) element.hidden = metrics.length === 0;
      if (metrics.length > 0) {
        const choices = choicesOf(metrics);
        x.set(choices, axes.x);
        y.set(choices, axes.y);
        logX.set(axes.logX);
        logY.set(axes.logY);
      }
      const { version } = figures;
      const picture = pictures.of([version, axes.x, axes.y, axes.logX, axes.logY], () =>
        scatterPicture(state, axes, figures.scatter(axes)),
      );
      plot.show(picture, ui.zooms.scatter);
    },
  };
}

function choicesOf(names: readonly string[]) {
  return names.map((name) => ({ value: name, label: metricSpec(name).title }));
}
