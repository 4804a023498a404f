import { columnsOf, comparableTrials, goalIn, varyingMetrics } from '../../src/core/analysis/metric-table';
import type { Interval, RankCorrelation } from '../../src/core/analysis/rank-correlation';
import type { EpochCorrelation } from '../../src/core/analysis/curve-correlation';
import { objectivesOf } from '../../src/core/journal/query';
import type { MeasuredTrial } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import type { Goal } from '../../src/core/trial/metric';
import { metricSpec } from '../../src/core/trial/metric';
import type { PlotPicture } from '../shared/chart/picture';
import { formatMetric, NOTHING, plural } from '../../src/core/drawing/format';
import type { PairReport } from './analysis-jobs';
import { rowsOf } from './table-data';
import type { TableData } from './table-data';
import type { UiState } from './ui-state';

/** The metric that every proxy must beat. */
export const BASELINE = 'paramCount';

/** Two metrics of the same trials. */
export interface Pair {
  readonly x: string;
  readonly y: string;
  readonly goal: Goal;
  readonly trials: readonly MeasuredTrial[];
  readonly columns: readonly Float64Array[];
}

/** The metrics that vary over the trials that may be compared. */
export function metricsFor(state: RunState): string[] {
  return varyingMetrics(state, comparableTrials(state));
}

/** As chosen, else the first objective against what costs something; `undefined` with fewer than two metrics. */
export function pairOf(
  state: RunState,
  metrics: readonly string[],
  chosen: UiState['pair'],
): Pair | undefined {
  const y = known(metrics, chosen.y) ?? known(metrics, objectivesOf(state)[0]?.metric) ?? metrics[0];
  const x =
    known(metrics, chosen.x) ??
    [objectivesOf(state)[1]?.metric, 'trainLoss', 'latencyMs', 'macs', BASELINE].find(
      (name) => name !== undefined && name !== y && metrics.includes(name),
    ) ??
    metrics.find((name) => name !== y);
  if (x === undefined || y === undefined) return undefined;
  const { trials, columns } = columnsOf(comparableTrials(state), [x, y]);
  return { x, y, goal: goalIn(state, y), trials, columns };
}

/** The parameter counts of the pair's trials; `undefined` where the pair is about them, or they are not all known. */
export function baselineOf({ x, y, trials }: Pair): Float64Array | undefined {
  if (x === BASELINE || y === BASELINE) return undefined;
  const { trials: complete, columns } = columnsOf(trials, [BASELINE]);
  return complete.length === trials.length ? columns[0] : undefined;
}

export interface CorrelationRow {
  readonly what: string;
  readonly n: string;
  /** The value, and its interval where there is one. */
  readonly tau: readonly [string, string];
  readonly rho: readonly [string, string];
}

export function correlationRows(pair: Pair, report: PairReport): CorrelationRow[] {
  const title = metricSpec(pair.x).title;
  const rows = [rowOf(title, 'all trials', report.all), rowOf(title, 'best tenth', report.best)];
  if (report.baseline) {
    const parameters = metricSpec(BASELINE).title;
    rows.push(
      rowOf(parameters, 'all trials', report.baseline.all),
      rowOf(parameters, 'best tenth', report.baseline.best),
    );
  }
  return rows;
}

function rowOf(title: string, which: string, { n, tau, rho, ...rest }: RankCorrelation): CorrelationRow {
  return {
    what: `${title}, ${which}`,
    n: String(n),
    tau: [signed(tau), intervalText(rest.tauInterval)],
    rho: [signed(rho), intervalText(rest.rhoInterval)],
  };
}

/** What a person would conclude. */
export function verdict(pair: Pair, report: PairReport): string {
  const { tau, tauInterval } = report.all;
  if (tau === undefined)
    return 'One of the two metrics is the same in all trials: there is no order to compare.';
  const x = metricSpec(pair.x).title;
  const y = metricSpec(pair.y).title.toLowerCase();
  const strength = Math.abs(tau) >= 0.7 ? 'strongly' : Math.abs(tau) >= 0.4 ? 'moderately' : 'weakly';
  const isUnclear = !tauInterval || (tauInterval.low <= 0 && tauInterval.high >= 0);
  const share = percent((1 + Math.abs(tau)) / 2);
  const first = isUnclear
    ? `${x} tells nothing sure about the order by ${y}.`
    : tau > 0
      ? `${x} and ${y} order trials ${strength} alike: they agree on ${share} of the pairs of trials.`
      : `${x} and ${y} order trials ${strength} against each other: they disagree on ${share} of the pairs of trials.`;
  return [first, baselineVerdict(x, report)].filter(Boolean).join(' ');
}

