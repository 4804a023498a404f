import type { Rng } from '../../base/random';
import { compareScores } from '../../trial/objective';
import type { Score } from '../../trial/objective';
import type { Pending } from '../proposals';
import type { Genome } from './genome';

/** A candidate that was measured, with the genes that made it. */
export interface Member extends Pending {
  readonly genome: Genome;
  readonly score: Score;
}

/** Members of a generation that are alike. */
export interface Species {
  readonly id: number;
  readonly representative: Genome;
  /** Best first. */
  readonly members: readonly Member[];
  /** The best score of its history, and the generation that brought it. */
  readonly best: Score;
  readonly improvedAt: number;
}

/** The species of all of a generation's members. */
export interface Speciation {
  readonly species: readonly Species[];
  readonly nextId: number;
}

interface Draft {
  readonly id: number;
  readonly representative: Genome;
  readonly members: Member[];
  /** Itself, a generation ago. */
  readonly old?: Species;
}

/** Generations after which a species that did not get better has no offspring. */
export const STAGNATION = 15;
/** Generations after which only the two best species have offspring, when nothing got better anywhere. */
export const STANDSTILL = 20;

/**
 * Sorts a generation into species: each member joins the first species whose representative, a random member of the
 * generation before, is nearer than `threshold`, and founds one where there is none. Species without members are
 * extinct. (Section 3.3 of the paper.)
 */
export function speciated(
  population: readonly Member[],
  before: Speciation,
  generation: number,
  distance: (a: Genome, b: Genome) => number,
  threshold: number,
  stream: Rng,
): Speciation {
  let { nextId } = before;
  const drafts: Draft[] = before.species.map((old) => ({
    id: old.id,
    representative: stream.pick(old.members).genome,
    members: [],
    old,
  }));
  for (const member of population) {
    const own = drafts.find(({ representative }) => distance(representative, member.genome) < threshold);
    if (own) own.members.push(member);
    else drafts.push({ id: nextId++, representative: member.genome, members: [member] });
  }
  const species = drafts
    .filter(({ members }) => members.length > 0)
    .map(({ id, representative, members, old }): Species => {
      members.sort((a, b) => compareScores(b.score, a.score)); // stable: of equals the older one is first
      const best = members[0]!.score;
      const isBetter = !old || compareScores(best, old.best) > 0;
      return isBetter
        ? { id, representative, members, best, improvedAt: generation }
        : { id, representative, members, best: old.best, improvedAt: old.improvedAt };
    });
  return { species, nextId };
}

/**
 * Offspring per species, in their order, `populationSize` in all: in proportion to the sum of its members' shared fitnesses, which is
 * the mean fitness of the species (equation 2 of the paper); fractions go to the largest remainders.
 *
 * A species that has not got better for 15 generations gets none, unless it has the best member of all; when that one
 * has not got better for 20, only the two species with the best members get any. Fitness is the share of the generation that a
 * member is at least as good as, because scores may be negative and constraints be broken.
 */
export function offspringOf(
  species: readonly Species[],
  generation: number,
  populationSize: number,
): number[] {
  const ranked = species.flatMap(({ members }) => members).sort((a, b) => compareScores(a.score, b.score));
  const fitnessOf = fitnesses(ranked);
  const byBest = [...species].sort((a, b) => compareScores(b.members[0]!.score, a.members[0]!.score));
  const isStill = generation - Math.max(...species.map(({ improvedAt }) => improvedAt)) > STANDSTILL;
  const may = (one: Species): boolean => {
    if (isStill) return byBest.indexOf(one) < 2;
    return one === byBest[0] || generation - one.improvedAt < STAGNATION;
  };
  const means = species.map((one) =>
    may(one)
      ? one.members.reduce((sum, { trial }) => sum + fitnessOf.get(trial)!, 0) / one.members.length
      : 0,
  );
  return apportioned(means, populationSize);
}

/** In (0, 1]; equal scores have equal fitness. */
function fitnesses(ranked: readonly Member[]): Map<number, number> {
  const fitness = new Map<number, number>();
  let beaten = ranked.length;
  for (let i = ranked.length - 1; i >= 0; i--) {
    const next = ranked[i + 1];
    if (next && compareScores(ranked[i]!.score, next.score) < 0) beaten = i + 1;
    fitness.set(ranked[i]!.trial, beaten / ranked.length);
  }
  return fitness;
}

function apportioned(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (weight / sum) * total);
  const whole = exact.map(Math.floor);
  const left = total - whole.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((share, i) => ({ i, remainder: share - whole[i]! }))
    .sort((a, b) => b.remainder - a.remainder);
  for (const { i } of byRemainder.slice(0, left)) whole[i]!++;
  return whole;
}
