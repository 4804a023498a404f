import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { createKnobTree } from '../../../../src/core/space/knob-tree';
import type { Knob } from '../../../../src/core/space/space';
import { compatibilityDistance } from '../../../../src/core/strategy/neuroevolution/compatibility';
import { crossed, grown, perturbed } from '../../../../src/core/strategy/neuroevolution/gene-variation';
import { express, genomeOf, Markings } from '../../../../src/core/strategy/neuroevolution/genome';
import type { Gene, Genome } from '../../../../src/core/strategy/neuroevolution/genome';

const SEEDS = Array.from({ length: 40 }, (_, seed) => createRng(seed));
const COEFFICIENTS = { excess: 1, disjoint: 1, alleles: 0.4 };

/** The genomes of figure 4 of the paper: knobs were marked in another order than the space has them. */
const FIRST = [1, 2, 3, 4, 5, 8].map((marking) => gene(marking, 1));
const SECOND = [1, 2, 3, 4, 5, 6, 7, 9, 10].map((marking) => gene(marking, 2));

describe('crossover of genomes', () => {
  it('takes genes that match from either parent, and the others from the fitter one', () => {
    const children = SEEDS.map((stream) => crossed(FIRST, SECOND, 1, stream));

    expect(children.map(markingsOf)).toEqual(children.map(() => [1, 2, 3, 4, 5, 8]));
    expect(allelesAt(children, 3)).toEqual(new Set([1, 2]));
    expect(allelesAt(children, 8)).toEqual(new Set([1]));
    expect(markingsOf(crossed(FIRST, SECOND, -1, SEEDS[0]!))).toEqual([1, 2, 3, 4, 5, 6, 7, 9, 10]);
  });

  it('takes disjoint and excess genes by chance where neither parent is fitter', () => {
    const children = SEEDS.map((stream) => crossed(FIRST, SECOND, 0, stream));

    // Of 40 children all or none have a given gene with probability 2^-39.
    for (const marking of [6, 7, 8, 9, 10])
      expect(new Set(children.map((child) => markingsOf(child).includes(marking)))).toEqual(
        new Set([true, false]),
      );
  });

  it('leaves genes that are off in a parent off in three children of four', () => {
    const off = FIRST.map((one) => ({ ...one, enabled: false }));
    const nOff = SEEDS.flatMap((stream) => crossed(off, SECOND, 1, stream)).filter((one) => !one.enabled);

    // 240 genes, mean 180, standard deviation 6.7: beyond four of them with probability 0.0001.
    expect(Math.abs(nOff.length - 180)).toBeLessThan(27);
  });
});

describe('the distance of genomes', () => {
  const knobs = Array.from({ length: 40 }, (_, i): Knob => knob(`k${i}`, 5, i % 2 === 0));

  it('counts disjoint and excess genes and the mean difference of alleles', () => {
    // Disjoint 6, 7, 8; excess 9, 10; of the five that match, those of even knobs are a quarter apart.
    const alleles = (3 * 0.25 + 2 * 1) / 5;
    const distance = compatibilityDistance(
      knobs,
      FIRST.map((one) => ({ ...one, knob: one.marking - 1 })),
      SECOND.map((one) => ({ ...one, knob: one.marking - 1 })),
      { excess: 10, disjoint: 100, alleles: 0.4 },
    );

    expect(distance).toBeCloseTo(10 * 2 + 100 * 3 + 0.4 * alleles, 12);
  });

  it('takes a share of large genomes, without a jump', () => {
    const genes = Array.from({ length: 40 }, (_, i) => ({ ...gene(i, 1), knob: i }));
    const at = (n: number): number =>
      compatibilityDistance(knobs, genes.slice(0, n), genes.slice(0, n - 4), COEFFICIENTS);

    expect([10, 20, 30, 40].map(at)).toEqual([4, 4, 4 / 1.5, 2]);
  });
});

describe('genes', () => {
  const tree = createKnobTree([
    knob('depth', 3, true),
    { ...knob('second', 4, true), activeIf: { knob: 0, values: [1, 2] } },
    knob('kind', 3, false),
  ]);
  const base = [0, 0, 1];

  it('are numbered by when their knob first departs, and a knob keeps its number', () => {
    const markings = new Markings();

    expect([2, 0, 2, 1].map((k) => markings.of(k))).toEqual([0, 1, 0, 2]);
    markings.keep(1);
    expect([2, 1, 0].map((k) => markings.of(k))).toEqual([0, 1, 2]);
  });

  it('sleep where their knob is switched off, and are kept', () => {
    const markings = new Markings();
    const genome = genomeOf(tree, base, [1, 3, 1], markings);
    const without = genomeOf(tree, base, [0, 0, 1], markings, genome);

    expect(express(tree, base, genome)).toEqual([1, 3, 1]);
    expect(without.map(({ enabled }) => enabled)).toEqual([false, true]);
    expect(express(tree, base, without)).toEqual([0, 0, 1]);
  });

  it('grow on active knobs only, away from the base', () => {
    const children = SEEDS.map((stream) => grown(tree, base, [], new Markings(), stream)!);
    const genotypes = new Set(children.map((genome) => express(tree, base, genome).join()));

    expect(genotypes).toEqual(new Set(['1,0,1', '2,0,1', '0,0,0', '0,0,2']));
    expect(grown(tree, base, children[0]!, new Markings(), SEEDS[0]!, [1])).toBeDefined();
  });

  it('move by one step where values are in order, and anywhere once in ten times', () => {
    const long = createKnobTree([knob('size', 1001, true)]);
    const genome = genomeOf(long, [0], [500], new Markings());
    const moves = Array.from({ length: 1000 }, (_, seed) =>
      Math.abs(perturbed(long, [0], genome, createRng(seed))![0]!.allele - 500),
    );
    const nFar = moves.filter((move) => move > 1).length;

    expect(moves).not.toContain(0);
    // Mean 99.8, standard deviation 9.5: beyond four of them with probability 0.0001.
    expect(Math.abs(nFar - 99.8)).toBeLessThan(38);
  });

  it('that are off or asleep do not move', () => {
    const genome: Genome = [
      { knob: 0, marking: 0, allele: 1, enabled: false },
      { knob: 1, marking: 1, allele: 2, enabled: true },
      { knob: 2, marking: 2, allele: 0, enabled: true },
    ];
    const children = SEEDS.map((stream) => perturbed(tree, base, genome, stream)!);

    expect(children.map((child) => child.slice(0, 2))).toEqual(children.map(() => genome.slice(0, 2)));
    expect(allelesAt(children, 2)).toEqual(new Set([1, 2]));
  });
});

function gene(marking: number, allele: number): Gene {
  return { knob: 20 - marking, marking, allele, enabled: true };
}

function knob(name: string, nValues: number, ordinal: boolean): Knob {
  return { name, values: Array.from({ length: nValues }, (_, i) => i), ordinal };
}

function markingsOf(genome: Genome): number[] {
  return genome.map(({ marking }) => marking);
}

function allelesAt(genomes: readonly Genome[], marking: number): Set<number | undefined> {
  return new Set(genomes.map((genome) => genome.find((one) => one.marking === marking)?.allele));
}
