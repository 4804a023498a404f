import { expect, it } from 'vitest';
import { spreadOf } from '../../../src/core/comparison/spread';

it('has the quartiles of R and NumPy, and the deviation over n - 1', () => {
  const spread = spreadOf([7, 1, 3, 5]);
  expect(spread).toEqual({
    n: 4,
    mean: 4,
    standardError: Math.sqrt(20 / 3) / 2,
    sd: Math.sqrt(20 / 3),
    min: 1,
    q1: 2.5,
    median: 4,
    q3: 5.5,
    max: 7,
  });
});

it('of equal values is none, whatever floating point makes of their sum', () => {
  const { mean, sd } = spreadOf([0.1, 0.1, 0.1]);
  expect([mean, sd]).toEqual([0.1, 0]);
});

it('of one value has no error, of none nothing', () => {
  expect(spreadOf([2])).toEqual({ n: 1, mean: 2, min: 2, q1: 2, median: 2, q3: 2, max: 2 });
  expect(spreadOf([])).toEqual({ n: 0 });
});
