import type { Rng } from '../../base/random';
import type { CandidateId, Genotype, SearchSpace } from '../../space/space';
import type { TrialId } from '../../trial/trial';
import type { Candidate } from '../unseen';

/** What is thought of a network. */
export interface Judgement {
  /** What is known of its violation of constraints; less is better, whatever the acquisition. */
  readonly violation: number;
  readonly acquisition: number;
  /** As predicted, in targets. */
  readonly mean: number;
  readonly sd: number;
}

/** A network that may be modified. */
export interface Member extends Candidate {
  /** The measured trial that it descends from, or is; none for descendants of a fresh draw. */
  readonly parents: readonly TrialId[];
  /** Rounds of modification since then. */
  readonly generation: number;
}

/** An unseen network, and what is thought of it. */
export interface Found extends Member {
  readonly judgement: Judgement;
}

export interface Evolution {
  readonly space: SearchSpace;
  readonly modify: (genotype: Genotype, stream: Rng) => Genotype;
  /** Judges many at once. */
  readonly judge: (genotypes: readonly Genotype[]) => readonly Judgement[];
  readonly isSeen: (id: CandidateId) => boolean;
  /** Modified networks to look at. */
  readonly nEvaluations: number;
  readonly mutationsPerRound: number;
}

/** Fresh draws in the first generation, beside the measured networks. */
const N_FRESH = 10;
/** Fitness in so many standard deviations is what parents' chances grow by e with. */
const FITNESS_SCALE = 2;

/**
 * Looks for the unseen network with the largest acquisition, by evolution.
 *
 * Kandasamy et al., section 4 and appendix C, with the numbers of their code: every round draws parents among all
 * that were looked at so far, with chances ∝ exp(fitness / (2 sd of all fitnesses)), fitness being the acquisition, and modifies each once to
 * five times. A round makes as many as `mutationsPerRound`.
 *
 * Departures. The first generation is what the model knows and ten fresh draws; theirs is a list of hand-made networks.
 * A network that was seen or looked at before counts as an evaluation but is not looked at again. What is known to break constraints
 * has the least fitness.
 *
 * @param measured networks to start from, that are seen
 * @returns `undefined` when nothing unseen came up
 */
export function evolve(
  { space, modify, judge, isSeen, nEvaluations, mutationsPerRound }: Evolution,
  measured: readonly Member[],
  stream: Rng,
): Found | undefined {
  const members = new Map<CandidateId, Found>();
  join(measured);
  join(unseenOf(Array.from({ length: N_FRESH }, () => born(space.sample(stream)))));
  for (let left = nEvaluations; left > 0; left -= mutationsPerRound) {
    const parents = [...members.values()];
    const cumulated = cumulatedChances(parents);
    const children = Array.from({ length: Math.min(left, mutationsPerRound) }, () => {
      const parent = parents[drawIndex(cumulated, stream)]!;
      return born(modify(parent.genotype, stream), parent);
    });
    join(unseenOf(children));
  }
  return bestOf([...members.values()].filter(({ id }) => !isSeen(id)));

  function born(genotype: Genotype, parent?: Member): Member {
    const id = space.candidateId(genotype);
    return { id, genotype, parents: parent?.parents ?? [], generation: (parent?.generation ?? -1) + 1 };
  }

  function unseenOf(candidates: readonly Member[]): Member[] {
    const unseen = new Map<CandidateId, Member>();
    for (const candidate of candidates)
      if (!isSeen(candidate.id) && !members.has(candidate.id) && !unseen.has(candidate.id))
        unseen.set(candidate.id, candidate);
    return [...unseen.values()];
  }

  function join(candidates: readonly Member[]): void {
    const judgements = judge(candidates.map(({ genotype }) => genotype));
    candidates.forEach((candidate, i) =>
      members.set(candidate.id, { ...candidate, judgement: judgements[i]! }),
    );
  }
}

/** The first of the best. */
function bestOf(candidates: readonly Found[]): Found | undefined {
  return candidates.reduce<Found | undefined>(
    (best, candidate) =>
      best === undefined || isBetter(candidate.judgement, best.judgement) ? candidate : best,
    undefined,
  );
}

function isBetter(a: Judgement, b: Judgement): boolean {
  return a.violation === b.violation ? a.acquisition > b.acquisition : a.violation < b.violation;
}

/** Sums of the chances of each and those before it. */
function cumulatedChances(members: readonly Found[]): Float64Array {
  const fitness = fitnessOf(members);
  const mean = fitness.reduce((a, b) => a + b, 0) / fitness.length;
  const sd = Math.sqrt(fitness.reduce((sum, value) => sum + (value - mean) ** 2, 0) / fitness.length);
  let sum = 0;
  // Equal fitness, and that of rounding, is no preference.
  const unit = sd > 0 ? FITNESS_SCALE * sd : Infinity;
  return fitness.map((value) => (sum += Math.exp((value - mean) / unit)));
}

function fitnessOf(members: readonly Found[]): Float64Array {
  const least = members.reduce((low, { judgement }) => Math.min(low, judgement.acquisition), Infinity);
  return Float64Array.from(members, ({ judgement }) =>
    judgement.violation > 0 ? least : judgement.acquisition,
  );
}

function drawIndex(cumulated: Float64Array, stream: Rng): number {
  const drawn = stream.next() * cumulated.at(-1)!;
  const index = cumulated.findIndex((sum) => drawn < sum);
  return index < 0 ? cumulated.length - 1 : index;
}
