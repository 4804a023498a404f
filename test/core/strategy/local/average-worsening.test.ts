import { expect, it } from 'vitest';
import { averageWorsening } from '../../../../src/core/strategy/local/average-worsening';

it.each([
  { scores: [1, 4, 9], typical: 5, why: 'the median of 3, 5 and 8' },
  { scores: [2, 2, 5], typical: 3, why: 'equal ones are no worsening' },
  {
    scores: [0, 10, 11, 12],
    typical: 10,
    why: 'of 1, 1, 2, 10, 11 and 12 the upper of the two in the middle',
  },
  { scores: [7], typical: 0, why: 'one score has no pair' },
  { scores: [3, 3], typical: 0, why: 'no pair differs' },
])('$why', ({ scores, typical }) => {
  expect(averageWorsening(scores.map((value) => ({ values: [value], violation: 0 })))).toBe(typical);
});

it('compares only candidates that break the constraints equally', () => {
  const scores = [
    { values: [1], violation: 0 },
    { values: [3], violation: 0 },
    { values: [90], violation: 0.5 },
    { values: [94], violation: 0.5 },
    { values: [500], violation: 0.7 },
  ];

  expect(averageWorsening(scores)).toBe(4); // of 2 and 4
});
