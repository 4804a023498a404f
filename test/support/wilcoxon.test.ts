import { describe, expect, it } from 'vitest';
import { wilcoxonSignedRank } from './wilcoxon';

describe('the signed rank test', () => {
  it.each([
    { why: 'one positive of one', differences: [1], p: 1 / 2 },
    { why: 'all of three positive: one pattern of eight', differences: [1, 2, 3], p: 1 / 8 },
    {
      why: 'only the smallest negative: ranks 5 or more of 6, two patterns',
      differences: [-1, 2, 3],
      p: 2 / 8,
    },
    { why: 'shared ranks 1.5, 1.5, 3', differences: [1, -1, 2], p: 3 / 8 },
    { why: 'zeros say nothing', differences: [0, 0, 1], p: 1 / 2 },
    { why: 'nothing at all', differences: [], p: 1 },
  ])('$why', ({ differences, p }) => {
    expect(wilcoxonSignedRank(differences)).toBeCloseTo(p, 12);
  });

  it('agrees with its normal approximation where the two meet', () => {
    const differences = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? -1 : 1) * (i + 1));

    const exact = wilcoxonSignedRank(differences);
    const approximate = wilcoxonSignedRank([...differences, 1e-9]);

    expect(Math.abs(exact - approximate)).toBeLessThan(0.01);
  });
});
