import { InputError } from '../base/errors';
import type { Rng } from '../base/random';
import type { Genotype, SearchSpace } from './space';

/** Draws before a space is taken to have no member that passes. */
const MOST_DRAWS = 2_000;
const MOST_CHANGES = 200;

/** What decides who stays. */
export interface Filter {
  /** Why a member of the space is left out, as a sentence; `undefined` when it stays. */
  readonly reasonOf: (genotype: Genotype) => string | undefined;
  /** Where the fault lies when nothing passes, and what to do about it. */
  readonly path: string;
  readonly advice: string;
}

/**
 * The members of a space that pass a filter.
 *
 * Samples are uniform over the encodings that pass (by rejection). Departures from the contract of a space: where none of
 * 200 changes of a parent passes, a mutation is a fresh sample; `count` counts what the knobs allow. A filter may let more pass as time
 * goes on, never less.
 *
 * Sampling throws InputError at the filter's path when none of 2,000 draws passes.
 */
export function filteredSpace(space: SearchSpace, { reasonOf, path, advice }: Filter): SearchSpace {
  const passes = (genotype: Genotype): boolean => reasonOf(genotype) === undefined;
  const sample = (rng: Rng): Genotype => {
    const found = firstOf(MOST_DRAWS, () => space.sample(rng), passes);
    if (!found) throw new InputError(path, `none of ${MOST_DRAWS} candidates of the space ${advice}`);
    return found;
  };
  return {
    ...space,
    check: (genotype) => space.check(genotype) ?? reasonOf(genotype),
    sample,
    neighbours: (genotype) => space.neighbours(genotype).filter(passes),
    mutate: (genotype, rng) =>
      firstOf(MOST_CHANGES, () => space.mutate(genotype, rng), passes) ?? sample(rng),
    crossover: (a, b, rng) => firstOf(MOST_CHANGES, () => space.crossover(a, b, rng), passes) ?? a,
    countDistinct: () => undefined,
    *enumerate() {
      for (const genotype of space.enumerate()) if (passes(genotype)) yield genotype;
    },
  };
}

function firstOf(
  times: number,
  draw: () => Genotype,
  passes: (genotype: Genotype) => boolean,
): Genotype | undefined {
  for (let i = 0; i < times; i++) {
    const genotype = draw();
    if (passes(genotype)) return genotype;
  }
  return undefined;
}
