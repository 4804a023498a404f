import type { MeasuredTrial } from '../journal/query';
import type { RunState } from '../journal/run-state';
import type { Knob } from '../space/space';
import { comparableTrials } from './metric-table';

/** The trials that say something about a metric and hold a value of each knob. */
export function trialsWith(state: RunState, metric: string, knobs: readonly Knob[]): MeasuredTrial[] {
  return comparableTrials(state).filter(
    ({ metrics, genotype }) =>
      Number.isFinite(metrics[metric]) &&
      genotype.length === knobs.length &&
      genotype.every((position, knob) => position < knobs[knob]!.values.length),
  );
}
