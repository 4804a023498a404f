import { objectivesOf } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { metricSpec } from '../../src/core/trial/metric';
import type { Goal } from '../../src/core/trial/metric';

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
