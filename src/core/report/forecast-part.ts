import { forecastQuality, forecastsOf, forecastWindows } from '../analysis/forecasts';
import type { Forecast } from '../analysis/forecasts';
import { objectivesOf } from '../journal/query';
import type { RunState } from '../journal/run-state';
import { formatMetric, formatSigned, groupDigits, plural } from '../drawing/format';
import { metricSpec } from '../trial/metric';
import { chartCard } from './chart-card';
import { factList } from './data-table';
import type { TableData } from './data-table';
import { intervalText, methodText } from './interval-text';
import { html } from './markup';
import type { Markup } from './markup';
import { metricInSentence } from './metric-in-sentence';
import { axisOf } from './run-charts';
import type { ChartWithTable } from './run-charts';

/** What the strategy expected against what came; `undefined` where it wrote no forecast. */
export function forecastPart(state: RunState): Markup | undefined {
  const objective = objectivesOf(state)[0]?.metric;
  const forecasts = forecastsOf(state);
  if (objective === undefined || forecasts.length === 0) return undefined;
  return html`<h3 class="later">How good the strategy's forecasts were</h3>
    <p>
      What the strategy foretold of ${metricInSentence(objective)} when it asked for a candidate, against what
      was measured. It chooses candidates that it expects to be good, so forecasts of winners tend to be too
      high; the standard deviation is that of the mean and does not hold the noise of measuring.
    </p>
    <div class="cards">
      ${chartCard(forecastChart(forecasts, objective))}
      <div class="card">
        <h3>Quality</h3>
        ${qualityFacts(forecasts, objective)}
      </div>
    </div>`;
}

function forecastChart(forecasts: readonly Forecast[], objective: string): ChartWithTable {
  const { title } = metricSpec(objective);
  const { unit } = axisOf(objective);
  const both = forecasts.flatMap(({ predicted, measured }) => [predicted, measured]);
  const low = both.reduce((a, b) => Math.min(a, b), Infinity);
  const high = both.reduce((a, b) => Math.max(a, b), -Infinity);
  return {
    chart: {
      id: 'forecasts',
      title: 'Predicted and measured',
      summary: `${title} as measured against as predicted, of ${plural(forecasts.length, 'trial')}.`,
      x: { title: 'Predicted', unit },
      y: { title: 'Measured', unit },
      lines: [
        {
          points: [
            { x: low, y: low },
            { x: high, y: high },
          ],
          ink: 'text',
          isDashed: true,
        },
      ],
      marks: forecasts.map(({ predicted, measured }) => ({ x: predicted, y: measured, look: 'pale' })),
    },
    table: forecastTable(forecasts, objective),
    note: 'Dashed: where the two agree.',
    allIn: "the run's journal",
  };
}

/** By stretch of the run; of a few forecasts themselves, because a stretch would be all of them. */
function forecastTable(forecasts: readonly Forecast[], objective: string): TableData {
  const windows = forecastWindows(forecasts);
  if (windows.length < 2)
    return {
      caption: 'Forecasts by trial',
      titles: ['Trial', 'Predicted', 'Standard deviation', 'Measured'],
      rows: forecasts.map(({ trial, predicted, sd, measured }) => [
        trial,
        ...[predicted, sd, measured].map((value) => formatMetric(objective, value)),
      ]),
    };
  return {
    caption: 'Quality by stretch of the run',
    titles: ['Trials', 'Forecasts', "Kendall's tau-b", 'Root mean squared error'],
    rows: windows.map(({ firstTrial, lastTrial, n, tau, rootMeanSquaredError }) => [
      `${firstTrial} to ${lastTrial}`,
      groupDigits(String(n)),
      formatSigned(tau),
      formatMetric(objective, rootMeanSquaredError),
    ]),
  };
}

function qualityFacts(forecasts: readonly Forecast[], objective: string): Markup {
  const { correlation, bias, rootMeanSquaredError, coverage } = forecastQuality(forecasts);
  const { n, tau, tauInterval, rho } = correlation;
  return html`${factList([
      { name: 'Trials with a forecast', value: groupDigits(String(n)) },
      {
        name: "Kendall's tau-b",
        value: `${formatSigned(tau)}${tauInterval ? ` ${intervalText(tauInterval)}` : ''}`,
      },
      { name: "Spearman's rho", value: formatSigned(rho) },
      { name: 'Root mean squared error', value: formatMetric(objective, rootMeanSquaredError) },
      { name: 'Measured less predicted, on average', value: formatMetric(objective, bias) },
      ...(coverage
        ? [
            {
              name: 'Within one standard deviation (68\u202f% if calibrated)',
              value: percent(coverage.withinOne),
            },
            { name: 'Within two (95\u202f%)', value: percent(coverage.withinTwo) },
          ]
        : []),
    ])}
    <p class="note">${methodText([correlation])}</p>`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}\u202f%`;
}
