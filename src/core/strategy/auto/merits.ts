import { normalCdf } from '../../surrogate/normal-distribution';
import { hypervolumeMerit, improvementMerit } from '../bayesian/merit';
import type { Outlook } from '../bayesian/merit';
import type { Situation } from '../bayesian/observations';
import type { Foresight } from '../problem';
import type { Belief } from './surrogate';

/** How far below the worst that is known the reference of the hypervolume lies, as a share of the range. */
const REFERENCE_MARGIN = 0.1;

/** What is believed of some candidates, and known. */
export interface Outlooks {
  /** By objective; absent where it is known before. */
  readonly objectives: readonly (Belief | undefined)[];
  readonly violation: Belief | undefined;
  /** Of each candidate; only there where some objective is known before. */
  readonly foreseen: readonly Foresight[] | undefined;
}

/**
 * By how much each candidate is expected to improve on what was measured; not negative, larger is better.
 *
 * One objective: expected improvement over the best feasible observation. Several: expected hypervolume improvement over
 * the front of the feasible ones and of what is believed of the pending, which is exact; its reference lies a tenth of the range below
 * the worst that is known. Both times the probability that nothing forbids the candidate, where only measuring tells; that alone while no feasible candidate is
 * known, or the optimistic value where constraints are known before.
 *
 * @param noisy measurements may be repeated, so that the best is where the mean is highest, and noise is no improvement
 * @param incumbents points in targets: of observations that are feasible, and of pending candidates as they are believed to be
 */
export function meritsOf(
  situation: Situation,
  outlooks: Outlooks,
  incumbents: readonly (readonly number[])[],
  noisy: boolean,
): Float64Array {
  const outlook = outlookOf(situation, outlooks, noisy);
  const m = outlook.means[0]!.length;
  const chances = outlooks.violation && chancesOf(outlooks.violation);
  if (situation.feasible.length === 0)
    return chances ?? outlook.means[0]!.map((mean, i) => Math.exp(mean + outlook.sds[0]![i]!));

  const merits =
    situation.objectives.length === 1
      ? improvementMerit(incumbents.reduce((best, [value = 0]) => Math.max(best, value), -Infinity))(outlook)
      : hypervolumeMerit(incumbents, referenceBelow(situation, outlook))(outlook);
  return chances ? Float64Array.from({ length: m }, (_, i) => merits[i]! * chances[i]!) : merits;
}

export function outlookOf(
  { objectives }: Situation,
  { objectives: beliefs, foreseen }: Outlooks,
  noisy: boolean,
): Outlook {
  const means = objectives.map(({ scale, targets }, j) => {
    const belief = beliefs[j];
    if (belief) return belief.means;
    const worst = targets.reduce((a, b) => Math.min(a, b), Infinity);
    return Float64Array.from(foreseen!, ({ values }) =>
      values[j] === undefined ? worst : scale.toTarget(values[j]),
    );
  });
  const sds = beliefs.map((belief, j) =>
    belief ? (noisy ? belief.deviations : belief.measuredDeviations) : new Float64Array(means[j]!.length),
  );
  return { means, sds };
}

/** Violations are targets that say -1 where nothing is broken. */
function chancesOf({ means, measuredDeviations }: Belief): Float64Array {
  return means.map((mean, i) => normalCdf(-mean / (measuredDeviations[i]! || Number.MIN_VALUE)));
}

/**
 * Of an objective that is known before the candidates' values count too: else the end of the front where it is bad, which
 * has only few observations, would seem to have little to gain.
 */
function referenceBelow({ objectives, feasible }: Situation, { means }: Outlook): number[] {
  return objectives.map(({ targets, isForeseen }, j) => {
    let lowest = isForeseen ? means[j]!.reduce((a, b) => Math.min(a, b), Infinity) : Infinity;
    let highest = -Infinity;
    for (const i of feasible) {
      lowest = Math.min(lowest, targets[i]!);
      highest = Math.max(highest, targets[i]!);
    }
    return lowest - REFERENCE_MARGIN * (highest - lowest || 1);
  });
}
