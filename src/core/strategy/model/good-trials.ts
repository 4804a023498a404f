import { crowdingDistances } from '../../pareto/crowding';
import { nonDominatedRanks } from '../../pareto/domination';
import type { History, Measured } from '../history';

/**
 * The best `n` of what was measured, in no particular order.
 *
 * One objective: by `compareScores`. Several: feasible trials before the others, whose order is that of their violation; of the feasible
 * ones front after front, and of the front that does not fit the least crowded.
 *
 * Ozaki et al., "Multiobjective Tree-Structured Parzen Estimator", GECCO 2020, section 4.2. Departure: the crowding
 * distance of NSGA-II and not the contribution to the hypervolume breaks ties, which costs O(n log n) for any number of objectives
 * and needs no reference point.
 */
export function goodTrials(history: History, n: number, nObjectives: number): readonly Measured[] {
  if (nObjectives === 1) return history.ranked.slice(0, n);
  const feasible = history.measured.filter(({ score }) => score.violation === 0);
  // The ranking begins with the feasible ones.
  if (feasible.length <= n) return history.ranked.slice(0, n);
  const points = feasible.map(({ score }) => score.values);
  const fronts: Measured[][] = [];
  for (const [i, rank] of nonDominatedRanks(points).entries()) (fronts[rank] ??= []).push(feasible[i]!);
  const good: Measured[] = [];
  for (const front of fronts) {
    const left = n - good.length;
    if (left === 0) break;
    good.push(...(front.length <= left ? front : leastCrowded(front, left)));
  }
  return good;
}

function leastCrowded(front: readonly Measured[], n: number): Measured[] {
  const distances = crowdingDistances(front.map(({ score }) => score.values));
  return [...front.keys()]
    .sort((i, j) => distances[j]! - distances[i]! || i - j)
    .slice(0, n)
    .map((i) => front[i]!);
}
