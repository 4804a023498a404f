import { Bug } from '../base/errors';
import type { Goal } from './metric';
import type { Metrics } from './trial';

export interface Objective {
  readonly metric: string;
  readonly goal: Goal;
}

/** A limit on a metric; at least one of the two ends is there. */
export interface Constraint {
  readonly metric: string;
  readonly min?: number;
  readonly max?: number;
}

/** A measured candidate as strategies see it. */
export interface Score {
  /** One per objective, in the experiment's order; higher is better: the sign is turned here and nowhere else. */
  readonly values: readonly number[];
  /** 0 when every constraint holds, else the sum of the amounts by which they are broken, each as a share of its limit. */
  readonly violation: number;
}

export function scoreOf(
  metrics: Metrics,
  objectives: readonly Objective[],
  constraints: readonly Constraint[],
): Score {
  return {
    values: objectives.map(({ metric, goal }) => (goal === 'maximize' ? 1 : -1) * valueOf(metrics, metric)),
    violation: constraints.reduce((sum, c) => sum + violationOf(valueOf(metrics, c.metric), c), 0),
  };
}

/**
 * Orders by the first objective under Deb's rules: a feasible candidate beats
 * an infeasible one, and of two infeasible ones the smaller violation wins.
 * Negative when `a` is worse.
 */
export function compareScores(a: Score, b: Score): number {
  return a.violation !== b.violation ? b.violation - a.violation : a.values[0]! - b.values[0]!;
}

function violationOf(value: number, { min, max }: Constraint): number {
  const below = min === undefined ? 0 : Math.max(0, min - value) / scaleOf(min);
  const above = max === undefined ? 0 : Math.max(0, value - max) / scaleOf(max);
  return below + above;
}

/** There is no share of 0: such a limit is broken by the amount itself. */
function scaleOf(limit: number): number {
  return Math.abs(limit) || 1;
}

function valueOf(metrics: Metrics, name: string): number {
  const value = metrics[name];
  if (value === undefined) throw new Bug(`the measurement has no ${name}`);
  return value;
}
