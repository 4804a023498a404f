import { describe, expect, it } from 'vitest';

import { trainingOptions } from '../../src/core/estimator/options';
import type { TrainingSpec } from '../../src/core/estimator/options';
import { learningRateAt } from '../../src/tensor/schedule';

describe('learningRateAt', () => {
  it.each<{ options: Partial<TrainingSpec>; rates: readonly number[] }>([
    { options: { schedule: 'constant' }, rates: [1, 1, 1, 1, 1, 1, 1, 1] },
    {
      options: { schedule: 'cosine' },
      rates: [0, 1, 2, 3, 4, 5, 6, 7].map((i) => (1 + Math.cos((Math.PI * i) / 8)) / 2),
    },
    { options: { schedule: 'step' }, rates: [1, 1, 1, 1, 0.1, 0.1, 0.01, 0.01] },
    { options: { schedule: 'constant', warmupEpochs: 2 }, rates: [0.25, 0.5, 0.75, 1, 1, 1, 1, 1] },
    {
      options: { schedule: 'cosine', warmupEpochs: 1 },
      rates: [0.5, 1, ...[0, 1, 2, 3, 4, 5].map((i) => (1 + Math.cos((Math.PI * i) / 6)) / 2)],
    },
    {
      options: { schedule: 'constant', warmupEpochs: 100 },
      rates: [1, 2, 3, 4, 5, 6, 7, 7].map((i) => i / 7),
    },
  ])('gives 4 epochs of 2 steps with $options their rates', ({ options, rates }) => {
    const spec = trainingOptions.parse({ kind: 'training', epochs: 4, learningRate: 1, ...options });
    const got = Array.from({ length: 8 }, (_, step) => learningRateAt(spec, step, 2));
    expect(got.map((rate) => rate.toFixed(12))).toEqual(rates.map((rate) => rate.toFixed(12)));
  });
});
