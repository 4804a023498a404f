import * as z from 'zod';
import type { Rng } from '../../base/random';
import type { SearchSpace } from '../../space/space';
import type { Score } from '../../trial/objective';
import { Proposals } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { unseenCandidates } from '../unseen';
import { epsilonAt, scheduleOf, scheduleSchema } from './epsilon-schedule';
import { QTable } from './q-table';
import type { Trajectory } from './q-table';

export const qLearningOptions = z
  .strictObject({
    kind: z.literal('q-learning'),
    learningRate: z
      .number()
      .positive()
      .max(1)
      .default(0.1)
      .describe('Share of the new in each update of a value (alpha; 0.01 in the paper).'),
    discount: z
      .number()
      .positive()
      .max(1)
      .default(1)
      .describe('What a value is worth one choice earlier (gamma; 1 in the paper).'),
    initialValue: z
      .number()
      .default(0.5)
      .describe(
        'Value of what was never tried, where the worst reward so far is 0 and the best 1 (0.5 in the paper).',
      ),
    schedule: scheduleSchema,
    replays: z
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(100)
      .describe(
        'Measured candidates, drawn from all, that are learned from again after each measurement (100 in the paper).',
      ),
  })
  .describe('Learns what each choice is worth after the one before it; random at first, greedy in the end.');

type Options = z.output<typeof qLearningOptions>;

interface Memory {
  readonly trajectory: Trajectory;
  readonly score: Score;
}

/** Draws that may turn out to be known, or no members, before a random candidate takes their place. */
const MAX_DRAWS = 20;

/**
 * Q-learning over the chain of knobs, with experience replay and a falling share of random choices.
 *
 * MetaQNN: Baker, Gupta, Naik and Raskar, "Designing Neural Network Architectures using Reinforcement Learning", ICLR
 * 2017 (arXiv:1611.02167): the state is the choice before, the action the next choice, the reward comes at the end; gamma = 1,
 * values start at 0.5, after each model 100 are replayed, each from its end to its start, and of equal values any is taken.
 *
 * Departures. alpha is 0.1 and not 0.01, and the schedule of epsilon a twentieth of the paper's, because searches have
 * hundreds of trials (`schedule` and `learningRate` bring back the paper's). Epsilon counts proposals, failed ones
 * included. The layers of the paper are knobs here: where a layer has several, each sees the choice before it only,
 * and not the whole layer before. A space whose depth is a knob needs no end action. Rewards are scores on the scale of
 * the worst (0) and the best (1) so far of those that break no constraint, 0.5 while they are all the same; the scale of
 * now is used when a model is replayed. A candidate that breaks a constraint gets v / (1 + v) less than 0, for a
 * violation v. A model that is drawn again is not trained again, and drawn anew up to 20 times, without the paper's
 * update of what it repeats; then a random unseen one takes its place. Failed trials teach nothing.
 *
 * One measurement costs `replays` updates of as many steps as there are active knobs: some 10 µs for 100 of six knobs.
 */
export function qLearning(space: SearchSpace, options: Options, rng: Rng): Strategy {
  const { learningRate, discount, initialValue, replays } = options;
  const schedule = scheduleOf(options.schedule);
  const proposals = new Proposals(rng);
  const unseen = unseenCandidates(space);
  const table = new QTable(space.knobs, { learningRate, discount, initial: initialValue });
  const memories: Memory[] = [];
  let nProposed = 0;
  let worst = Infinity;
  let best = -Infinity;

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    const epsilon = epsilonAt(schedule, nProposed);
    for (let draws = 0; draws < MAX_DRAWS; draws++) {
      const { genotype, nRandom } = table.draw(epsilon, stream);
      if (space.check(genotype) !== undefined) continue;
      const id = space.candidateId(genotype);
      if (proposals.isSeen(id)) continue;
      nProposed++;
      return proposals.propose(
        { id, genotype },
        { parents: [], operator: 'policy', explain: { epsilon, randomChoices: nRandom, ...expected() } },
      );
    }
    const candidate = unseen.draw(stream, proposals.isSeen);
    if (candidate === undefined) return { kind: 'exhausted' };
    nProposed++;
    return proposals.propose(candidate, {
      parents: [],
      operator: 'sample',
      explain: { epsilon, ...expected() },
    });
  }

  /** What the table promises of the greedy choices, as a score. */
  function expected(): { readonly reward?: number } {
    return best > worst ? { reward: worst + table.expectation * (best - worst) } : {};
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending || outcome.status === 'failed') return;
    const { score } = outcome;
    if (score.violation === 0) {
      worst = Math.min(worst, score.values[0]!);
      best = Math.max(best, score.values[0]!);
    }
    const memory = { trajectory: table.trajectory(pending.genotype), score };
    memories.push(memory);
    learn(memory);
    const stream = rng.fork(`replay-${memories.length}`);
    for (let i = 0; i < replays; i++) learn(stream.pick(memories));
  }

  function learn({ trajectory, score }: Memory): void {
    table.update(trajectory, rewardOf(score));
  }

  function rewardOf({ values: [value], violation }: Score): number {
    if (violation > 0) return -violation / (1 + violation);
    return best > worst ? (value! - worst) / (best - worst) : 0.5;
  }
}
