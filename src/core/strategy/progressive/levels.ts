import type { Rng } from '../../base/random';
import type { Genotype, SearchSpace } from '../../space/space';

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

/**
 * Every member that has all blocks of `genotype` and one more. A block that switches knobs on may bring others
 * with it, so that the level rises by more than one.
 */
export function expansionsOf(space: SearchSpace, genotype: Genotype, base: Genotype): Genotype[] {
  return space
    .neighbours(genotype)
    .filter((other) => genotype.every((value, knob) => value === base[knob] || value === other[knob]))
    .filter((other) => levelOf(other, base) > levelOf(genotype, base));
}
