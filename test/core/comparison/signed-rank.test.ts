import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedRankTest } from '../../../src/core/comparison/signed-rank';

describe('the signed-rank test', () => {
  it.each([
    { why: 'one positive of one', differences: [1], greater: 1 / 2, both: 1 },
    {
      why: 'all of three positive: one pattern of eight',
      differences: [1, 2, 3],
      greater: 1 / 8,
      both: 1 / 4,
    },
    {
      why: 'only the smallest negative: ranks 5 or more of 6, two patterns',
      differences: [-1, 2, 3],
      greater: 2 / 8,
      both: 1 / 2,
    },
    { why: 'shared ranks 1.5, 1.5, 3', differences: [1, -1, 2], greater: 3 / 8, both: 3 / 4 },
    { why: 'zeros beside one difference say nothing', differences: [0, 0, 1], greater: 1 / 2, both: 1 },
    { why: 'nothing but zeros', differences: [0, 0], greater: 1, both: 1 },
    { why: 'nothing at all', differences: [], greater: 1, both: 1 },
    {
      why: 'infinities are the largest, and equal to each other',
      differences: [Infinity, 7, -Infinity],
      greater: 4 / 8,
      both: 1,
    },
  ])('$why', ({ differences, greater, both }) => {
    const { pGreater, p } = signedRankTest(differences);
    expect([pGreater, p]).toEqual([greater, both]);
  });

  // Hollander and Wolfe, Nonparametric Statistical Methods, table A.4: P(T+ >= x) under the null hypothesis.
  it.each([
    { n: 5, atLeast: 15, p: 0.031 },
    { n: 6, atLeast: 19, p: 0.047 },
    { n: 8, atLeast: 33, p: 0.02 },
    { n: 10, atLeast: 45, p: 0.042 },
    { n: 12, atLeast: 61, p: 0.046 },
    { n: 15, atLeast: 95, p: 0.024 },
  ])('has the tabulated tail $p for rank sums from $atLeast of $n differences', ({ n, atLeast, p }) => {
    expect(signedRankTest(withPositiveRanks(n, atLeast)).pGreater).toBeCloseTo(p, 3);
  });

  // Darwin's heights of cross- and self-fertilised plants, in eighths of an inch; Fisher, The Design of Experiments, 1935.
  it("tells Darwin's pairs apart as published: T- is 24, p 0.0413", () => {
    const differences = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];
    const { negativeRanks, p, exact } = signedRankTest(differences);
    expect({ negativeRanks, p, exact }).toEqual({ negativeRanks: 24, p: 0.041259765625, exact: true });
  });

  it('ranks zeros and then leaves them out, as Pratt has it', () => {
    // Ranks 1 and 2 are the zeros'; of 3, 4 and 5 the positive ones are 3 and 5.
    const { nPairs, nZero, positiveRanks, negativeRanks, pGreater } = signedRankTest([0, 1, -2, 3, 0]);
    expect({ nPairs, nZero, positiveRanks, negativeRanks }).toEqual({
      nPairs: 5,
      nZero: 2,
      positiveRanks: 8,
      negativeRanks: 4,
    });
    // Of the eight sums 0, 3, 4, 5, 7, 8, 9, 12 three are 8 or more.
    expect(pGreater).toBe(3 / 8);
  });

  it('agrees beyond fifty differences with SciPy 1.17 (zero_method pratt, correction, approx)', () => {
    const differences = Array.from({ length: 80 }, (_, i) => Math.round(Math.sin(i * 1.7) * 5 + 1.2));
    const { p, pGreater, nZero, exact } = signedRankTest(differences);
    expect({ nZero, exact }).toEqual({ nZero: 6, exact: false });
    expect(p).toBeCloseTo(0.0025937918864624237, 10);
    expect(pGreater).toBeCloseTo(0.0012968959432312118, 10);
  });

  it('goes on smoothly where counting ends and approximating begins', () => {
    const differences = Array.from({ length: 50 }, (_, i) => (i % 3 === 0 ? -1 : 1) * (i + 1));
    const counted = signedRankTest(differences);
    const approximated = signedRankTest([...differences, 1e-9]);
    expect([counted.exact, approximated.exact]).toEqual([true, false]);
    expect(Math.abs(counted.p - approximated.p)).toBeLessThan(0.003);
  });

  it('changes sides with the signs, and no order or scale matters', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 70 }), (differences) => {
        const one = signedRankTest(differences);
        const other = signedRankTest(differences.map((d) => -3 * d).reverse());
        expect([other.positiveRanks, other.negativeRanks]).toEqual([one.negativeRanks, one.positiveRanks]);
        expect(other.p).toBeCloseTo(one.p, 12);
        expect(one.p).toBeGreaterThan(0);
        expect(one.p).toBeLessThanOrEqual(1);
      }),
      { seed: 201 },
    );
  });
});

/** Differences 1 to n with signs that make the positive ranks sum to `sum`. */
function withPositiveRanks(n: number, sum: number): number[] {
  let rest = sum;
  return Array.from({ length: n }, (_, i) => n - i).map((rank) => {
    if (rank > rest) return -rank;
    rest -= rank;
    return rank;
  });
}
