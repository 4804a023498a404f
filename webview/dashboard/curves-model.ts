import * as l10n from '@vscode/l10n';
import { objectivesOf } from '../../src/core/journal/query';
import type { EpochPoint, RunState } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import type { PlotPicture } from '../shared/chart/picture';
import { formatMetric } from '../../src/core/drawing/format';
import { epochCountText } from './counts';
import type { Selection } from './selection';

/** As many lines as can be told apart. */
const MOST_CURVES = 10;

const NOTHING: Readonly<Record<CurvesAsked, string>> = {
  none: l10n.t('Select a trial, or wait for one that is training: its curve appears here.'),
  some: l10n.t('There is no learning curve of what is selected.'),
  failed: l10n.t('The learning curve of what is selected could not be read. Select it again to try again.'),
};

export interface Curve {
  readonly trial: number;
  readonly running: boolean;
  /** Of a parent of the selected trial, for comparison. */
  readonly beside?: boolean;
  readonly points: readonly EpochPoint[];
}

/** Trials whose curves are wanted: of the selected ones the newest picks; of a single one also its parents. */
export function curveTrials(state: RunState, selected: Selection): Selection {
  const newest = selected.slice(-MOST_CURVES).reverse();
  const [only] = newest;
  return newest.length === 1 ? [only!, ...(state.trials[only!]?.parents ?? [])] : newest;
}

/**
 * The learning curves to show: those of selected trials, then those of the
 * newest running ones.
 *
 * @param fetched curves of ended trials, which the snapshot leaves out
 */
export function curvesOf(
  state: RunState,
  selected: Selection,
  fetched: ReadonlyMap<number, readonly EpochPoint[]>,
): Curve[] {
  const running = state.trials.filter(({ status }) => status === 'running').map(({ trial }) => trial);
  const wanted = [...new Set<number>([...curveTrials(state, selected), ...running.reverse()])].slice(
    0,
    MOST_CURVES,
  );
  const parents: readonly number[] = state.trials[selected[0] ?? -1]?.parents ?? [];
  return wanted.flatMap((trial) => {
    const record = state.trials[trial];
    const points = fetched.get(trial) ?? record?.curve ?? [];
    const beside = selected.length === 1 && parents.includes(trial) && trial !== selected[0];
    return points.length > 0 ? [{ trial, running: record?.status === 'running', beside, points }] : [];
  });
}

/** Trials whose curve must be asked for. */
export function missingCurves(
  state: RunState,
  selected: Selection,
  fetched: ReadonlyMap<number, readonly EpochPoint[]>,
): number[] {
  return curveTrials(state, selected).filter((trial) => {
    const record = state.trials[trial];
    return record !== undefined && record.status !== 'running' && !fetched.has(trial);
  });
}

/** Metrics that occur in the curves, the objectives first. */
export function curveMetrics(state: RunState, curves: readonly Curve[]): string[] {
  const names = new Set(curves.flatMap(({ points }) => Object.keys(points.at(-1)?.metrics ?? {})));
  const objectives = objectivesOf(state)
    .map(({ metric }) => metric)
    .filter((name) => names.has(name));
  return [...new Set([...objectives, ...[...names].sort()])];
}

/** Whether there is a trial whose curve one would look for, and whether that could be had. */
export type CurvesAsked = 'none' | 'some' | 'failed';

export function curvesPicture(
  curves: readonly Curve[],
  metric: string,
  asked: CurvesAsked = 'none',
): PlotPicture {
  const spec = metricSpec(metric);
  const withMetric = curves.map((curve) => ({
    ...curve,
    points: curve.points.flatMap(({ epoch, metrics }) => {
      const y = metrics[metric];
      return y === undefined ? [] : [{ x: epoch, y }];
    }),
  }));
  return {
    x: { unit: 'count', log: false, whole: true },
    y: { unit: spec.unit, log: false },
    lines: withMetric
      .filter(({ points }) => points.length > 0)
      .map(({ trial, points, running, beside = false }) => ({
        points,
        color: { trial },
        dashed: running || beside,
        thin: beside,
      })),
    points: withMetric.flatMap(({ trial, beside = false, points }) =>
      points.map(({ x, y }, i) => ({
        x,
        y,
        trial,
        faint: beside,
        ringless: i < points.length - 1,
        text: () =>
          beside
            ? l10n.t('{0} after epoch {1}, a parent', formatMetric(metric, y), x)
            : l10n.t('{0} after epoch {1}', formatMetric(metric, y), x),
      })),
    ),
    summary: withMetric
      .map(({ trial, points }) => {
        const last = points.at(-1);
        return last
          ? l10n.t('Trial {0}: {1} after {2}.', trial, formatMetric(metric, last.y), epochCountText(last.x))
          : '';
      })
      .filter(Boolean)
      .join(' '),
    nothing: NOTHING[asked],
  };
}
