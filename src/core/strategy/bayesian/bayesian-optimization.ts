import type { Rng } from '../../base/random';
import type { Genotype, SearchSpace } from '../../space/space';
import { compareScores } from '../../trial/objective';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { anyCandidates, unseenCandidates } from '../unseen';
import { createAcquisition } from './acquisition';
import type { Prospect } from './acquisition';
import { searchCandidates } from './candidate-search';
import type { Centre, Found } from './candidate-search';
import { checkFeatures, subtreeFeatures, vectorFeatures } from './features';
import type { Features } from './features';
import { createModels } from './models';
import { situationOf } from './observations';
import type { Observation, Situation } from './observations';
import type { BayesianOptions } from './options';
import { inScores } from './targets';

/** Trials that are out and imagined, the latest; more of them hardly change what is left to find. */
const MAX_PENDING = 50;
/** Measured trials without which there is nothing to model. */
const MIN_OBSERVATIONS = 2;

/**
 * Bayesian optimisation: a Gaussian process models the scores, and the candidate with the best acquisition is next.
 *
 * Snoek, Larochelle and Adams, "Practical Bayesian Optimization of Machine Learning Algorithms", NIPS 2012 (arXiv:1206.2944):
 * Matérn 5/2 kernel with a length scale per dimension, expected improvement (section 2.2), integrated over
 * hyperparameters (3.1), per second (3.2: a second, independent process on ln seconds) and over fantasies of what is
 * out (3.3), with the incumbent of each fantasy. `wl` features: Ru et al., NAS-BOWL, ICLR 2021 (arXiv:2006.07556).
 *
 * Departures.
 * - Candidates are discrete: neighbours of the best few, two edits from them, random ones, and a climb of the acquisition by
 *   single edits, instead of a grid refined by gradients.
 * - Hyperparameters are fitted (`map`, with log-normal priors) unless `slice-sampling` asks for the paper's average; the mean
 *   is over all samples. They are fitted when the history has grown by max(5, 15 %), the first time with a burn-in of 100, to at most 200
 *   (slice sampling: 100) observations.
 * - The target is the logarithm of the regret (`targets.ts`), which needs to know no scale; the paper standardises.
 * - Columns are in units in which two random candidates are 1 apart (`features.ts`), and the columns of one knob share
 *   a length scale.
 * - Several objectives: independent processes, and expected hypervolume improvement above the worst that was seen, in
 *   targets; or ParEGO's scalarisation with weights drawn for each proposal, of the processes of the objectives instead of one
 *   process of the scalarised scores (Paria, Kandasamy and Póczos, UAI 2019), so that the processes live on. An objective that is known
 *   before is not modelled but looked up. `ucb` and `thompson` take the optimistic value, or the draw, for certain.
 * - Constraints: what is known before comes first, less violation before more; what only a measurement tells is a
 *   process of its own, whose probability of no violation multiplies the acquisition (Gardner et al., ICML 2014); it
 *   is alone while no feasible candidate is known.
 * - A failed trial has no value and teaches nothing, but its candidate is not proposed again.
 * - At most the 50 latest trials that are out are imagined. `thompson` imagines none (Kandasamy et al., AISTATS 2018).
 */
export function bayesianOptimization(
  space: SearchSpace,
  options: BayesianOptions,
  rng: Rng,
  problem: Problem,
): Strategy {
  const { features, kernel, wlHeight } = options;
  checkFeatures(space, options, rng.fork('features'));
  return features === 'wl'
    ? searchWith(subtreeFeatures(space, wlHeight))
    : searchWith(vectorFeatures(space, features, kernel, rng.fork('scales')));

  function searchWith<X>(seen: Features<X>): Strategy {
    return modelBasedSearch(space, options, rng, problem, seen);
  }
}

function modelBasedSearch<X>(
  space: SearchSpace,
  options: BayesianOptions,
  rng: Rng,
  problem: Problem,
  features: Features<X>,
): Strategy {
  const proposals = new Proposals(rng);
  const fresh = options.allowRepeats ? anyCandidates(space) : unseenCandidates(space);
  const observations: Observation<X>[] = [];
  const known = new Set<string>();
  const modelsOf = createModels(features.kernel, options);
  let nAsked = 0;

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    const isModelled = nAsked >= options.initialSamples && observations.length >= MIN_OBSERVATIONS;
    const answer = isModelled ? askModel(stream) : proposals.draw(fresh, stream);
    if (answer.kind === 'proposal') {
      nAsked++;
      known.add(answer.proposal.genotype.join());
    }
    return answer;
  }

  function askModel(stream: Rng): Ask {
    const situation = situationOf(observations, problem, options.target);
    const models = modelsOf(observations, situation, stream);
    const pending = proposals.out
      .slice(-MAX_PENDING)
      .map(({ genotype }): Prospect<X> => ({ genotype, input: features.of(genotype) }));
    const foresee = (genotype: Genotype) => problem.foresee(genotype);
    const acquisition = createAcquisition({
      observations,
      situation,
      models,
      pending,
      options,
      stream,
      foresee,
    });
    const search = { space, features, options, isKnown, isSeen: proposals.isSeen };
    const found = searchCandidates(search, centresOf(situation, stream), acquisition, stream);
    acquisition.close();
    if (!found) return proposals.draw(fresh, stream);
    const { operator, parents } = found;
    return proposals.propose(found, { operator, parents, explain: explained(found, situation) });
  }

  function isKnown(genotype: Genotype): boolean {
    return known.has(genotype.join());
  }

  /** With several objectives members of the front at random, else the best. */
  function centresOf({ front }: Situation, stream: Rng): Centre[] {
    const isFront = problem.nObjectives > 1 && front.length > 0;
    const chosen = isFront
      ? stream.shuffled(front).map((i) => observations[i]!)
      : observations.toSorted((a, b) => compareScores(b.score, a.score));
    return chosen.slice(0, options.centres);
  }

  function explained({ promise: { merit, mean, sd } }: Found, { objectives }: Situation) {
    const { scale } = objectives[0]!;
    return { acquisition: merit, ...inScores(scale, mean, sd) };
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending || outcome.status === 'failed') return;
    const { values, violation } = problem.foresee(pending.genotype);
    observations.push({
      ...pending,
      score: outcome.score,
      ...(outcome.seconds === undefined ? {} : { seconds: outcome.seconds }),
      input: features.of(pending.genotype),
      foreseen: values,
      foreseenViolation: violation,
    });
  }
}
