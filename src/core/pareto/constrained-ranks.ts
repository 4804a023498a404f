import { nonDominatedRanks } from './domination';
import type { Point } from './domination';

/**
 * Ranks points under constraints: the fronts of the feasible points first, then the others by violation, those of
 * equal violation in one rank.
 *
 * Constraint domination of Deb et al., NSGA-II, IEEE TEC 6(2), 2002, section VI, definition 1: feasible points
 * dominate infeasible ones, and of two infeasible ones the smaller violation dominates, whatever the objectives say.
 *
 * @param violations one per point, 0 where every constraint holds
 * @returns one rank per point, in the points' order
 */
export function constrainedRanks(points: readonly Point[], violations: readonly number[]): number[] {
  const feasible = violations.flatMap((violation, i) => (violation === 0 ? [i] : []));
  const fronts = nonDominatedRanks(feasible.map((i) => points[i]!));
  const nFronts = fronts.reduce((most, rank) => Math.max(most, rank + 1), 0);
  const levels = [...new Set(violations)].filter((violation) => violation !== 0).sort((a, b) => a - b);
  const rankOf = new Map(levels.map((violation, i) => [violation, nFronts + i]));

  const ranks = violations.map((violation) => rankOf.get(violation) ?? 0);
  for (const [place, i] of feasible.entries()) ranks[i] = fronts[place]!;
  return ranks;
}
