import { expect, it } from 'vitest';
import { rankCorrelation } from '../../../../src/core/strategy/progressive/rank-correlation';

it.each([
  { a: [1, 2, 3, 4], b: [10, 100, 1000, 9999], rho: 1, why: 'only ranks count' },
  { a: [1, 2, 3], b: [3, 2, 1], rho: -1, why: 'the reverse order' },
  // Squared differences of ranks 0, 1, 1, 0: 1 - 6 * 2 / (4 * 15).
  { a: [1, 2, 3, 4], b: [1, 3, 2, 4], rho: 0.8, why: 'two neighbours change places' },
  // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3: 4.5 / sqrt(4.5 * 5).
  { a: [1, 2, 2, 4], b: [1, 2, 3, 4], rho: Math.sqrt(0.9), why: 'equals share a rank' },
])('$why: $rho', ({ a, b, rho }) => {
  expect(rankCorrelation(a.map((value, i) => [value, b[i]!]))).toBeCloseTo(rho, 12);
});

it.each([
  { pairs: [], why: 'nothing' },
  {
    pairs: [
      [1, 2],
      [2, 3],
    ] as const,
    why: 'two pairs',
  },
  {
    pairs: [
      [1, 2],
      [1, 3],
      [1, 4],
    ] as const,
    why: 'one side all the same',
  },
])('$why has no rank correlation', ({ pairs }) => {
  expect(rankCorrelation(pairs)).toBeUndefined();
});
