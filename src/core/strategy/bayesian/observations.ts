import { paretoFront } from '../../pareto/domination';
import type { Measured } from '../history';
import type { Problem } from '../problem';
import { logRegretScale, standardizedScale } from './targets';
import type { Scale } from './targets';

/** A measured trial as models learn from it. */
export interface Observation<X> extends Measured {
  readonly input: X;
  /** What was known of it before. */
  readonly foreseen: readonly (number | undefined)[];
  readonly foreseenViolation: number;
}

/** How one objective is modelled. */
export interface ObjectiveTargets {
  readonly scale: Scale;
  /** Of each observation. */
  readonly targets: Float64Array;
  /** Every observation's was known before: it is not predicted but looked up. */
  readonly isForeseen: boolean;
}

/** What the whole history says, in units of models. */
export interface Situation {
  readonly objectives: readonly ObjectiveTargets[];
  /** Positions of the observations that break no constraint. */
  readonly feasible: readonly number[];
  /** Positions of the feasible observations that no other dominates; with one objective, the best. */
  readonly front: readonly number[];
  /** Some observation broke a constraint, so that what is known of candidates must be looked at. */
  readonly isConstrained: boolean;
  /**
   * Of each observation, by how much it breaks constraints: -1 where it breaks none. Absent
   * when all violations were known before.
   */
  readonly violations: Float64Array | undefined;
}

/** Violations beyond so many medians are one. */
const LARGEST_VIOLATION = 5;

/** @param observations at least one */
export function situationOf<X>(
  observations: readonly Observation<X>[],
  problem: Problem,
  target: 'log-regret' | 'standardized',
): Situation {
  const objectives = Array.from({ length: problem.nObjectives }, (_, j): ObjectiveTargets => {
    const scores = observations.map(({ score }) => score.values[j]!);
    const isForeseen = observations.every(({ foreseen }) => foreseen[j] !== undefined);
    // A candidate that is known to beat all has a target, which the regret does not have.
    const scale =
      isForeseen || target === 'standardized' ? standardizedScale(scores) : logRegretScale(scores);
    return { scale, targets: Float64Array.from(scores, scale.toTarget), isForeseen };
  });
  const feasible = [...observations.keys()].filter((i) => observations[i]!.score.violation === 0);
  return {
    objectives,
    feasible,
    front: frontOf(feasible, observations),
    isConstrained: observations.some(
      ({ score, foreseenViolation }) => score.violation > 0 || foreseenViolation > 0,
    ),
    violations: violationsOf(observations),
  };
}

function frontOf<X>(feasible: readonly number[], observations: readonly Observation<X>[]): readonly number[] {
  const points = feasible.map((i) => observations[i]!.score.values);
  if (points[0]?.length !== 1) return paretoFront(points).map((place) => feasible[place]!);
  const best = feasible.reduce<number | undefined>(
    (a, b) =>
      a !== undefined && observations[a]!.score.values[0]! >= observations[b]!.score.values[0]! ? a : b,
    undefined,
  );
  return best === undefined ? [] : [best];
}

function violationsOf<X>(observations: readonly Observation<X>[]): Float64Array | undefined {
  const isKnown = observations.every(
    ({ score, foreseenViolation }) => score.violation <= foreseenViolation * (1 + 1e-9),
  );
  if (isKnown) return undefined;
  const broken = observations.map(({ score }) => score.violation).filter((violation) => violation > 0);
  const median = broken.sort((a, b) => a - b)[Math.floor(broken.length / 2)]!;
  return Float64Array.from(observations, ({ score: { violation } }) =>
    violation === 0 ? -1 : Math.min(LARGEST_VIOLATION, violation / median),
  );
}
