import type { Score } from '../../trial/objective';
import { logRegretScale, standardizedScale, type Scale } from '../bayesian/targets';

/** What a model learns of scores: mean 0 and variance 1, higher is better, whatever breaks a constraint below all that does not. */
export interface Targets {
  readonly values: Float64Array;
  readonly scale: Scale;
}

/** How far below the worst feasible score an infeasible one lies at least, in ranges of the feasible ones; at most twice that. */
const INFEASIBLE = 0.5;

/** @param scores at least one */
export function targetsOf(scores: readonly Score[], kind: 'log-regret' | 'standardized'): Targets {
  const feasible = scores.filter(({ violation }) => violation === 0).map(({ values }) => values[0]!);
  const all = feasible.length > 0 ? feasible : [0];
  const [low, high] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
  const step = INFEASIBLE * (high > low ? high - low : 1);
  const raw = scores.map(({ values, violation }) =>
    violation === 0 ? values[0]! : low - step * (1 + violation / (1 + violation)),
  );
  const scale = kind === 'standardized' ? standardizedScale(raw) : logRegretScale(raw);
  return { values: Float64Array.from(raw, scale.toTarget), scale };
}
