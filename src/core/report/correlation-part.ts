import { columnsOf, comparableTrials, varyingMetrics } from '../analysis/metric-table';
import { rankCorrelation } from '../analysis/rank-correlation';
import type { RankCorrelation } from '../analysis/rank-correlation';
import { objectivesOf, scoreIn } from '../journal/query';
import type { MeasuredTrial } from '../journal/query';
import type { RunState } from '../journal/run-state';
import { formatMetric, formatSigned, groupDigits, plural } from '../drawing/format';
import { metricSpec } from '../trial/metric';
import { chartCard } from './chart-card';
import { dataTable } from './data-table';
import { intervalText, methodText } from './interval-text';
import { html } from './markup';
import type { Markup } from './markup';
import { metricInSentence } from './metric-in-sentence';
import { axisOf, byScore, spansDecades } from './run-charts';
import type { ChartWithTable } from './run-charts';

/** What every other measure must beat. */
const BASELINE = 'paramCount';
/** A table of a person's own may have hundreds of columns; an interval takes up to a fifth of a second. */
const MOST_METRICS = 12;

interface Row {
  readonly metric: string;
  readonly correlation: RankCorrelation;
}

/** Which metrics order the trials as the first objective does; `undefined` where there is nothing to compare. */
export function correlationPart(state: RunState, best: MeasuredTrial): Markup | undefined {
  const objective = objectivesOf(state)[0]?.metric;
  const trials = comparableTrials(state);
  const varying = varyingMetrics(state, trials);
  if (objective === undefined || !varying.includes(objective)) return undefined;
  const others = varying.filter((metric) => metric !== objective);
  // The baseline leads, because the others are read against it.
  const sorted = [
    ...others.filter((metric) => metric === BASELINE),
    ...others.filter((metric) => metric !== BASELINE),
  ];
  const rows = sorted.slice(0, MOST_METRICS).map((metric): Row => {
    const [x, y] = columnsOf(trials, [metric, objective]).columns as [Float64Array, Float64Array];
    return { metric, correlation: rankCorrelation(x, y) };
  });
  if (rows.length === 0) return undefined;
  const chart = baselineChart(state, objective, rows, best);
  return html`<h3>Which metrics order the trials alike</h3>
    <p>${verdict(objective, rows)}</p>
    <div class="cards">
      <div class="card">
        <div class="scroll" tabindex="0" role="region" aria-label="Rank correlations">
          ${dataTable({
            caption: `Rank correlation with ${metricInSentence(objective)}`,
            titles: ['Metric', 'Trials', "Kendall's tau-b", '95 % interval'],
            rows: rows.map(({ metric, correlation: { n, tau, tauInterval } }) => [
              metricSpec(metric).title,
              groupDigits(String(n)),
              formatSigned(tau),
              intervalText(tauInterval),
            ]),
            nWords: 1,
          })}
        </div>
        <p class="note">
          1: the same order; −1: the opposite; 0: none. Values as measured, of trials at the highest fidelity:
          the sign says whether both grow together. ${methodText(rows.map(({ correlation }) => correlation))}
          ${others.length > rows.length ? `The first ${MOST_METRICS} of ${others.length} metrics are compared.` : undefined}
        </p>
      </div>
      ${chart && chartCard(chart)}
    </div>`;
}

/** What the table says of counting parameters, in words. */
function verdict(objective: string, rows: readonly Row[]): string {
  const found = rows.find(({ metric }) => metric === BASELINE)?.correlation;
  if (found?.tau === undefined)
    return `How alike each metric and ${metricInSentence(objective)} order the trials that were measured.`;
  const name = metricInSentence(objective);
  const { tau, tauInterval } = found;
  if (!tauInterval || (tauInterval.low <= 0 && tauInterval.high >= 0))
    return `The parameter count tells nothing sure about the order by ${name}.`;
  const share = `${Math.round(50 * (1 + Math.abs(tau)))}\u202f%`;
  return `The parameter count and ${name} ${tau > 0 ? 'agree' : 'disagree'} on the order of ${share} of the pairs of trials: what is to foretell ${name} must do better than counting parameters.`;
}

/** The first objective by the parameter count; `undefined` where there is none, or the front's chart shows the two. */
function baselineChart(
  state: RunState,
  objective: string,
  rows: readonly Row[],
  best: MeasuredTrial,
): ChartWithTable | undefined {
  const row = rows.find(({ metric }) => metric === BASELINE);
  if (!row || objectivesOf(state)[1]?.metric === BASELINE) return undefined;
  const has = ({ metrics }: MeasuredTrial): boolean =>
    Number.isFinite(metrics[BASELINE]) && Number.isFinite(metrics[objective]);
  const trials = comparableTrials(state).filter(has);
  const isFeasible = ({ metrics }: MeasuredTrial): boolean => scoreIn(state, metrics)?.violation === 0;
  const nBreaking = trials.filter((trial) => !isFeasible(trial)).length;
  const [x, y] = [metricSpec(BASELINE).title, metricSpec(objective).title];
  return {
    chart: {
      id: 'size',
      title: `${y} against ${metricInSentence(BASELINE)}`,
      summary: `${y} against ${metricInSentence(BASELINE)} of ${plural(trials.length, 'trial')}: Kendall's tau-b ${formatSigned(row.correlation.tau)}.`,
      x: { ...axisOf(BASELINE), isLog: spansDecades(trials.map(({ metrics }) => metrics[BASELINE]!)) },
      y: axisOf(objective),
      marks: trials.map((trial) => ({
        x: trial.metrics[BASELINE]!,
        y: trial.metrics[objective]!,
        ...(trial.trial === best.trial
          ? { look: 'filled' as const, title: `Trial ${trial.trial}, the best` }
          : { look: isFeasible(trial) ? ('pale' as const) : ('hollow' as const) }),
      })),
    },
    table: {
      caption: 'The ten best trials',
      titles: ['Trial', x, y],
      rows: byScore(state)
        .filter(has)
        .slice(0, 10)
        .map(({ trial, metrics }) => [
          trial,
          formatMetric(BASELINE, metrics[BASELINE]),
          formatMetric(objective, metrics[objective]),
        ]),
    },
    ...(nBreaking === 0
      ? {}
      : {
          note: `Grey: ${plural(nBreaking, 'trial')} that ${nBreaking === 1 ? 'breaks' : 'break'} a constraint.`,
        }),
  };
}
