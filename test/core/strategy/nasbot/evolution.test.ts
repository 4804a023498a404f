import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import type { CandidateId, Genotype } from '../../../../src/core/space/space';
import { evolve, type Evolution, type Member } from '../../../../src/core/strategy/nasbot/evolution';
import { createModify } from '../../../../src/core/strategy/nasbot/modifications';
import type { TrialId } from '../../../../src/core/trial/trial';
import { closeness, toySpace } from '../../../support/toy-space';

const space = toySpace(6, 4);
const TARGET = [1, 3, 0, 2, 2, 1];

function evolution(more: Partial<Evolution> = {}): Evolution {
  return {
    ...{
      space,
      modify: createModify(space, false),
      isSeen: () => false,
      nEvaluations: 500,
      mutationsPerRound: 50,
    },
    judge: (genotypes) =>
      genotypes.map((genotype) => ({
        violation: 0,
        acquisition: closeness(genotype, TARGET),
        ...{ mean: 0, sd: 1 },
      })),
    ...more,
  };
}

const start: Member = memberOf([0, 0, 0, 0, 0, 0]);

describe('the evolution of the acquisition', () => {
  it.each([1, 2, 3, 4, 5])('comes close to the best of 4,096 with 500 evaluations (seed %i)', (seed) => {
    const found = evolve(evolution(), [start], createRng(seed))!;

    // 500 random candidates have at least 5 of 6 knobs right with probability 0.9, all 6 with 0.11.
    expect(found.judgement.acquisition).toBeGreaterThanOrEqual(5 / 6);
  });

  it('prefers parents of larger acquisition: it gets further than where all are equal to it (seeds 1 to 20)', () => {
    const total = (selects: boolean): number =>
      Array.from({ length: 20 }, (_, seed) => {
        const judged: Genotype[] = [];
        const { judge } = evolution();
        evolve(
          evolution({
            judge(genotypes) {
              judged.push(...genotypes);
              return judge(genotypes).map((each) => ({
                ...each,
                acquisition: selects ? each.acquisition : 0,
              }));
            },
          }),
          [start],
          createRng(seed + 1),
        );
        return judged.slice(-100).reduce((sum, genotype) => sum + closeness(genotype, TARGET), 0) / 100;
      }).reduce((a, b) => a + b, 0) / 20;

    expect(total(true)).toBeGreaterThan(total(false) + 0.05);
  });

  it('looks at no more networks than it may, each once', () => {
    const judged: string[] = [];
    const { judge } = evolution();
    const counting = evolution({
      nEvaluations: 70,
      judge(genotypes) {
        judged.push(...genotypes.map((genotype) => genotype.join()));
        return judge(genotypes);
      },
    });
    evolve(counting, [start], createRng(1));

    // The one that is known, ten fresh ones, 70 modified.
    expect(judged.length).toBeLessThanOrEqual(1 + 10 + 70);
    expect(new Set(judged).size).toBe(judged.length);
  });

  it('answers nothing that was seen, and says where it comes from', () => {
    const isSeen = (id: CandidateId): boolean => id === space.candidateId(TARGET) || id === start.id;
    const found = evolve(evolution({ isSeen, nEvaluations: 2000 }), [start], createRng(3))!;

    expect(isSeen(found.id)).toBe(false);
    expect(found).toMatchObject({ judgement: { acquisition: 5 / 6 } });
    expect([[], [7]]).toContainEqual(found.parents);
  });

  it('has no answer where all was seen', () => {
    expect(evolve(evolution({ isSeen: () => true }), [start], createRng(1))).toBeUndefined();
  });

  it('puts what breaks constraints last, whatever it promises', () => {
    const { judge } = evolution();
    const constrained = evolution({
      judge: (genotypes) =>
        judge(genotypes).map((each, i) => ({ ...each, violation: genotypes[i]![0] === TARGET[0] ? 1 : 0 })),
    });

    expect(evolve(constrained, [start], createRng(2))!.judgement.violation).toBe(0);
  });
});

function memberOf(genotype: Genotype): Member {
  return { id: space.candidateId(genotype), genotype, parents: [7 as TrialId], generation: 0 };
}
