import type { Forecast, ForecastQuality, ForecastWindow } from '../../src/core/analysis/forecasts';
import { metricSpec } from '../../src/core/trial/metric';
import type { PlotPicture } from '../shared/chart/picture';
import { formatMetric, formatSignificant, NOTHING, plural } from '../../src/core/drawing/format';
import { signed } from './correlation-model';
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
        `measured ${formatMetric(metric, measured)}, predicted ${formatMetric(metric, predicted)}${
          sd === undefined ? '' : ` ± ${formatMetric(metric, sd)}`
        }`,
    })),
    summary: `${title} as measured against as predicted, of ${plural(forecasts.length, 'trial')}.`,
    nothing: 'No strategy has foretold a measured trial.',
  };
}

export function forecastSentences(
  { correlation, coverage, bias, rootMeanSquaredError }: ForecastQuality,
  metric: string,
): string[] {
  const interval = correlation.tauInterval;
  const sentences = [
    `Kendall's tau ${signed(correlation.tau)}${
      interval ? ` (95\u202f%: ${signed(interval.low)} to ${signed(interval.high)})` : ''
    }, Spearman's rho ${signed(correlation.rho)} between predicted and measured over ${plural(correlation.n, 'trial')}.`,
    `Root mean squared error ${formatMetric(metric, rootMeanSquaredError)}; measured less predicted is ${formatMetric(metric, bias)} on average.`,
  ];
  if (coverage)
    sentences.push(
      `Within one standard deviation lie ${percent(coverage.withinOne)} (68\u202f% if calibrated), within two ${percent(coverage.withinTwo)} (95\u202f%).`,
    );
  return sentences;
}

export const FORECAST_NOTE =
  'Strategies write what they expect of a candidate when they ask for it. They choose candidates that they expect to be good, so predictions of winners tend to be too high; the standard deviation is that of the mean and does not hold the noise of measuring.';

export function windowTable(windows: readonly ForecastWindow[], metric: string): TableData {
  return {
    columns: [
      { title: 'Trials', align: 'start' },
      { title: 'Forecasts', align: 'end' },
      { title: "Kendall's tau-b", align: 'end' },
      { title: 'Root mean squared error', align: 'end' },
      { title: 'Within two deviations', align: 'end' },
    ],
    ...rowsOf(windows, ({ firstTrial, lastTrial, n, tau, rootMeanSquaredError, withinTwo }) => [
      `${firstTrial} to ${lastTrial}`,
      String(n),
      signed(tau),
      formatMetric(metric, rootMeanSquaredError),
      withinTwo === undefined ? NOTHING : percent(withinTwo),
    ]),
  };
}

export function forecastTable(forecasts: readonly Forecast[]): TableData {
  return {
    columns: ['Trial', 'Predicted', 'Standard deviation', 'Measured', 'Acquisition'].map((title) => ({
      title,
      align: 'end' as const,
    })),
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
    summary: `Kendall's tau by stretch of the run: ${points.map(({ y }) => signed(y)).join(', ')}.`,
    nothing: 'From 20 forecasts on there are stretches to compare.',
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
      text: () => `acquisition ${formatSignificant(acquisition)}`,
    })),
    summary: `Acquisition value of ${plural(asked.length, 'chosen candidate')} by trial.`,
    nothing: 'This strategy writes no acquisition values.',
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)}\u202f%`;
}
