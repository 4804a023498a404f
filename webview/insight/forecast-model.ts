import * as l10n from '@vscode/l10n';
import type { Forecast, ForecastQuality, ForecastWindow } from '../../src/core/analysis/forecasts';
import { metricSpec } from '../../src/core/trial/metric';
import type { PlotPicture } from '../shared/chart/picture';
import {
  formatMetric,
  formatSignificant,
  formatSigned,
  groupDigits,
  NOTHING,
} from '../../src/core/drawing/format';
import { rowsOf } from './table-data';
import type { TableData } from './table-data';

/** Bars of more forecasts than this would be one grey ground. */
const MOST_BARS = 400;

/** Forecasts against measurements; the line is where they agree. */
export function forecastPicture(forecasts: readonly Forecast[], metric: string): PlotPicture {
  const { unit, title } = metricSpec(metric);
  const both = forecasts.flatMap(({ predicted, measured }) => [predicted, measured]);
  const low = both.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = both.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return {
    x: { unit, log: false },
    y: { unit, log: false },
    lines:
      forecasts.length > 1
        ? [
            {
              points: [
                { x: low, y: low },
                { x: high, y: high },
              ],
              color: 'foreground',
              dashed: true,
            },
          ]
        : [],
    points: forecasts.map(({ trial, predicted, sd, measured }) => ({
      x: predicted,
      y: measured,
      trial,
      faint: forecasts.length > 1000,
      ...(sd !== undefined && forecasts.length <= MOST_BARS && { spread: sd }),
      text: () =>
        sd === undefined
          ? l10n.t(
              'measured {0}, predicted {1}',
              formatMetric(metric, measured),
              formatMetric(metric, predicted),
            )
          : l10n.t(
              'measured {0}, predicted {1} ± {2}',
              formatMetric(metric, measured),
              formatMetric(metric, predicted),
              formatMetric(metric, sd),
            ),
    })),
    summary:
      forecasts.length === 1
        ? l10n.t('{0} as measured against as predicted, of 1 trial.', title)
        : l10n.t(
            '{0} as measured against as predicted, of {1} trials.',
            title,
            groupDigits(String(forecasts.length)),
          ),
    nothing: l10n.t('No strategy has foretold a measured trial.'),
  };
}

export function forecastSentences(
  { correlation, coverage, bias, rootMeanSquaredError }: ForecastQuality,
  metric: string,
): string[] {
  const sentences = [
    correlationText(correlation),
    l10n.t(
      'Root mean squared error {0}; measured less predicted is {1} on average.',
      formatMetric(metric, rootMeanSquaredError),
      formatMetric(metric, bias),
    ),
  ];
  if (coverage)
    sentences.push(
      l10n.t(
        'Within one standard deviation lie {0}, within two {1}. Without noise of measuring {2} and {3} would be right, with it fewer.',
        percent(coverage.withinOne),
        percent(coverage.withinTwo),
        percent(0.68),
        percent(0.95),
      ),
    );
  return sentences;
}

function correlationText({ tau, rho, n, tauInterval }: ForecastQuality['correlation']): string {
  const trials = groupDigits(String(n));
  if (tauInterval)
    return l10n.t(
      "Kendall's tau {0} ({1}: {2} to {3}), Spearman's rho {4} between predicted and measured over {5} trials.",
      formatSigned(tau),
      percent(0.95),
      formatSigned(tauInterval.low),
      formatSigned(tauInterval.high),
      formatSigned(rho),
      trials,
    );
  return n === 1
    ? l10n.t(
        "Kendall's tau {0}, Spearman's rho {1} between predicted and measured over 1 trial.",
        formatSigned(tau),
        formatSigned(rho),
      )
    : l10n.t(
        "Kendall's tau {0}, Spearman's rho {1} between predicted and measured over {2} trials.",
        formatSigned(tau),
        formatSigned(rho),
        trials,
      );
}

export const FORECAST_NOTE = l10n.t(
  'Strategies write what they expect of a candidate when they ask for it. They choose candidates that they expect to be good, so predictions of winners tend to be too high; the standard deviation is that of the mean and does not hold the noise of measuring.',
);

export function windowTable(windows: readonly ForecastWindow[], metric: string): TableData {
  return {
    columns: [
      { title: l10n.t('Trials'), name: 'Trials', align: 'start' },
      { title: l10n.t('Forecasts'), name: 'Forecasts', align: 'end' },
      { title: l10n.t("Kendall's tau-b"), name: "Kendall's tau-b", align: 'end' },
      { title: l10n.t('Root mean squared error'), name: 'Root mean squared error', align: 'end' },
      { title: l10n.t('Within two deviations'), name: 'Within two deviations', align: 'end' },
    ],
    ...rowsOf(
      windows,
      (window) => [l10n.t('{0} to {1}', window.firstTrial, window.lastTrial), ...windowCells(window, metric)],
      (window) => [`${window.firstTrial} to ${window.lastTrial}`, ...windowCells(window, metric)],
    ),
  };
}

function windowCells({ n, tau, rootMeanSquaredError, withinTwo }: ForecastWindow, metric: string): string[] {
  return [
    String(n),
    formatSigned(tau),
    formatMetric(metric, rootMeanSquaredError),
    withinTwo === undefined ? NOTHING : percent(withinTwo),
  ];
}

export function forecastTable(forecasts: readonly Forecast[]): TableData {
  return {
    columns: [
      { title: l10n.t('Trial'), name: 'Trial', align: 'end' },
      { title: l10n.t('Predicted'), name: 'Predicted', align: 'end' },
      { title: l10n.t('Standard deviation'), name: 'Standard deviation', align: 'end' },
      { title: l10n.t('Measured'), name: 'Measured', align: 'end' },
      { title: l10n.t('Acquisition'), name: 'Acquisition', align: 'end' },
    ],
    ...rowsOf(forecasts, ({ trial, predicted, sd, measured, acquisition }) => [
      String(trial),
      ...[predicted, sd, measured, acquisition].map((value) => (value === undefined ? '' : String(value))),
    ]),
  };
}

/** Quality over time: tau of each stretch at its middle. */
export function windowPicture(windows: readonly ForecastWindow[]): PlotPicture {
  const points = windows.flatMap(({ firstTrial, lastTrial, tau }) =>
    tau === undefined ? [] : [{ x: (firstTrial + lastTrial) / 2, y: tau }],
  );
  return {
    x: { unit: 'count', log: false },
    y: { unit: 'loss', log: false },
    lines: points.length > 1 ? [{ points, color: 'foreground' }] : [],
    points: [],
    summary: l10n.t(
      "Kendall's tau by stretch of the run: {0}.",
      points.map(({ y }) => formatSigned(y)).join(', '),
    ),
    nothing: l10n.t('From 20 forecasts on there are stretches to compare.'),
  };
}

/** What the strategy chose by, over the trials. */
export function acquisitionPicture(
  asked: readonly { readonly trial: number; readonly acquisition: number }[],
): PlotPicture {
  return {
    x: { unit: 'count', log: false, whole: true },
    y: { unit: 'loss', log: false },
    lines: [],
    points: asked.map(({ trial, acquisition }) => ({
      x: trial,
      y: acquisition,
      trial,
      faint: asked.length > 1000,
      text: () => l10n.t('acquisition {0}', formatSignificant(acquisition)),
    })),
    summary:
      asked.length === 1
        ? l10n.t('Acquisition value of 1 chosen candidate by trial.')
        : l10n.t('Acquisition value of {0} chosen candidates by trial.', groupDigits(String(asked.length))),
    nothing: l10n.t('This strategy writes no acquisition values.'),
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)}\u202f%`;
}
