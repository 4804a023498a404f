import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import type { CandidateId } from '../../../../src/core/space/space';
import type { Genome } from '../../../../src/core/strategy/neuroevolution/genome';
import { offspringOf, speciated } from '../../../../src/core/strategy/neuroevolution/species';
import type { Member, Species } from '../../../../src/core/strategy/neuroevolution/species';
import type { TrialId } from '../../../../src/core/trial/trial';

const NONE = { species: [], nextId: 1 };

describe('species', () => {
  it('are founded by members that are near to no representative, and keep their number', () => {
    const first = speciatedOf([member(0, 0), member(1, 1), member(2, 9), member(3, 8)], NONE, 1);
    const second = speciatedOf([member(4, 8), member(5, 20)], first, 2);

    expect(idsOf(first)).toEqual({ 1: [1, 0], 2: [3, 2] });
    expect(idsOf(second)).toEqual({ 2: [4], 3: [5] });
  });

  it('remember when they last got better', () => {
    const first = speciatedOf([member(7, 0)], NONE, 1);
    const second = speciatedOf([member(3, 0)], first, 2);
    const third = speciatedOf([member(8, 0)], second, 3);

    expect([first, second, third].map(({ species }) => species[0]!.improvedAt)).toEqual([1, 1, 3]);
  });
});

describe('the number of offspring', () => {
  it('follows the mean fitness of a species, however many members it has', () => {
    // Ranks 1 to 4 of four: means 2.5 / 4 and 2.5 / 4.
    const even = [speciesOf(1, [1, 2, 3, 4].slice(1, 3)), speciesOf(2, [1, 4])];
    expect(offspringOf(even, 1, 10)).toEqual([5, 5]);
    // Of three: 1 and the mean of 1/3 and 2/3.
    expect(offspringOf([speciesOf(1, [9]), speciesOf(2, [1, 2])], 1, 9)).toEqual([6, 3]);
  });

  it('is nothing for a species that stagnates, unless it has the best member', () => {
    const [best, old, young] = [
      { ...speciesOf(1, [9]), improvedAt: 4 },
      { ...speciesOf(2, [8]), improvedAt: 5 },
      { ...speciesOf(3, [1]), improvedAt: 6 },
    ];

    expect(offspringOf([best, old, young], 20, 8)).toEqual([6, 0, 2]);
  });

  it('is for the two best species only when nothing gets better anywhere', () => {
    const still = [3, 9, 8, 1].map((score, i) => ({ ...speciesOf(i, [score]), improvedAt: 4 }));

    expect(offspringOf(still, 25, 7)).toEqual([0, 4, 3, 0]);
  });

  it('is for those first that keep the constraints', () => {
    const species = speciesOf(1, [1]);
    const broken = {
      ...species,
      members: [{ ...member(99, 0), trial: 7 as TrialId, score: { values: [99], violation: 1 } }],
    };

    expect(offspringOf([species, broken], 1, 9)).toEqual([6, 3]);
  });
});

/** Genomes of one gene whose distance is that of their alleles. */
function member(score: number, allele: number): Member {
  return {
    trial: score as TrialId,
    id: `${score}` as CandidateId,
    genotype: [allele],
    genome: [{ knob: 0, marking: 0, allele, enabled: true }],
    score: { values: [score], violation: 0 },
  };
}

function speciesOf(id: number, scores: readonly number[]): Species {
  const members = [...scores]
    .sort((a, b) => b - a)
    .map((score) => ({ ...member(score, 0), trial: (id * 100 + score) as TrialId }));
  return { id, representative: members[0]!.genome, members, best: members[0]!.score, improvedAt: 1 };
}

function speciatedOf(
  population: readonly Member[],
  before: Parameters<typeof speciated>[1],
  generation: number,
) {
  const distance = (a: Genome, b: Genome): number => Math.abs(a[0]!.allele - b[0]!.allele);
  return speciated(population, before, generation, distance, 3, createRng(generation));
}

function idsOf({ species }: ReturnType<typeof speciated>): Record<number, number[]> {
  return Object.fromEntries(species.map(({ id, members }) => [id, members.map(({ trial }) => trial)]));
}
