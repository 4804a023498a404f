import { Bug } from '../base/errors';
import type { Rng } from '../base/random';
import type { Genotype, SearchSpace } from './space';

/** Changes of a parent that are drawn before the nearest listed candidate is taken. */
const MOST_CHANGES = 50;

/**
 * The members of a space that a list names, as a partial table does: a search spends nothing on the others.
 *
 * Departures from the contract of a space: samples are uniform over the list; a mutation is one change where
 * some change leads to a listed candidate, else one of the nearest by the number of knobs that differ (a scan of the list); a
 * crossover whose draws are never listed is a parent. `count` is the list's length.
 *
 * @param genotypes members of `space`, at least one, none twice
 */
export function listedSpace(space: SearchSpace, genotypes: readonly Genotype[]): SearchSpace {
  if (genotypes.length === 0) throw new Bug('a listed space has a list');
  const listed = new Set(genotypes.map((genotype) => genotype.join()));
  const isListed = (genotype: Genotype): boolean => listed.has(genotype.join());
  const known = new Map<string, Genotype[]>();

  const neighboursOf = (genotype: Genotype): Genotype[] => {
    const key = genotype.join();
    let found = known.get(key);
    if (!found) known.set(key, (found = space.neighbours(genotype).filter(isListed)));
    return found;
  };
  const first = (draw: () => Genotype): Genotype | undefined => {
    for (let i = 0; i < MOST_CHANGES; i++) {
      const genotype = draw();
      if (isListed(genotype)) return genotype;
    }
    return undefined;
  };

  return {
    ...space,
    check: (genotype) =>
      space.check(genotype) ??
      (isListed(genotype)
        ? undefined
        : `${space.format(genotype)} is not among the candidates that are listed`),
    sample: (rng) => rng.pick(genotypes),
    neighbours: (genotype) => [...neighboursOf(genotype)],
    mutate(genotype, rng) {
      const drawn = first(() => space.mutate(genotype, rng));
      if (drawn) return drawn;
      const around = neighboursOf(genotype);
      return around.length > 0 ? rng.pick(around) : nearest(genotypes, genotype, rng);
    },
    crossover: (a, b, rng) => first(() => space.crossover(a, b, rng)) ?? a,
    count: () => BigInt(genotypes.length),
    countDistinct: () => undefined,
    enumerate: () => genotypes.values(),
  };
}

/** One of the others with the fewest knobs that differ; the candidate itself where there is no other. */
function nearest(genotypes: readonly Genotype[], from: Genotype, rng: Rng): Genotype {
  let least = Infinity;
  let found: Genotype[] = [];
  for (const genotype of genotypes) {
    const differing = genotype.reduce((n, value, i) => n + (value === from[i] ? 0 : 1), 0);
    if (differing === 0 || differing > least) continue;
    if (differing < least) found = [];
    least = differing;
    found.push(genotype);
  }
  return found.length > 0 ? rng.pick(found) : from;
}
