import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { Genotype, SearchSpace } from '../../space/space';
import { compareScores } from '../../trial/objective';
import { situationOf } from '../bayesian/observations';
import type { Observation, Situation } from '../bayesian/observations';
import { inScores } from '../bayesian/targets';
import type { PoolCandidate } from '../candidate-pool';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { unseenCandidates } from '../unseen';
import type { UnseenCandidates } from '../unseen';
import { allowedCandidates, allowedSample, isForbidden } from './fresh';
import { meritsOf, outlookOf } from './merits';
import { createModel } from './model';
import type { Model, Told } from './model';
import { createPool } from './pool';

export const autoOptions = z
  .strictObject({
    kind: z.literal('auto'),
    initialSamples: z
      .number()
      .int()
      .min(2)
      .max(10_000)
      .default(10)
      .describe('Random candidates before the model chooses.'),
    features: z
      .enum(['graph', 'one-hot'])
      .default('graph')
      .describe(
        'What the model compares candidates by: `graph` also looks at operations, paths and sizes of the network, `one-hot` only at the choices.',
      ),
    allowRepeats: z
      .boolean()
      .default(false)
      .describe('Whether a candidate may be measured again. Turn it on where measurements are noisy.'),
  })
  .describe(
    'A model that knows the graph chooses among edits of the best; for one objective and for several.',
  );

type Options = z.output<typeof autoOptions>;

/** Measured trials without which there is nothing to model. */
const MIN_OBSERVATIONS = 2;
/** Trials that are out and believed in, the latest; more of them hardly change what is left to find. */
const MOST_PENDING = 64;
/** The best, whose edits are looked at; with several objectives so many of the front, at random. */
const N_CENTRES = { one: 5, several: 12 };

/**
 * The default: a Gaussian process that knows the graph, over edits of the best candidates.
 *
 * 1. `initialSamples` random candidates; the model begins once these are asked for and half of them are told.
 * 2. Candidates are compared in groups of features (`feature-groups.ts`): choices, sizes, counts, neighbouring operations,
 *    whole paths, costs. Each group is scaled to a mean squared distance of 1, and has a weight that is learned.
 * 3. Kernel: squared exponential over the groups + share of equal choices + linear in counts and costs + noise, with log-normal
 *    priors, maximum a posteriori by L-BFGS (`grouped-fit.ts`).
 * 4. Target: -ln((max - y) / (max - median) + 0.2), standardised, anew for each proposal.
 * 5. The candidate with the largest expected improvement is proposed (`pool.ts`, `merits.ts`): of what a measurement would say, noise
 *    included, over the best measured value. Where measurements are noisy and the best is luck, this keeps exploring.
 * 6. Several objectives: expected hypervolume improvement, exact for any number of them, over edits of members of the front. An
 *    objective that is known before is looked up; the others have independent processes. Fronts whose free space falls into more
 *    than 4,000 boxes (with three objectives some 90 members) are thinned.
 *
 * Many trials out: they are taken to turn out as predicted (kriging believer; Ginsbourger, Le Riche and Carraro, 2010),
 * the latest 64 of them. Means stay, deviations shrink, and believed values are incumbents.
 *
 * Constraints: what is known to break one is proposed only when nothing else is left, the least broken first. What only a measurement tells
 * has a process of its own, whose probability of no violation multiplies the improvement (Gardner et al., ICML 2014).
 * A failed trial counts as the worst that was measured and as a median violation, and is never proposed again.
 *
 * With `allowRepeats` the incumbent is the highest mean among measured candidates and noise is no improvement, so that a
 * candidate is measured again where its value is still open.
 *
 * Sources. Snoek et al., NIPS 2012 (arXiv:1206.2944): the method. White et al., "BANANAS", AAAI 2021 (arXiv:1910.11858):
 * paths, and edits of the best as candidates. Ru et al., "NAS-BOWL", ICLR 2021 (arXiv:2006.07556): a kernel on what the graph is made of.
 * The groups, priors, target and numbers are this project's: they were chosen on NAS-Bench-201 and looked at on other tables.
 *
 * Cost: a few milliseconds a proposal, and 0.1 s for every fit at 200 observations (every 15 % more); a fit keeps 240.
 */