function baselineVerdict(x: string, { baseline }: PairReport): string {
  const comparison = baseline?.comparison;
  if (!comparison) return '';
  const { difference, interval } = comparison;
  const by = `(difference of |tau| ${[signed(difference), intervalText(interval)].filter(Boolean).join(' ')})`;
  if (!interval) return `Against counting parameters: ${by}.`;
  if (interval.low > 0) return `${x} beats counting parameters ${by}.`;
  if (interval.high < 0) return `Counting parameters does better ${by}.`;
  return `It is not sure to beat counting parameters ${by}.`;
}

export function methodText({ all }: PairReport): string {
  const top = 'Values as measured: the sign says whether both grow together.';
  switch (all.method) {
    case 'bootstrap':
      return `${top} In brackets 95 % intervals: percentiles of 400 resamples with a fixed seed.`;
    case 'asymptotic':
      return `${top} In brackets 95 % intervals: Fisher's z, variances of Fieller et al. 1957 and of Bonett and Wright 2000.`;
    default:
      return `${top} There are too few trials for intervals.`;
  }
}

export function pairPicture({ x, y, trials, columns }: Pair, report: PairReport | undefined): PlotPicture {
  const [xs, ys] = columns as readonly [Float64Array, Float64Array];
  const isLog = spansDecades(xs);
  return {
    x: { unit: metricSpec(x).unit, log: isLog },
    y: { unit: metricSpec(y).unit, log: false },
    lines: [],
    points: trials.map(({ trial, metrics }, i) => ({
      x: xs[i]!,
      y: ys[i]!,
      trial,
      faint: trials.length > 1000,
      text: () => `${formatMetric(y, metrics[y])}, ${formatMetric(x, metrics[x])}`,
    })),
    summary: `${metricSpec(y).title} against ${metricSpec(x).title.toLowerCase()} of ${plural(trials.length, 'trial')}.${
      report ? ` Kendall's tau ${signed(report.all.tau)}, Spearman's rho ${signed(report.all.rho)}.` : ''
    }`,
    nothing: 'No measured trial has both metrics yet.',
  };
}

/** Kendall's tau (or Spearman's rho) of a metric after each epoch with the same after the last. */
export function curvePicture(epochs: readonly EpochCorrelation[], metric: string): PlotPicture {
  const line = (of: 'tau' | 'rho') =>
    epochs.flatMap((one) => (one[of] === undefined ? [] : [{ x: one.epoch, y: one[of] }]));
  const last = epochs.at(-1);
  return {
    x: { unit: 'count', log: false, whole: true },
    y: { unit: 'loss', log: false },
    lines: [
      { points: line('tau'), color: 'foreground' as const },
      { points: line('rho'), color: 'foreground' as const, dashed: true },
    ].filter(({ points }) => points.length > 0),
    points: [],
    summary: last
      ? `Rank correlation of ${metricSpec(metric).title.toLowerCase()} after each epoch with the final one: tau ${signed(
          epochs[0]?.tau,
        )} after the first epoch, ${signed(last.tau)} after epoch ${last.epoch}.`
      : '',
    nothing: 'There are not five trials with whole learning curves of this metric.',
  };
}

export function curveTable(epochs: readonly EpochCorrelation[]): TableData {
  return {
    columns: [
      { title: 'Epoch', align: 'end' },
      { title: 'Trials', align: 'end' },
      { title: "Kendall's tau", align: 'end' },
      { title: "Spearman's rho", align: 'end' },
    ],
    ...rowsOf(epochs, ({ epoch, n, tau, rho }) => [String(epoch), String(n), signed(tau), signed(rho)]),
  };
}

export function pairTable({ x, y, trials, columns }: Pair): TableData {
  return {
    columns: [
      { title: 'Trial', align: 'end' },
      { title: metricSpec(x).title, align: 'end' },
      { title: metricSpec(y).title, align: 'end' },
    ],
    ...rowsOf(trials, ({ trial }, i) => [String(trial), ...columns.map((column) => String(column[i]))]),
  };
}

/** The first epoch after which tau stays at or above 0.8: what a cheaper measurement could do with. */
export function enoughEpochs(epochs: readonly EpochCorrelation[]): number | undefined {
  const tooFew = epochs.findLastIndex(({ tau }) => tau === undefined || tau < 0.8);
  return epochs[tooFew + 1]?.epoch;
}

export function signed(value: number | undefined): string {
  if (value === undefined) return NOTHING;
  const text = Math.abs(value).toFixed(2);
  return value < 0 && text !== '0.00' ? `−${text}` : text;
}

function intervalText(interval: Interval | undefined): string {
  return interval ? `[${signed(interval.low)}, ${signed(interval.high)}]` : '';
}

function percent(share: number): string {
  return `${Math.round(share * 100)}\u202f%`;
}

function known(metrics: readonly string[], name: string | undefined): string | undefined {
  return name !== undefined && metrics.includes(name) ? name : undefined;
}

function spansDecades(values: Float64Array): boolean {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  return least > 0 && most / least > 50;
}
