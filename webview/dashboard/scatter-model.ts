import { atHighestFidelity, fidelityText } from '../../src/core/journal/fidelity';
import { constraintsOf, measuredTrials, objectivesOf } from '../../src/core/journal/query';
import type { MeasuredTrial } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import type { Goal } from '../../src/core/trial/metric';
import type { PlotPicture, XY } from '../shared/chart/picture';
import { formatMetric, plural } from '../../src/core/drawing/format';

export interface ScatterAxes {
  readonly x: string;
  readonly y: string;
  readonly logX: boolean;
  readonly logY: boolean;
}

/** The second objective against the first; with one objective, parameters or what else there is. */
export function defaultAxes(state: RunState, metrics: readonly string[]): ScatterAxes {
  const objectives = objectivesOf(state).map(({ metric }) => metric);
  const y = objectives[0] ?? metrics[0] ?? '';
  const x =
    objectives[1] ??
    ['paramCount', 'macs', 'latencyMs', 'trainMs'].find((name) => metrics.includes(name)) ??
    metrics.find((name) => name !== y) ??
    y;
  return { x, y, logX: spansDecades(state, x), logY: false };
}

/** The better direction: the experiment's, else the metric's own. */
export function goalOf(state: RunState, metric: string): Goal {
  return (
    objectivesOf(state).find((objective) => objective.metric === metric)?.goal ?? metricSpec(metric).goal
  );
}

/** Candidates by two metrics, with the front of these two, of the trials of the highest fidelity, as a step line. */
export function scatterPicture(state: RunState, axes: ScatterAxes): PlotPicture {
  const trials = measuredTrials(state).filter(
    ({ metrics }) => usable(metrics[axes.x], axes.logX) && usable(metrics[axes.y], axes.logY),
  );
  const goals = { x: goalOf(state, axes.x), y: goalOf(state, axes.y) };
  const infeasible = new Set(trials.filter((trial) => !keepsLimits(state, trial)));
  const feasible = (trial: MeasuredTrial) => !infeasible.has(trial);
  const front = frontOf(
    atHighestFidelity(trials)
      .filter(feasible)
      .map(({ trial, metrics }) => ({ trial, x: metrics[axes.x]!, y: metrics[axes.y]! })),
    goals,
  );
  const onFront = new Set(front.map(({ trial }) => trial));
  const remark = (trial: MeasuredTrial): string => {
    const epochs = fidelityText(trial);
    const place = onFront.has(trial.trial) ? ', on the front' : feasible(trial) ? '' : ', breaks a limit';
    return `${epochs === undefined ? '' : `, after ${epochs}`}${place}`;
  };
  return {
    x: { unit: metricSpec(axes.x).unit, log: axes.logX },
    y: { unit: metricSpec(axes.y).unit, log: axes.logY },
    lines: front.length > 1 ? [{ points: frontLine(front, goals.x), color: 'foreground' }] : [],
    points: trials.map((trial) => ({
      x: trial.metrics[axes.x]!,
      y: trial.metrics[axes.y]!,
      trial: trial.trial,
      faint: !onFront.has(trial.trial),
      infeasible: !feasible(trial),
      text: () =>
        `${formatMetric(axes.y, trial.metrics[axes.y])}, ${formatMetric(axes.x, trial.metrics[axes.x])}${remark(trial)}`,
    })),
    summary: `${metricSpec(axes.y).title} against ${metricSpec(axes.x).title.toLowerCase()} of ${plural(trials.length, 'trial')}. On the Pareto front: ${
      front
        .slice(0, 8)
        .map(
          ({ trial, x, y }) =>
            `trial ${trial} with ${formatMetric(axes.y, y)} and ${formatMetric(axes.x, x)}`,
        )
        .join('; ') || 'none'
    }${front.length > 8 ? ` and ${front.length - 8} more` : ''}.${infeasibleText(infeasible.size)}`,
    nothing: 'No measured trial has both metrics yet.',
  };
}

function infeasibleText(count: number): string {
  return count === 0
    ? ''
    : ` Hollow: ${plural(count, 'trial')} that ${count === 1 ? 'breaks' : 'break'} a limit.`;
}

export interface FrontPoint extends XY {
  readonly trial: number;
}

/** The points that no other dominates, by ascending x; of equal points all. O(n log n). */
export function frontOf(
  points: readonly FrontPoint[],
  goals: { readonly x: Goal; readonly y: Goal },
): FrontPoint[] {
  const sx = goals.x === 'maximize' ? 1 : -1;
  const sy = goals.y === 'maximize' ? 1 : -1;
  // Best x first, and of equal x the best y.
  const sorted = [...points].sort((a, b) => sx * (b.x - a.x) || sy * (b.y - a.y) || a.trial - b.trial);
  const front: FrontPoint[] = [];
  for (const point of sorted) {
    const last = front.at(-1);
    if (!last || sy * point.y > sy * last.y || (point.x === last.x && point.y === last.y)) front.push(point);
  }
  return front.sort((a, b) => a.x - b.x || a.trial - b.trial);
}

/** The edge of what the front dominates: it leaves a point towards worse x and steps at the next. */
export function frontLine(front: readonly FrontPoint[], goalX: Goal): XY[] {
  return front.flatMap((point, i) => {
    const next = front[i + 1];
    const corner = { x: point.x, y: point.y };
    if (!next) return [corner];
    return [corner, goalX === 'minimize' ? { x: next.x, y: point.y } : { x: point.x, y: next.y }];
  });
}

function keepsLimits(state: RunState, { metrics }: MeasuredTrial): boolean {
  return constraintsOf(state).every(({ metric, min, max }) => {
    const value = metrics[metric];
    return (
      value === undefined || ((min === undefined || value >= min) && (max === undefined || value <= max))
    );
  });
}

function usable(value: number | undefined, log: boolean): boolean {
  return value !== undefined && (!log || value > 0);
}

function spansDecades(state: RunState, metric: string): boolean {
  let least = Infinity;
  let most = 0;
  for (const trial of state.trials) {
    const value = trial.status === 'measured' ? trial.metrics[metric] : undefined;
    if (value === undefined) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least > 0 && most / least > 50;
}
