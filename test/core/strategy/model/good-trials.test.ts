import { describe, expect, it } from 'vitest';
import type { CandidateId } from '../../../../src/core/space/space';
import { History } from '../../../../src/core/strategy/history';
import { goodTrials } from '../../../../src/core/strategy/model/good-trials';
import type { TrialId } from '../../../../src/core/trial/trial';

describe('goodTrials', () => {
  it('takes the best by the first objective where there is one, feasible ones first', () => {
    expect(good([[1], [9, 0.5], [3], [2]], 3, 1)).toEqual([0, 2, 3]);
  });

  it('takes front after front of several objectives', () => {
    const scores = [[0, 0], [3, 1], [1, 3], [2, 0.5], [0.5, 2]]; // prettier-ignore
    expect(good(scores, 2, 2)).toEqual([1, 2]);
    expect(good(scores, 4, 2)).toEqual([1, 2, 3, 4]);
  });

  it('takes the least crowded of a front that does not fit', () => {
    const line = [[0, 10], [5, 5], [5.5, 4.5], [6, 4], [10, 0]]; // prettier-ignore
    expect(good(line, 3, 2)).toEqual([0, 1, 4]);
  });

  it('leaves infeasible trials to the end, the smaller violation first', () => {
    const scores = [[9, 9, 0.2], [8, 8, 0.1], [0, 1, 0], [1, 0, 0]]; // prettier-ignore
    expect(good(scores, 3, 2)).toEqual([1, 2, 3]);
  });
});

/** Trials with values, the last number being the violation where there is one more than objectives. */
function good(scores: readonly (readonly number[])[], n: number, nObjectives: number): number[] {
  const history = new History();
  for (const [trial, numbers] of scores.entries())
    history.add({
      trial: trial as TrialId,
      id: `${trial}` as CandidateId,
      genotype: [],
      score: { values: numbers.slice(0, nObjectives), violation: numbers[nObjectives] ?? 0 },
    });
  return goodTrials(history, n, nObjectives)
    .map(({ trial }) => trial)
    .sort((a, b) => a - b);
}
