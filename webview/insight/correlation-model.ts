import * as l10n from '@vscode/l10n';
import { columnsOf, comparableTrials, goalIn, varyingMetrics } from '../../src/core/analysis/metric-table';
import { MOST_RESAMPLED } from '../../src/core/analysis/rank-correlation';
import type { Interval, RankCorrelation } from '../../src/core/analysis/rank-correlation';
import type { EpochCorrelation } from '../../src/core/analysis/curve-correlation';
import { objectivesOf } from '../../src/core/journal/query';
import type { MeasuredTrial } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import type { Goal } from '../../src/core/trial/metric';
import { metricSpec } from '../../src/core/trial/metric';
import type { PlotPicture } from '../shared/chart/picture';
import { formatMetric, formatSigned, groupDigits } from '../../src/core/drawing/format';
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
  const rows = [
    rowOf(l10n.t('{0}, all trials', title), report.all),
    rowOf(l10n.t('{0}, best tenth', title), report.best),
  ];
  if (report.baseline) {
    const parameters = metricSpec(BASELINE).title;
    rows.push(
      rowOf(l10n.t('{0}, all trials', parameters), report.baseline.all),
      rowOf(l10n.t('{0}, best tenth', parameters), report.baseline.best),
    );
  }
  return rows;
}

function rowOf(what: string, { n, tau, rho, ...rest }: RankCorrelation): CorrelationRow {
  return {
    what,
    n: String(n),
    tau: [formatSigned(tau), intervalText(rest.tauInterval)],
    rho: [formatSigned(rho), intervalText(rest.rhoInterval)],
  };
}

/** What a person would conclude. */
export function verdict(pair: Pair, report: PairReport): string {
  const { tau, tauInterval } = report.all;
  const { concordant } = report;
  if (tau === undefined || concordant === undefined)
    return l10n.t('One of the two metrics is the same in all trials: there is no order to compare.');
  const x = metricSpec(pair.x).title;
  const y = metricSpec(pair.y).title.toLowerCase();
  const isUnclear = !tauInterval || (tauInterval.low <= 0 && tauInterval.high >= 0);
  const first = isUnclear
    ? l10n.t('{0} tells nothing sure about the order by {1}.', x, y)
    : tau > 0
      ? agreement(x, y, tau, percent(concordant))
      : disagreement(x, y, -tau, percent(1 - concordant));
  return [first, baselineVerdict(x, report)].filter(Boolean).join(' ');
}

function agreement(x: string, y: string, strength: number, share: string): string {
  if (strength >= 0.7)
    return l10n.t(
      '{0} and {1} order trials strongly alike: they agree on {2} of the pairs of trials that differ in both.',
      x,
      y,
      share,
    );
  return strength >= 0.4
    ? l10n.t(
        '{0} and {1} order trials moderately alike: they agree on {2} of the pairs of trials that differ in both.',
        x,
        y,
        share,
      )
    : l10n.t(
        '{0} and {1} order trials weakly alike: they agree on {2} of the pairs of trials that differ in both.',
        x,
        y,
        share,
      );
}

function disagreement(x: string, y: string, strength: number, share: string): string {
  if (strength >= 0.7)
    return l10n.t(
      '{0} and {1} order trials strongly against each other: they disagree on {2} of the pairs of trials that differ in both.',
      x,
      y,
      share,
    );
  return strength >= 0.4
    ? l10n.t(
        '{0} and {1} order trials moderately against each other: they disagree on {2} of the pairs of trials that differ in both.',
        x,
        y,
        share,
      )
    : l10n.t(
        '{0} and {1} order trials weakly against each other: they disagree on {2} of the pairs of trials that differ in both.',
        x,
        y,
        share,
      );
}

function baselineVerdict(x: string, { baseline }: PairReport): string {
  const comparison = baseline?.comparison;
  if (!comparison) return '';
  const { difference, interval } = comparison;
  const by = [formatSigned(difference), intervalText(interval)].filter(Boolean).join(' ');
  if (!interval)
    return l10n.t(
      'There are too few trials to say whether it beats counting parameters (difference of |tau| {0}).',
      by,
    );
  if (interval.low > 0) return l10n.t('{0} beats counting parameters (difference of |tau| {1}).', x, by);
  if (interval.high < 0) return l10n.t('Counting parameters does better (difference of |tau| {0}).', by);
  return l10n.t('It is not sure to beat counting parameters (difference of |tau| {0}).', by);
}

export function methodText({ all, baseline }: PairReport): string {
  const sentences = [
    l10n.t('Values as measured: the sign says whether both grow together.'),
    intervalMethod(all.method),
  ];
  // The difference has no asymptotic interval.
  if (all.method === 'asymptotic' && baseline?.comparison?.interval)
    sentences.push(
      l10n.t(
        'That of the difference from counting parameters: 400 resamples of {0} trials each with a fixed seed, scaled to all trials (Bickel et al. 1997).',
        groupDigits(String(MOST_RESAMPLED)),
      ),
    );
  return sentences.join(' ');
}

function intervalMethod(method: RankCorrelation['method']): string {
  switch (method) {
    case 'bootstrap':
      return l10n.t('In brackets 95 % intervals: percentiles of 400 resamples with a fixed seed.');
    case 'asymptotic':
      return l10n.t(
        "In brackets 95 % intervals: Fisher's z, variances of Fieller et al. 1957 and of Bonett and Wright 2000.",
      );
    default:
      return l10n.t('There are too few trials for intervals.');
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
    summary: [
      againstText(metricSpec(y).title, metricSpec(x).title.toLowerCase(), trials.length),
      ...(report
        ? [
            l10n.t(
              "Kendall's tau {0}, Spearman's rho {1}.",
              formatSigned(report.all.tau),
              formatSigned(report.all.rho),
            ),
          ]
        : []),
    ].join(' '),
    nothing: l10n.t('No measured trial has both metrics yet.'),
  };
}

function againstText(y: string, x: string, nTrials: number): string {
  return nTrials === 1
    ? l10n.t('{0} against {1} of 1 trial.', y, x)
    : l10n.t('{0} against {1} of {2} trials.', y, x, groupDigits(String(nTrials)));
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
      ? l10n.t(
          'Rank correlation of {0} after each epoch with the final one: tau {1} after the first epoch, {2} after epoch {3}.',
          metricSpec(metric).title.toLowerCase(),
          formatSigned(epochs[0]?.tau),
          formatSigned(last.tau),
          last.epoch,
        )
      : '',
    nothing: l10n.t('There are not five trials with whole learning curves of this metric.'),
  };
}

export function curveTable(epochs: readonly EpochCorrelation[]): TableData {
  return {
    columns: [
      { title: l10n.t('Epoch'), name: 'Epoch', align: 'end' },
      { title: l10n.t('Trials'), name: 'Trials', align: 'end' },
      { title: l10n.t("Kendall's tau"), name: "Kendall's tau", align: 'end' },
      { title: l10n.t("Spearman's rho"), name: "Spearman's rho", align: 'end' },
    ],
    ...rowsOf(epochs, ({ epoch, n, tau, rho }) => [
      String(epoch),
      String(n),
      formatSigned(tau),
      formatSigned(rho),
    ]),
  };
}

export function pairTable({ x, y, trials, columns }: Pair): TableData {
  return {
    columns: [
      { title: l10n.t('Trial'), name: 'Trial', align: 'end' },
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

function intervalText(interval: Interval | undefined): string {
  return interval ? `[${formatSigned(interval.low)}, ${formatSigned(interval.high)}]` : '';
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
