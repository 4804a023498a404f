import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import type { Rng } from '../../../src/core/base/random';
import { pairVariance, treeVariance } from '../../../src/core/analysis/fanova';
import { knobColumns, knobRow } from '../../../src/core/analysis/knob-columns';
import { knobImportance } from '../../../src/core/analysis/knob-importance';
import { partsOf } from '../../../src/core/analysis/partition';
import { createKnobTree } from '../../../src/core/space/knob-tree';
import type { Genotype, Knob } from '../../../src/core/space/space';
import { binColumns, growTree } from '../../../src/core/surrogate/random-forest-tree';

const two = (name: string): Knob => ({ name, values: [-1, 1], ordinal: true });

/** A size, a name, a knob that the name switches, and one that this one switches in turn. */
const CONDITIONAL: readonly Knob[] = [
  { name: 'depth', values: [1, 2, 3, 4], ordinal: true },
  { name: 'block', values: ['none', 'conv', 'pool'], ordinal: false },
  { name: 'kernel', values: [3, 5, 7], ordinal: true, activeIf: { knob: 1, values: [1, 2] } },
  {
    name: 'padding',
    values: ['same', 'valid', 'mirror'],
    ordinal: false,
    activeIf: { knob: 2, values: [1, 2] },
  },
];

describe('functional ANOVA of a tree', () => {
  it.each([1, 2, 3, 4, 5])('is what enumerating every combination gives (seed %i)', (seed) => {
    const rng = createRng(seed);
    const tree = treeOn(CONDITIONAL, 60, rng, (genotype) =>
      genotype.reduce((a, b) => 3 * a + b, rng.normal()),
    );
    const parts = partsOf(tree.nodes, knobColumns(CONDITIONAL), CONDITIONAL);
    expect(parts.reduce((sum, part) => sum + shareOf(part), 0)).toBeCloseTo(1, 12);
    const found = treeVariance(parts, CONDITIONAL);

    const all = everyCombination(CONDITIONAL).map((genotype) => ({
      genotype,
      value: tree.predict(rowOf(CONDITIONAL, genotype)),
    }));
    const mean = meanOf(all.map(({ value }) => value));
    expect(found.mean).toBeCloseTo(mean, 9);
    expect(found.variance).toBeCloseTo(meanOf(all.map(({ value }) => (value - mean) ** 2)), 8);
    const marginal = (fixed: Readonly<Record<number, number>>): number =>
      meanOf(
        all
          .filter(({ genotype }) =>
            Object.entries(fixed).every(([knob, position]) => genotype[Number(knob)] === position),
          )
          .map(({ value }) => value),
      );
    CONDITIONAL.forEach(({ values }, knob) => {
      values.forEach((_, position) =>
        expect(found.marginals[knob]![position]).toBeCloseTo(marginal({ [knob]: position }), 9),
      );
    });
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 3],
    ] as const) {
      let joint = 0;
      for (const i of CONDITIONAL[a]!.values.keys())
        for (const j of CONDITIONAL[b]!.values.keys()) joint += (marginal({ [a]: i, [b]: j }) - mean) ** 2;
      joint /= CONDITIONAL[a]!.values.length * CONDITIONAL[b]!.values.length;
      expect(pairVariance(parts, CONDITIONAL, found, [a, b])).toBeCloseTo(
        Math.max(0, joint - found.mains[a]! - found.mains[b]!),
        8,
      );
    }
  });

  it('knows no effect of a knob where it is off', () => {
    const rng = createRng(1);
    const tree = treeOn(CONDITIONAL, 200, rng, (genotype) => genotype[2]!);
    for (const { allowed } of partsOf(tree.nodes, knobColumns(CONDITIONAL), CONDITIONAL)) {
      if (allowed.has(2)) expect([...allowed.get(1)!.mask]).toEqual([0, 1, 1]);
    }
  });
});

