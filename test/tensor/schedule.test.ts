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
    // 30 % of 8 steps are 2; then 5 more to the last.
    {
      options: { schedule: 'one-cycle' },
      rates: [
        0.04,
        0.52,
        ...[0, 1, 2, 3, 4, 5].map((i) => 4e-6 + ((1 - 4e-6) * (1 + Math.cos((Math.PI * i) / 5))) / 2),
      ],
    },
    {
      options: { schedule: 'one-cycle', warmupEpochs: 0.5 },
      rates: [
        0.04,
        ...[0, 1, 2, 3, 4, 5, 6].map((i) => 4e-6 + ((1 - 4e-6) * (1 + Math.cos((Math.PI * i) / 6))) / 2),
      ],
    },
    {
      options: { schedule: 'one-cycle', warmupEpochs: 100 },
      rates: [0, 1, 2, 3, 4, 5, 6, 7].map((i) => 1 - (0.96 * (1 + Math.cos((Math.PI * i) / 7))) / 2),
    },
  ])('gives 4 epochs of 2 steps with $options their rates', ({ options, rates }) => {
    const spec = trainingOptions.parse({ kind: 'training', epochs: 4, learningRate: 1, ...options });
    const got = Array.from({ length: 8 }, (_, step) => learningRateAt(spec, step, 2));
    expect(got.map((rate) => rate.toFixed(12))).toEqual(rates.map((rate) => rate.toFixed(12)));
  });

  it('of one cycle has rates for however few steps', () => {
    const spec = trainingOptions.parse({
      kind: 'training',
      epochs: 1,
      learningRate: 1,
      schedule: 'one-cycle',
    });
    const rates = (steps: number): number[] =>
      Array.from({ length: steps }, (_, step) => Number(learningRateAt(spec, step, steps).toPrecision(6)));
    expect([rates(1), rates(2), rates(3)]).toEqual([[1], [0.04, 1], [0.04, 1, 4e-6]]);
  });
});
