import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { SearchSpace } from '../../space/space';
import { compareScores } from '../../trial/objective';
import type { Score } from '../../trial/objective';
import { Proposals } from '../proposals';
import type { Pending } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { anyCandidates, unseenCandidates } from '../unseen';

export const regularizedEvolutionOptions = z
  .strictObject({
    kind: z.literal('regularized-evolution'),
    populationSize: z
      .number()
      .int()
      .min(1)
      .default(100)
      .describe('Members that are alive at once (P in the paper). A tenth of the trials is a good start.'),
    sampleSize: z
      .number()
      .int()
      .min(1)
      .default(25)
      .describe(
        'Members drawn, with replacement, for each tournament (S in the paper): 1 walks at random, many follow the best.',
      ),
    allowRepeats: z
      .boolean()
      .default(false)
      .describe(
        'Whether a candidate may be measured again, as in the paper. Turn it on where measurements are noisy.',
      ),
  })
  .describe('Mutate the best of a random few; the oldest member dies, however good it is.');

type Options = z.output<typeof regularizedEvolutionOptions>;

interface Member extends Pending {
  readonly score: Score;
}

/** Mutations that may turn out to be known before a fresh sample takes their place. */
const MAX_MUTATIONS = 20;

/**
 * Aging evolution: the best of a random few is mutated, and the oldest member
 * dies, however good it is.
 *
 * Algorithm 1 of Real et al., "Regularized Evolution for Image Classifier
 * Architecture Search", AAAI 2019 (arXiv:1802.01548), with its defaults P = 100
 * and S = 25. The mutation is the space's: one effective change.
 *
 * Departures. A member is born when its score is told, not when it was asked
 * for, so age follows completion and the initial random phase lasts until P
 * scores are there; with one evaluator both are as in the paper. Failed trials
 * never join. Repeats are off by default. Without `allowRepeats` a known child is drawn again up to 20
 * times, each with its own tournament, then a fresh sample takes its place; the
 * search is `exhausted` after the last distinct candidate.
 *
 * Several objectives are recorded, but members compete by feasibility and the
 * first objective only.
 */
export function regularizedEvolution(space: SearchSpace, options: Options, rng: Rng): Strategy {
  const { populationSize, sampleSize, allowRepeats } = options;
  const proposals = new Proposals(rng);
  const fresh = allowRepeats ? anyCandidates(space) : unseenCandidates(space);
  const population: Member[] = []; // oldest first

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    if (population.length >= populationSize) {
      for (let tries = 0; tries < (allowRepeats ? 1 : MAX_MUTATIONS); tries++) {
        const parent = tournamentWinner(stream);
        const genotype = space.mutate(parent.genotype, stream);
        const id = space.candidateId(genotype);
        if (allowRepeats || !proposals.isSeen(id)) {
          return proposals.propose(
            { id, genotype },
            {
              parents: [parent.trial],
              operator: 'mutation',
              explain: {
                tournament: sampleSize,
                population: populationSize,
                parentScore: parent.score.values[0]!,
              },
            },
          );
        }
      }
    }
    return proposals.draw(fresh, stream);
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending || outcome.status === 'failed') return;
    population.push({ ...pending, score: outcome.score });
    if (population.length > populationSize) population.shift();
  }

  function tournamentWinner(stream: Rng): Member {
    let best = stream.pick(population);
    for (let drawn = 1; drawn < sampleSize; drawn++) {
      const rival = stream.pick(population);
      if (compareScores(rival.score, best.score) > 0) best = rival;
    }
    return best;
  }
}