export function auto(space: SearchSpace, options: Options, rng: Rng, problem: Problem): Strategy {
  const { initialSamples, allowRepeats } = options;
  const proposals = new Proposals(rng);
  const allowed = allowedCandidates(space, problem);
  const unseen = unseenCandidates(space);
  const fresh: UnseenCandidates = {
    draw: (stream, isSeen) =>
      allowRepeats
        ? allowedSample(space, problem, stream)
        : (allowed.draw(stream, isSeen) ?? unseen.draw(stream, isSeen)),
  };
  const pools = createPool(space);
  const observations: Observation<undefined>[] = [];
  const told: Told[] = [];
  let model: Model | undefined;
  let nAsked = 0;

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    const isModelled =
      nAsked >= initialSamples &&
      told.length >= initialSamples / 2 &&
      observations.length >= MIN_OBSERVATIONS;
    const answer = (isModelled ? askModel(stream) : undefined) ?? proposals.draw(fresh, stream);
    if (answer.kind === 'proposal') nAsked++;
    return answer;
  }

  /** `undefined` when the pool is empty. */
  function askModel(stream: Rng): Ask | undefined {
    const situation = situationOf(observations, problem, 'log-regret');
    const isSeen = allowRepeats ? () => false : proposals.isSeen;
    const pool = pools.candidates(centresOf(situation, stream), stream, isSeen);
    if (pool.length === 0) return undefined;

    model ??= createModel(space, options.features, rng.fork('scales'), problem);
    model.update(told, situation);
    const pending = proposals.out.slice(-MOST_PENDING).map(({ genotype }) => genotype);
    const outlooks = model.outlooks(
      pool.map(({ genotype }) => genotype),
      pending,
    );
    const merits = meritsOf(situation, outlooks, incumbentsOf(situation, model, pending), allowRepeats);
    const order = [...pool.keys()].sort((a, b) => merits[b]! - merits[a]! || a - b);
    pools.keep(order.map((i) => pool[i]!));
    let best = order.find((i) => !isForbidden(problem, pool[i]!.genotype));
    if (best === undefined) {
      const drawn = allowRepeats ? undefined : allowed.draw(stream, proposals.isSeen);
      if (drawn) return proposals.propose(drawn, { parents: [], operator: 'sample' });
      best = leastForbidden(pool, order);
    }
    const { means, sds } = outlookOf(situation, outlooks, allowRepeats);
    const { parents, operator } = pool[best]!;
    return proposals.propose(pool[best]!, {
      parents,
      operator,
      explain: {
        acquisition: merits[best]!,
        ...inScores(situation.objectives[0]!.scale, means[0]![best]!, sds[0]![best]!),
      },
    });
  }

  /** Of those that are as good, the first. */
  function leastForbidden(pool: readonly PoolCandidate[], order: readonly number[]): number {
    const violationOf = (i: number): number => problem.foresee(pool[i]!.genotype).violation;
    return order.reduce((least, i) => (violationOf(i) < violationOf(least) ? i : least));
  }

  function centresOf({ front, objectives }: Situation, stream: Rng): Observation<undefined>[] {
    if (objectives.length > 1 && front.length > 0) {
      const members = front.map((i) => observations[i]!);
      return members.length <= N_CENTRES.several
        ? members
        : stream.shuffled(members).slice(0, N_CENTRES.several);
    }
    return observations.toSorted((a, b) => compareScores(b.score, a.score)).slice(0, N_CENTRES.one);
  }

  /** Points in targets that are to be improved on. */
  function incumbentsOf(situation: Situation, fitted: Model, pending: readonly Genotype[]): number[][] {
    const { objectives, feasible } = situation;
    const hopes = pending.filter((genotype) => !isForbidden(problem, genotype));
    const believed = (genotypes: readonly Genotype[]): number[][] => {
      const { means } = outlookOf(situation, fitted.outlooks(genotypes, []), allowRepeats);
      return genotypes.map((_, i) => means.map((of) => of[i]!));
    };
    const measured = allowRepeats
      ? believed(feasible.map((i) => observations[i]!.genotype))
      : feasible.map((i) => objectives.map(({ targets }) => targets[i]!));
    return hopes.length === 0 ? measured : [...measured, ...believed(hopes)];
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending) return;
    const { genotype } = pending;
    if (outcome.status === 'failed') {
      told.push({ genotype, observation: undefined });
      return;
    }
    told.push({ genotype, observation: observations.length });
    const { values, violation } = problem.foresee(genotype);
    observations.push({
      ...pending,
      score: outcome.score,
      input: undefined,
      foreseen: values,
      foreseenViolation: violation,
    });
  }
}
