import { HypervolumeArchive } from '../pareto/hypervolume-archive';
import { compareFidelity } from './fidelity';
import { constraintsOf, measuredTrials, objectivesOf, scoreIn } from './query';
import type { RunState } from './run-state';
import type { TrialId } from '../trial/trial';

/** One trial that had ended, and what the front dominated then. */
export interface HypervolumePoint {
  readonly trial: TrialId;
  /** Trials that had ended by then, this one included. */
  readonly nEnded: number;
  readonly endedAt: number;
  readonly volume: number;
  /** This trial made it larger. */
  readonly isGain: boolean;
}

export interface HypervolumeCurve {
  /** In the objectives' own units and order. */
  readonly reference: readonly number[];
  /** One point for each trial that keeps all limits, in the order in which they ended. */
  readonly points: readonly HypervolumePoint[];
}

/**
 * The hypervolume of the front over time, for two or three objectives; `undefined` for others and before the first
 * trial. In the product of the objectives' units.
 *
 * The reference is for each objective the limit that a constraint puts on its worse side, else the worst value that a
 * trial which keeps all limits has had until now: with a worse one still to come the whole curve grows, and its form
 * stays. The volume begins again where the first trial of a higher fidelity ends, because fronts are of the highest.
 */
export function hypervolumeSoFar(state: RunState): HypervolumeCurve | undefined {
  const objectives = objectivesOf(state);
  if (objectives.length < 2 || objectives.length > 3) return undefined;
  const scored = measuredTrials(state).flatMap((trial) => {
    const score = scoreIn(state, trial.metrics);
    return score?.violation === 0 ? [{ trial, values: score.values }] : [];
  });
  if (scored.length === 0) return undefined;
  const signs = objectives.map(({ goal }) => (goal === 'maximize' ? 1 : -1));
  const origin = objectives.map(({ metric, goal }, i) => {
    const constraint = constraintsOf(state).find((one) => one.metric === metric);
    const limit = constraint?.[goal === 'maximize' ? 'min' : 'max'];
    return limit === undefined
      ? scored.reduce((worst, { values }) => Math.min(worst, values[i]!), Infinity)
      : signs[i]! * limit;
  });

  const order = endOrder(state);
  scored.sort((a, b) => order[a.trial.trial]! - order[b.trial.trial]!);
  let archive = new HypervolumeArchive(origin);
  let highest = scored[0]!.trial;
  const points = scored.flatMap(({ trial, values }) => {
    const step = compareFidelity(trial, highest);
    if (step < 0) return [];
    if (step > 0) archive = new HypervolumeArchive(origin);
    highest = trial;
    const isGain = archive.add(values);
    const nEnded = order[trial.trial]!;
    return [{ trial: trial.trial, nEnded, endedAt: trial.endedAt, volume: archive.volume, isGain }];
  });
  return { reference: origin.map((value, i) => signs[i]! * value), points };
}

/** By trial: 1 for the one that ended first, and so on; failed ones count. */
function endOrder({ trials }: RunState): readonly number[] {
  const order: number[] = [];
  trials
    .filter((trial) => trial.status !== 'running')
    .sort((a, b) => a.endedAt - b.endedAt || a.trial - b.trial)
    .forEach(({ trial }, i) => (order[trial] = i + 1));
  return order;
}
