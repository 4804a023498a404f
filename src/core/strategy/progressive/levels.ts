import type { Rng } from '../../base/random';
import type { CandidateId, Genotype, SearchSpace } from '../../space/space';
import type { Candidate } from '../unseen';

/** Samples of which the simplest is taken for a base, where the first values of all knobs make no member. */
const N_SAMPLES = 100;

/**
 * The simplest member, from which candidates grow: the first value of every knob, where that is a member, else the
 * one of 100 samples with the fewest knobs beyond it. Spaces list leave-outs and small sizes first.
 */
export function baseOf(space: SearchSpace, stream: Rng): Genotype {
  const first = space.knobs.map(() => 0);
  if (space.check(first) === undefined) return first;
  let base = space.sample(stream);
  for (let i = 1; i < N_SAMPLES; i++) {
    const other = space.sample(stream);
    if (levelOf(other, first) < levelOf(base, first)) base = other;
  }
  return base;
}

/** The number of blocks that a candidate has: knobs that differ from the base. */
export function levelOf(genotype: Genotype, base: Genotype): number {
  return genotype.reduce((n, value, knob) => n + (value === base[knob] ? 0 : 1), 0);
}

/** A candidate with one block more than its parent, and which of the given ones that is. */
export interface Expansion<T> extends Candidate {
  readonly parent: T;
}

/** Every candidate that is one block larger than one of `parents`, each once, in the order of the parents. */
export function expansionsOf<T extends { readonly genotype: Genotype }>(
  space: SearchSpace,
  parents: readonly T[],
  base: Genotype,
): Expansion<T>[] {
  const found = new Map<CandidateId, Expansion<T>>();
  for (const parent of parents) {
    const larger = levelOf(parent.genotype, base) + 1;
    for (const genotype of space.neighbours(parent.genotype)) {
      // A choice that switches knobs on may add more than one.
      if (levelOf(genotype, base) < larger) continue;
      const id = space.candidateId(genotype);
      if (!found.has(id)) found.set(id, { id, genotype, parent });
    }
  }
  return [...found.values()];
}
