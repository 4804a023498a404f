import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dominates, nonDominatedRanks, paretoFront } from '../../../src/core/pareto/domination';
import type { Point } from '../../../src/core/pareto/domination';
import { anyPoints } from './any-points';

describe('dominates', () => {
  it.each([
    { a: [2, 3], b: [1, 3], yes: true, why: 'one better, one equal' },
    { a: [2, 3], b: [1, 2], yes: true, why: 'better in both' },
    { a: [2, 3], b: [2, 3], yes: false, why: 'twins do not dominate each other' },
    { a: [2, 1], b: [1, 2], yes: false, why: 'each better somewhere' },
    { a: [1, 3], b: [2, 3], yes: false, why: 'worse' },
    { a: [1], b: [0], yes: true, why: 'one objective' },
  ])('$why', ({ a, b, yes }) => {
    expect(dominates(a, b)).toBe(yes);
  });
});

describe('the Pareto front', () => {
  it.each([
    { points: [], front: [], why: 'nothing has no front' },
    { points: [[1, 1]], front: [0], why: 'one point is its own front' },
    {
      points: [
        [3, 1],
        [2, 2],
        [1, 3],
        [1, 1],
        [2, 1],
      ],
      front: [0, 1, 2],
      why: 'a staircase and two below it',
    },
    {
      points: [
        [2, 2],
        [2, 2],
        [1, 1],
      ],
      front: [0, 1],
      why: 'twins on the front are both there',
    },
    { points: [[1], [3], [3], [2]], front: [1, 2], why: 'with one objective: all that are best' },
    {
      points: [
        [1, 2, 3],
        [3, 2, 1],
        [1, 2, 2],
        [3, 3, 3],
      ],
      front: [3],
      why: 'three objectives',
    },
    {
      points: [
        [0, 5],
        [5, 5],
        [5, 0],
      ],
      front: [1],
      why: 'a corner that dominates both edges',
    },
  ])('$why', ({ points, front }) => {
    expect(paretoFront(points)).toEqual(front);
  });

  it('holds exactly the points that no other dominates', () => {
    fc.assert(
      fc.property(anyPoints, (points) => {
        const plain = points.flatMap((p, i) => (points.some((q) => dominates(q, p)) ? [] : [i]));
        expect(paretoFront(points)).toEqual(plain);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('ranks', () => {
  it('number the fronts from the outside in', () => {
    expect(
      nonDominatedRanks([
        [3, 3],
        [1, 1],
        [2, 2],
        [3, 1],
        [2, 2],
        [0, 9],
      ]),
    ).toEqual([0, 2, 1, 1, 1, 0]);
  });

  it('are the fronts of what is left after taking fronts away', () => {
    fc.assert(
      fc.property(anyPoints, (points) => {
        expect(nonDominatedRanks(points)).toEqual(peeledRanks(points));
      }),
      { seed: 8, numRuns: 500 },
    );
  });
});

function peeledRanks(points: readonly Point[]): number[] {
  const ranks = points.map(() => -1);
  for (let rank = 0; ranks.includes(-1); rank++) {
    const left = ranks.flatMap((r, i) => (r === -1 ? [i] : []));
    for (const place of paretoFront(left.map((i) => points[i]!))) ranks[left[place]!] = rank;
  }
  return ranks;
}
