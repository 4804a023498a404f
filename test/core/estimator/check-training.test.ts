import { describe, expect, it } from 'vitest';

import { checkTraining, validationMetrics } from '../../../src/core/estimator/check-training';
import type { TrainingData } from '../../../src/core/estimator/check-training';
import { trainingOptions } from '../../../src/core/estimator/options';
import type { z } from 'zod';
import { sentenceOf } from '../../support/error-of';

type Options = Omit<z.input<typeof trainingOptions>, 'kind'>;

const IMAGES: TrainingData = { name: 'digits', inputShape: [8, 6, 1], target: { kind: 'classes', count: 3 } };
const VECTORS: TrainingData = { name: 'wine', inputShape: [13], target: { kind: 'classes', count: 6 } };
const VALUES: TrainingData = { name: 'prices', inputShape: [4], target: { kind: 'values', count: 2 } };

describe.each<{ data: TrainingData; cases: readonly [Options, string][] }>([
  {
    data: IMAGES,
    cases: [
      [
        { augmentation: { shift: 6 } },
        'estimator.augmentation.shift: expected at most 5 for images of [8, 6, 1], but got 6',
      ],
      [
        { augmentation: { crop: 6 } },
        'estimator.augmentation.crop: expected at most 5 for images of [8, 6, 1], but got 6',
      ],
      [
        { augmentation: { cutout: 7 } },
        'estimator.augmentation.cutout: expected at most 6 for images of [8, 6, 1], but got 7',
      ],
      [
        { classWeights: [1, 2] },
        'estimator.classWeights: expected 3 numbers, one for each class of digits, but got [1,2]',
      ],
      [{ classWeights: [0, 0, 0] }, 'estimator.classWeights: expected a number above 0, but got [0,0,0]'],
      [
        { earlyStoppingPatience: 1, earlyStoppingMetric: 'valTop5Accuracy' },
        'estimator.earlyStoppingMetric: expected a metric of digits (valAccuracy, valF1, valAuc, valLoss), but got "valTop5Accuracy"',
      ],
    ],
  },
  {
    data: VECTORS,
    cases: [
      [
        { augmentation: { shift: 1 } },
        'estimator.augmentation.shift: expected 0 for examples that are not images (wine has [13]), but got 1',
      ],
      [
        { augmentation: { flipHorizontal: true } },
        'estimator.augmentation.flipHorizontal: expected false for examples that are not images (wine has [13]), but got true',
      ],
    ],
  },
  {
    data: VALUES,
    cases: [
      [
        { labelSmoothing: 0.1 },
        'estimator.labelSmoothing: expected 0 where values are predicted, but got 0.1',
      ],
      [
        { classWeights: 'balanced' },
        'estimator.classWeights: expected null where values are predicted, but got "balanced"',
      ],
      [
        { earlyStoppingPatience: 1, earlyStoppingMetric: 'valAccuracy' },
        'estimator.earlyStoppingMetric: expected a metric of prices (valRmse, valMae, valR2, valLoss), but got "valAccuracy"',
      ],
    ],
  },
])('of $data.name', ({ data, cases }) => {
  it.each(cases)('%o is refused by its place', (options, message) => {
    expect(
      sentenceOf(() => {
        check(options, data);
      }),
    ).toBe(message);
  });
});

it.each<[TrainingData, Options]>([
  [IMAGES, { augmentation: { shift: 5, crop: 5, cutout: 6, flipHorizontal: true, mixup: 0.2 } }],
  [IMAGES, { classWeights: [0, 1, 2], labelSmoothing: 0.1 }],
  [IMAGES, { classWeights: 'balanced', earlyStoppingPatience: 1, earlyStoppingMetric: 'valAuc' }],
  [IMAGES, { earlyStoppingMetric: 'valRmse' }],
  [
    VECTORS,
    { augmentation: { mixup: 0.2 }, earlyStoppingPatience: 1, earlyStoppingMetric: 'valTop5Accuracy' },
  ],
  [VALUES, { augmentation: { mixup: 0.2 }, earlyStoppingPatience: 1, earlyStoppingMetric: 'valR2' }],
])('$name takes %o', (data, options) => {
  expect(() => {
    check(options, data);
  }).not.toThrow();
});

it('the five best of five classes are no metric', () => {
  expect(validationMetrics('classes', 5)).toEqual(['valAccuracy', 'valF1', 'valAuc', 'valLoss']);
  expect(validationMetrics('classes', 6)).toContain('valTop5Accuracy');
});

function check(options: Options, data: TrainingData): void {
  checkTraining(trainingOptions.parse({ kind: 'training', ...options }), data);
}