describe('knobImportance', () => {
  const knobs = ['a', 'b', 'c', 'd', 'e'].map(two);
  const sign = (position: number): number => 2 * position - 1;

  it('finds the shares of 3a + 2b + cd: 9, 4 and, of the pair, 1 of 14', () => {
    const genotypes = Array.from({ length: 12 }, () => everyCombination(knobs)).flat();
    const values = Float64Array.from(
      genotypes,
      ([a, b, c, d]) => 3 * sign(a!) + 2 * sign(b!) + sign(c!) * sign(d!),
    );
    const { knobs: found, pairs, outOfBagR2 } = knobImportance(knobs, genotypes, values)!;
    expect(found.map(({ knob }) => knob).slice(0, 2)).toEqual([0, 1]);
    expect(found[0]!.share.mean).toBeCloseTo(9 / 14, 1);
    expect(found[1]!.share.mean).toBeCloseTo(4 / 14, 1);
    expect(found[2]!.share.mean).toBeLessThan(0.02);
    expect(pairs[0]!.knobs).toEqual([2, 3]);
    expect(pairs[0]!.share.mean).toBeCloseTo(1 / 14, 1);
    expect(outOfBagR2).toBeGreaterThan(0.95);
    // Shuffling a sign doubles its variance in the error: 2 of 9 + 4 + 1.
    expect(found[0]!.permutation.mean).toBeCloseTo(18 / 14, 0);
    expect(found.find(({ knob }) => knob === 4)!.permutation.mean).toBeCloseTo(0, 1);
    const [low, high] = found[0]!.marginal;
    expect(high!.mean - low!.mean).toBeCloseTo(6, 0);
  });

  it('counts the trials that hold a value with the knob on', () => {
    const genotypes: Genotype[] = [
      [0, 0, 0, 0],
      [0, 1, 0, 0],
      [1, 1, 2, 1],
      ...Array.from({ length: 30 }, (): Genotype => [3, 2, 2, 0]),
    ];
    const { knobs: found } = knobImportance(
      CONDITIONAL,
      genotypes,
      Float64Array.from(genotypes, ([depth]) => depth!),
    )!;
    expect(found.find(({ knob }) => knob === 2)!.counts).toEqual([1, 0, 31]);
  });

  it('says nothing of a constant, and the same of the same trials', () => {
    const genotypes = everyCombination(knobs);
    expect(knobImportance(knobs, genotypes, new Float64Array(genotypes.length).fill(2))).toBeUndefined();
    const values = Float64Array.from(genotypes, ([a]) => a!);
    expect(knobImportance(knobs, genotypes, values)).toEqual(knobImportance(knobs, genotypes, values));
  });

  it('does not believe noise: the forest foretells nothing', () => {
    const rng = createRng(7);
    const genotypes = Array.from({ length: 200 }, () => knobs.map(() => rng.below(2)));
    const { outOfBagR2 } = knobImportance(
      knobs,
      genotypes,
      Float64Array.from(genotypes, () => rng.normal()),
    )!;
    expect(outOfBagR2).toBeLessThan(0.1);
  });
});

function treeOn(knobs: readonly Knob[], n: number, rng: Rng, value: (genotype: Genotype) => number) {
  const tree = createKnobTree(knobs);
  const genotypes = Array.from({ length: n }, () => tree.sample(rng));
  const inputs = genotypes.map((genotype) => rowOf(knobs, genotype));
  const options = { columnShare: 1, minLeaf: 1, minSplit: 2 };
  return growTree(binColumns(inputs), Float64Array.from(genotypes, value), options, rng);
}

function rowOf(knobs: readonly Knob[], genotype: Genotype): Float64Array {
  return knobRow(createKnobTree(knobs), knobColumns(knobs), genotype);
}

/** Also those in which a knob that is off holds something. */
function everyCombination(knobs: readonly Knob[]): Genotype[] {
  return knobs.reduce<Genotype[]>(
    (some, { values }) => some.flatMap((genotype) => values.map((_, position) => [...genotype, position])),
    [[]],
  );
}

function shareOf({ allowed }: { allowed: ReadonlyMap<number, { readonly share: number }> }): number {
  return [...allowed.values()].reduce((product, { share }) => product * share, 1);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
