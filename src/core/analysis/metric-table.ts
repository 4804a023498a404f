import { atHighestFidelity } from '../journal/fidelity';
import { measuredTrials, objectivesOf } from '../journal/query';
import type { MeasuredTrial } from '../journal/query';
import type { RunState } from '../journal/run-state';
import { METRICS, metricSpec } from '../trial/metric';
import type { Goal } from '../trial/metric';

/** The measured trials that may be compared with each other: those of the highest fidelity. */
export function comparableTrials(state: RunState): readonly MeasuredTrial[] {
  return atHighestFidelity(measuredTrials(state));
}

/** Metrics of these trials: the objectives, then the product's own in their order, then a table's. */
export function metricsIn(state: RunState, trials: readonly MeasuredTrial[]): string[] {
  const found = new Set<string>();
  for (const { metrics } of trials) for (const name of Object.keys(metrics)) found.add(name);
  const first = [...objectivesOf(state).map(({ metric }) => metric), ...Object.keys(METRICS)];
  return [...new Set([...first.filter((name) => found.has(name)), ...[...found].sort()])];
}

/** Metrics of which these trials have at least two values: what an analysis can say something about. */
export function varyingMetrics(state: RunState, trials: readonly MeasuredTrial[]): string[] {
  return metricsIn(state, trials).filter((name) => {
    let first: number | undefined;
    // Ends at the second value, which is near the beginning in nearly every run.
    return trials.some(({ metrics }) => {
      const value = metrics[name];
      if (value === undefined || !Number.isFinite(value)) return false;
      first ??= value;
      return value !== first;
    });
  });
}

/** Trials that have all of `names`, and a column of each. */
export function columnsOf(
  trials: readonly MeasuredTrial[],
  names: readonly string[],
): { readonly trials: readonly MeasuredTrial[]; readonly columns: readonly Float64Array[] } {
  const complete = trials.filter(({ metrics }) => names.every((name) => Number.isFinite(metrics[name])));
  return {
    trials: complete,
    columns: names.map((name) => Float64Array.from(complete, ({ metrics }) => metrics[name]!)),
  };
}

/** The better direction: the experiment's, else the metric's own. */
export function goalIn(state: RunState, metric: string): Goal {
  return (
    objectivesOf(state).find((objective) => objective.metric === metric)?.goal ?? metricSpec(metric).goal
  );
}
