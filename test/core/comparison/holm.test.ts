import { expect, it } from 'vitest';
import { holmAdjusted } from '../../../src/core/comparison/holm';

it.each([
  {
    why: 'multiplied by 4, 3, 2 and 1 in order of size',
    ps: [0.01, 0.04, 0.03, 0.005],
    adjusted: [0.03, 0.06, 0.06, 0.02],
  },
  { why: 'none above 1', ps: [0.5, 0.9], adjusted: [1, 1] },
  { why: 'a single test stays as it is', ps: [0.04], adjusted: [0.04] },
  { why: 'no tests', ps: [], adjusted: [] },
])('$why', ({ ps, adjusted }) => {
  expect(holmAdjusted(ps).map((p) => Number(p.toFixed(12)))).toEqual(adjusted);
});
