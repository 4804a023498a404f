import type { Rng } from '../../base/random';
import type { Genotype, SearchSpace } from '../../space/space';
import { expectedImprovement } from '../../surrogate/normal-distribution';
import { inScores } from '../bayesian/targets';
import { History } from '../history';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { unseenCandidates } from '../unseen';
import { evolve, type Found, type Member, type Judgement } from './evolution';
import { createModify } from './modifications';
import type { NasbotOptions } from './options';
import { surrogateFor, type SpaceSurrogate } from './space-surrogate';
import type { NetworkModel } from './surrogate';

/** Trials that are out and imagined, the latest; more of them hardly change what is left to find. */
const MAX_PENDING = 50;
/** Measured trials without which there is nothing to model. */
const MIN_OBSERVATIONS = 2;
/** Networks to look at for a proposal after t results: so many times √t. */
const EVALUATIONS_PER_ROOT = 25;
/** Units of work that a proposal may take, beyond what the fewest evaluations do. */
const MAX_WORK = 1_000_000;
/** Work of a network's own, whatever it is compared with. */
const WORK_OF_NETWORK = 1000;

/**
 * NASBOT: a Gaussian process over networks, whose distances are costs of optimal transport, and expected improvement maximised by an evolution of
 * modified networks.
 *
 * Kandasamy, Neiswanger, Schneider, Póczos and Xing, "Neural Architecture Search with Bayesian Optimisation and Optimal
 * Transport", NeurIPS 2018 (arXiv:1802.07191); numbers that the paper leaves open are of the authors' released code. Distances: `otmann.ts`;
 * kernel: `network-kernel.ts`; modifications: `modifications.ts`; evolution: `evolution.ts`.
 *
 * Departures.
 * - Networks are those of a search space: compared by its sketches, in which a repeated cell occurs once, and modified by its own
 *   edits. Where networks are unknown choices are compared, and where they are so large that a distance takes
 *   some 0.1 ms, layers and connections are counted instead (`lite-metric.ts`).
 * - The model learns the logarithm of the regret unless told otherwise; the paper standardises.
 * - Parameters of the kernel are the most probable under log-normal priors, found by L-BFGS; theirs are the likeliest of random ones.
 * - The model keeps at most `maxObservations` results and the 50 latest trials that are out, and a proposal looks at fewer
 *   networks where distances are dear: so a proposal takes a fraction of a second at any length of the history.
 * - Known candidates are not proposed again; where evolution finds none that is new, a fresh one is drawn. Where limits were broken, what
 *   breaks one counts as worse than all that does not, and candidates that are known to come last.
 * - A failed trial teaches nothing and is not tried again. Several objectives are recorded, but the first one is modelled.
 */
export function nasbot(space: SearchSpace, options: NasbotOptions, rng: Rng, problem: Problem): Strategy {
  const { initialSamples, mutationsPerRound, minEvaluations, maxEvaluations } = options;
  const proposals = new Proposals(rng);
  const unseen = unseenCandidates(space);
  const history = new History();
  let surrogate: SpaceSurrogate | undefined;
  let modify: ReturnType<typeof createModify> | undefined;
  let isConstrained = false;

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    if (history.measured.length >= Math.max(MIN_OBSERVATIONS, initialSamples)) {
      const answer = askModel(stream);
      if (answer) return answer;
    }
    return proposals.draw(unseen, stream);
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending || outcome.status === 'failed') return;
    history.add({ ...pending, score: outcome.score });
    isConstrained ||= outcome.score.violation > 0;
  }

  /** `undefined` when nothing new was found. */
  function askModel(stream: Rng): Ask | undefined {
    surrogate ??= surrogateFor(space, options, rng.fork('surrogate'));
    modify ??= createModify(space, surrogate.distance !== 'knobs');
    const { measured } = history;
    const model = surrogate.modelOf(
      measured,
      proposals.out.slice(-MAX_PENDING).map(({ genotype }) => genotype),
    );
    const found = evolve(
      {
        ...{ space, modify, mutationsPerRound, isSeen: proposals.isSeen },
        judge: (genotypes) => judgementsOf(model, genotypes),
        nEvaluations: nEvaluations(surrogate.work * model.rows.length),
      },
      model.rows.map((row): Member => ({
        ...measured[row]!,
        parents: [measured[row]!.trial],
        generation: 0,
      })),
      stream,
    );
    return found && proposals.propose(found, reasonOf(found, model, surrogate));
  }

  function nEvaluations(workOfCandidate: number): number {
    const wanted = Math.ceil(EVALUATIONS_PER_ROOT * Math.sqrt(history.measured.length));
    const affordable = Math.floor(MAX_WORK / (workOfCandidate + WORK_OF_NETWORK));
    return Math.max(minEvaluations, Math.min(wanted, maxEvaluations, affordable));
  }

  function judgementsOf(model: NetworkModel, genotypes: readonly Genotype[]): Judgement[] {
    const { means, sds } = model.predict(genotypes);
    return genotypes.map((genotype, i) => ({
      violation: isConstrained ? problem.foresee(genotype).violation : 0,
      acquisition: expectedImprovement(means[i]!, sds[i]!, model.best),
      mean: means[i]!,
      sd: sds[i]!,
    }));
  }
}

function reasonOf(
  { parents, generation, judgement: { acquisition, mean, sd } }: Found,
  { targets: { scale } }: NetworkModel,
  { distance }: SpaceSurrogate,
) {
  return {
    parents,
    operator: generation === 0 ? 'sample' : 'mutation',
    explain: {
      acquisition,
      ...inScores(scale, mean, sd),
      generation,
      distance,
    },
  };
}
