import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { SearchSpace } from '../../space/space';
import type { Problem } from '../problem';
import type { Strategy } from '../strategy';
import { bracketSearch } from './bracket-search';
import { eta, minEpochs } from './options';
import { randomBase } from './random-base';
import { fittedRungs, resourcesFrom, smallestResource } from './rung-plan';
import type { IdealRung } from './rung-plan';

export const successiveHalvingOptions = z
  .strictObject({
    kind: z.literal('successive-halving'),
    candidates: z
      .number()
      .int()
      .min(1)
      .default(16)
      .describe('Candidates that a round begins with (n in the papers); then the next round begins.'),
    minEpochs,
    eta: eta(2),
  })
  .describe('Measure many candidates cheaply, keep the better half, double the epochs, and so on.');

/**
 * Successive halving: many candidates are measured cheaply, the best of them go on, with more epochs each.
 *
 * Karnin, Koren and Somekh, ICML 2013, for any schedule of losses by Jamieson and Talwalkar, AISTATS 2016
 * (arXiv:1502.07943), algorithm 1: of n candidates the best ⌊n η^-i⌋ are in round i and have r η^i epochs, so that every
 * round costs the same; η = 2 in both papers.
 *
 * Departures. The papers divide a given budget by the rounds to find the epochs; here the epochs are given, r of the
 * first round and those of a full measurement in the last one, as in section 3.1 of Hyperband. When one candidate is
 * left it is measured in full at once. When a round of halvings is over the next begins with fresh candidates, until
 * the budget ends. Candidates are drawn at random, none twice. Epochs are those that the estimator can tell (see
 * `fittedRungs`); where there is a single fidelity this is random search. Failed trials are never promoted.
 */
export function successiveHalving(
  space: SearchSpace,
  { candidates, minEpochs: least, eta: factor }: z.output<typeof successiveHalvingOptions>,
  rng: Rng,
  problem: Problem,
): Strategy {
  const { fidelities } = problem;
  const smallest = smallestResource(fidelities, least);
  const rungs = fittedRungs(
    halvings(candidates, resourcesFrom(smallest, fidelities.at(-1)!, factor), factor),
    fidelities,
  );
  const plan = { number: rungs.length - 1, rungs };
  return bracketSearch(() => plan, randomBase(space), problem, rng);
}

/** How many are left at each resource; the last one is measured in full. */
function halvings(candidates: number, resources: readonly number[], factor: number): IdealRung[] {
  const rungs: IdealRung[] = [];
  for (const [i, resource] of resources.entries()) {
    const size = Math.max(1, Math.floor(candidates * factor ** -i + 1e-9));
    if (size === 1) return [...rungs, { resource: resources.at(-1)!, size }];
    rungs.push({ resource, size });
  }
  return rungs;
}
