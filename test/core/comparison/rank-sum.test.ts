import { describe, expect, it } from 'vitest';
import { leastRankSumP, rankSumTest } from '../../../src/core/comparison/rank-sum';

describe('rankSumTest', () => {
  it.each([
    // Of the 20 choices of three ranks out of six, one is this far on each side.
    { first: [1, 2, 3], second: [4, 5, 6], u: 0, p: 2 / 20 },
    { first: [4, 5, 6], second: [1, 2, 3], u: 9, p: 2 / 20 },
    // Rank sums 6, 7, 14 and 15 of 35 choices 10 to 22: counted by hand for 3 of 7.
    { first: [1, 3, 2], second: [4, 5, 6, 7], u: 0, p: 2 / 35 },
    { first: [1, 2, 4], second: [3, 5, 6, 7], u: 1, p: 4 / 35 },
    // All equal: every choice is as far as this one.
    { first: [5, 5], second: [5, 5], u: 2, p: 1 },
    // Ranks 1.5, 1.5, 3, 4: sums of two are 3, 4.5 (twice), 5.5 (twice), 7 around 5; 3 and 7 are as far as 3.
    { first: [1, 1], second: [2, 3], u: 0, p: 2 / 6 },
    { first: [-Infinity, 0], second: [Infinity, Infinity], u: 0, p: 2 / 6 },
  ])('$first against $second: U = $u, p = $p', ({ first, second, u, p }) => {
    const test = rankSumTest(first, second);
    expect([test.u, test.exact]).toEqual([u, true]);
    expect(test.p).toBeCloseTo(p, 12);
  });

  it('comes close to the exact distribution where it is a normal one', () => {
    const first = Array.from({ length: 25 }, (_, i) => i);
    const second = Array.from({ length: 25 }, (_, i) => i + 7.5);
    const test = rankSumTest(first, second);
    // SciPy: mannwhitneyu(range(25), [i + 7.5 for i in range(25)], method='asymptotic') has U = 153, p = 0.00203516.
    expect([test.u, test.exact]).toEqual([153, false]);
    expect(test.p).toBeCloseTo(0.00203516, 7);
  });

  it('knows the smallest p that samples can have', () => {
    expect(leastRankSumP(3, 3)).toBeCloseTo(2 / 20, 12);
    expect(leastRankSumP(4, 4)).toBeCloseTo(2 / 70, 12);
    expect(leastRankSumP(1, 5)).toBeCloseTo(2 / 6, 12);
  });
});
