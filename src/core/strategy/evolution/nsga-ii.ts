import * as z from 'zod';
import type { Rng } from '../../base/random';
import { constrainedRanks } from '../../pareto/constrained-ranks';
import { crowdingDistances } from '../../pareto/crowding';
import { createKnobTree } from '../../space/knob-tree';
import type { SearchSpace } from '../../space/space';
import type { Measured } from '../history';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { crossed, nChoices, resampled } from './gene-variation';
import { createOffspring } from './offspring';
import type { Child } from './offspring';

const probability = z.number().min(0).max(1);

export const nsga2Options = z
  .strictObject({
    kind: z.literal('nsga-ii'),
    populationSize: z
      .number()
      .int()
      .min(2)
      .default(50)
      .describe('Members that survive a generation, and children of a generation (N in the paper).'),
    crossoverProbability: probability
      .default(0.9)
      .describe('How likely a child has two parents before it is mutated.'),
    swapProbability: probability
      .default(0.5)
      .describe('How likely a choice of a child with two parents comes from the second one.'),
    mutationProbability: probability
      .exactOptional()
      .describe(
        'How likely each choice of a child is drawn anew; left out, one choice of a child on average.',
      ),
  })
  .describe('Looks for the front of several objectives: fronts first, then what stands alone.');

type Options = z.output<typeof nsga2Options>;

interface Member extends Measured {
  /** Of its front, from 0. */
  readonly rank: number;
  readonly crowding: number;
}

/**
 * NSGA-II: parents are the winners of tournaments of two by front and then by how alone they stand; parents and
 * children compete for the places of the next generation in the same way.
 *
 * Deb, Pratap, Agarwal and Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE TEC 6(2),
 * 2002, with the constraint domination of section VI. Candidates of equal objectives are told apart before crowding
 * is measured: the first has the group's distance, the others 0 (`crowdingDistances`), so that they leave first.
 *
 * Variation is that of knobs, as Optuna 3's NSGAIISampler has it, with its defaults: uniform crossover, and mutation
 * draws a knob anew, with probability one over the knobs that have an effect. The paper's operators (SBX, polynomial) are for
 * real numbers.
 *
 * Departures. A generation ends when as many children are told as it has members; until then, also while late ones are
 * out, further children are made from the same parents, so nothing waits, and what is told later counts for the next
 * generation. With one evaluator that is the paper's order. Failed trials never join. No candidate is measured
 * twice: a child that is known, or infeasible as far as that is known before, is drawn again up to 10 times, each
 * with tournaments of its own; then a random candidate takes its place.
 *
 * Cost: O(N log N) for two objectives and O(N²) beyond, once a generation.
 */
export function nsga2(space: SearchSpace, options: Options, rng: Rng, problem: Problem): Strategy {
  const { populationSize, crossoverProbability, swapProbability, mutationProbability } = options;
  const tree = createKnobTree(space.knobs);
  const proposals = new Proposals(rng);
  const offspring = createOffspring(space, proposals, problem);
  let population: readonly Member[] = [];
  let generation = 0;
  let told: Measured[] = [];

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    return (
      (population.length > 0 ? askChild(stream) : undefined) ??
      proposals.draw(offspring.fresh, stream, { generation })
    );
  }

  function askChild(stream: Rng): Ask | undefined {
    const child = offspring.first(() => childOf(stream), stream);
    if (child === undefined) return undefined;
    const parent = child.parents[0] as Member;
    return proposals.propose(child, {
      parents: child.parents.map(({ trial }) => trial),
      operator: child.parents.length > 1 ? 'crossover' : 'mutation',
      explain: {
        generation,
        population: population.length,
        parentScore: parent.score.values[0]!,
        parentRank: parent.rank,
      },
    });
  }

  function childOf(stream: Rng): Child {
    const a = tournamentWinner(stream);
    const isCrossed = stream.next() < crossoverProbability;
    const b = isCrossed ? tournamentWinner(stream) : a;
    const genotype = a === b ? a.genotype : crossed(tree, a.genotype, b.genotype, swapProbability, stream);
    const rate = mutationProbability ?? 1 / nChoices(tree, genotype);
    return {
      genotype: resampled(tree, genotype, () => rate, stream),
      parents: a === b ? [a] : [a, b],
    };
  }

  function tournamentWinner(stream: Rng): Member {
    const a = stream.pick(population);
    const b = stream.pick(population);
    if (a.rank !== b.rank) return a.rank < b.rank ? a : b;
    return b.crowding > a.crowding ? b : a;
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending || outcome.status === 'failed') return;
    told.push({ ...pending, score: outcome.score });
    if (told.length < populationSize) return;
    population = survivors([...population, ...told], populationSize);
    generation++;
    told = [];
  }
}

/** The `n` first by front and then by crowding; of equals the older ones. */
export function survivors(candidates: readonly Measured[], n: number): Member[] {
  const ranks = constrainedRanks(
    candidates.map(({ score }) => score.values),
    candidates.map(({ score }) => score.violation),
  );
  const fronts: Measured[][] = [];
  for (const [i, candidate] of candidates.entries()) (fronts[ranks[i]!] ??= []).push(candidate);

  const chosen: Member[] = [];
  for (let rank = 0; chosen.length < n && rank < fronts.length; rank++) {
    const front = fronts[rank]!;
    const distances = crowdingDistances(front.map(({ score }) => score.values));
    const members = front.map((member, i) => ({ ...member, rank, crowding: distances[i]! }));
    const room = n - chosen.length;
    chosen.push(...(members.length <= room ? members : members.sort(byCrowding).slice(0, room)));
  }
  return chosen;
}

function byCrowding(a: Member, b: Member): number {
  return a.crowding === b.crowding ? 0 : b.crowding - a.crowding; // two infinite ones have no difference
}
