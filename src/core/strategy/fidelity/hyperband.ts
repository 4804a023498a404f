import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { SearchSpace } from '../../space/space';
import type { Problem } from '../problem';
import type { Strategy } from '../strategy';
import { bracketSearch } from './bracket-search';
import type { PlanOf } from './bracket-search';
import { hyperbandBracket, mostPromotions } from './hyperband-plan';
import type { BracketForm } from './hyperband-plan';
import { brackets, eta, minEpochs } from './options';
import { randomBase } from './random-base';
import { fittedRungs, smallestResource } from './rung-plan';

export const hyperbandOptions = z
  .strictObject({
    kind: z.literal('hyperband'),
    minEpochs,
    eta: eta(3),
    brackets: brackets('paper'),
  })
  .describe('Successive halving from many cheap to few full measurements, in turns.');

/**
 * Hyperband: brackets of successive halving, from the one that trusts cheap measurements most to random search.
 *
 * Li et al., "Hyperband", JMLR 18(185), 2018 (arXiv:1603.06560), algorithm 1, with η = 3: for s = s_max, ..., 0 a bracket
 * begins with n candidates at R η^-s epochs and each rung keeps one in η; R is a full measurement, and s_max =
 * ⌊log_η(R/r)⌋ with r the fewest epochs. After s = 0 it begins again, as in section 3.3 there for an unlimited horizon
 * with R as it is. Both ways to round n are there: see `hyperbandBracket`.
 *
 * Departures. Promoted trials go on with their training, so that a bracket costs less than (s_max + 1) R, which counts every
 * rung from its first epoch. Epochs are those that the estimator can tell (see `fittedRungs`); where there is a single
 * fidelity this is random search. Candidates are drawn at random, none twice. Brackets overlap while trials are out (see
 * `bracketSearch`). Failed trials are never promoted.
 */
export function hyperband(
  space: SearchSpace,
  { minEpochs: least, eta: factor, brackets: form }: z.output<typeof hyperbandOptions>,
  rng: Rng,
  problem: Problem,
): Strategy {
  return bracketSearch(hyperbandPlans(problem, least, factor, form), randomBase(space), problem, rng);
}

/** Brackets s_max, ..., 0, again and again. Throws `InputError` at `minEpochs`. */
export function hyperbandPlans(
  { fidelities }: Pick<Problem, 'fidelities'>,
  least: number | undefined,
  factor: number,
  form: BracketForm,
): PlanOf {
  const full = fidelities.at(-1)!;
  const most = mostPromotions(smallestResource(fidelities, least), full, factor);
  const plans = Array.from({ length: most + 1 }, (_, i) => ({
    number: most - i,
    rungs: fittedRungs(hyperbandBracket(most - i, most, full, factor, form), fidelities),
  }));
  return (i) => plans[i % plans.length]!;
}
