import { describe, expect, it } from 'vitest';
import type { Dataset, Examples } from '../../src/core/estimator/dataset';
import { withoutValidation } from '../../src/dataset/final-split';

describe('the data of the training after the search', () => {
  it('have the validation examples among the training examples, and the test examples as they were', () => {
    const dataset: Dataset = {
      name: 'tiny',
      inputShape: [2],
      target: { kind: 'values', names: ['a'] },
      train: examples(2, 0),
      validation: examples(1, 10),
      test: examples(1, 20),
    };
    const train = {
      count: 3,
      x: Float32Array.of(0, 1, 2, 3, 10, 11),
      y: Float32Array.of(0, 1, 10),
    };
    expect(withoutValidation(dataset)).toEqual({ ...dataset, train, validation: train });
  });

  it('leave a trainer a few training examples to look at, none of them validation or test examples only', () => {
    const dataset: Dataset = {
      name: 'larger',
      inputShape: [2],
      target: { kind: 'classes', names: ['a', 'b'] },
      train: examples(100, 0),
      validation: examples(20, 1000),
      test: examples(20, 2000),
    };
    const { train, validation } = withoutValidation(dataset);
    expect([train.count, validation.count]).toEqual([120, 32]);
    expect(validation.x).toEqual(dataset.train.x.subarray(0, 64));
    expect(validation.y).toEqual(dataset.train.y.subarray(0, 32));
  });
});

/** `count` examples of two inputs and one target, counted from `from`. */
function examples(count: number, from: number): Examples {
  return {
    count,
    x: Float32Array.from({ length: 2 * count }, (_, i) => from + i),
    y: Float32Array.from({ length: count }, (_, i) => from + i),
  };
}
