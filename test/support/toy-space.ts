import { InputError } from '../../src/core/base/errors';
import { createKnobTree } from '../../src/core/space/knob-tree';
import type { CandidateId, Genotype, SearchSpace } from '../../src/core/space/space';

/** Names without structure: `nKnobs` knobs of `nValues` values, every encoding its own candidate, nothing to build. */
export function toySpace(nKnobs: number, nValues: number): SearchSpace {
  const knobs = Array.from({ length: nKnobs }, (_, i) => ({
    name: `k${i}`,
    values: Array.from({ length: nValues }, (_, v) => `v${v}`),
    ordinal: false,
  }));
  const withKnob = (genotype: Genotype, knob: number, value: number): Genotype =>
    genotype.map((old, i) => (i === knob ? value : old));
  const others = (genotype: Genotype, knob: number): number[] =>
    Array.from({ length: nValues }, (_, v) => v).filter((v) => v !== genotype[knob]);

  return {
    kind: 'toy',
    knobs,
    encodings: ['one-hot', 'ordinal'],
    check: (genotype) => (genotype.length === nKnobs ? undefined : 'wrong length'),
    sample: (rng) => knobs.map(() => rng.below(nValues)),
    neighbours: (genotype) =>
      knobs.flatMap((_, knob) => others(genotype, knob).map((value) => withKnob(genotype, knob, value))),
    mutate(genotype, rng) {
      const knob = rng.below(nKnobs);
      return withKnob(genotype, knob, rng.pick(others(genotype, knob)));
    },
    crossover: (a, b, rng) => a.map((value, i) => (rng.below(2) === 0 ? value : b[i]!)),
    candidateId: (genotype) => genotype.join('-') as CandidateId,
    encode: (genotype, kind) => {
      if (kind === 'ordinal') return Float64Array.from(genotype, (value) => value / (nValues - 1));
      if (kind !== 'one-hot') throw new InputError('encoding', `a toy space has no ${kind}`);
      return Float64Array.from({ length: nKnobs * nValues }, (_, i) =>
        genotype[Math.floor(i / nValues)] === i % nValues ? 1 : 0,
      );
    },
    count: () => BigInt(nValues) ** BigInt(nKnobs),
    countDistinct: () => BigInt(nValues) ** BigInt(nKnobs),
    build: () => {
      throw new InputError('', 'a toy space builds nothing');
    },
    enumerate: () => createKnobTree(knobs).enumerate(),
    namesOnly: true,
    sketch: () => undefined,
    format: (genotype) => genotype.join('-'),
    parse: (text) => text.split('-').map(Number),
  };
}

/** 1 at the target, less for every knob that differs: no local optimum but the target. */
export function closeness(genotype: Genotype, target: Genotype): number {
  return 1 - genotype.filter((value, i) => value !== target[i]).length / target.length;
}
