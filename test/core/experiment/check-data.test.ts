import { expect, it } from 'vitest';

import { checkData } from '../../../src/core/experiment/check-data';
import type { DataSummary } from '../../../src/core/experiment/check-data';
import { parseExperiment } from '../../../src/worker/experiment-file';
import { sentenceOf } from '../../support/error-of';

const DIGITS: DataSummary = { name: 'digits', inputShape: [8, 8, 1], outputUnits: 10 };
const COINS: DataSummary = { name: 'coins', inputShape: [2], outputUnits: 2 };

it.each<[Record<string, unknown>, DataSummary, string]>([
  [
    { objectives: [{ metric: 'valTop5Accuracy', goal: 'maximize' }] },
    COINS,
    'objectives[0].metric: expected one of valAccuracy, valF1, valAuc, valLoss, trainLoss, trainMs, epochs, paramCount, macs, activationBytes, but got "valTop5Accuracy"',
  ],
  [
    { estimator: { kind: 'training', measureLatency: false, augmentation: { shift: 1 } } },
    COINS,
    'estimator.augmentation.shift: expected 0 for examples that are not images (coins has [2]), but got 1',
  ],
])('%o does not go with the data', (changes, data, message) => {
  expect(
    sentenceOf(() => {
      checkData(experiment(changes), data);
    }),
  ).toBe(message);
});

it('the same goes with data of images and more classes', () => {
  expect(() => {
    checkData(
      experiment({
        objectives: [{ metric: 'valTop5Accuracy', goal: 'maximize' }],
        estimator: { kind: 'training', augmentation: { shift: 1 } },
      }),
      DIGITS,
    );
  }).not.toThrow();
});

it('a regression is asked for its own metrics', () => {
  const regression = experiment({
    task: { kind: 'regression', dataset: { format: 'csv', path: 'a.csv', label: 'x' } },
    objectives: [{ metric: 'valR2', goal: 'maximize' }],
  });
  expect(() => {
    checkData(regression, { name: 'a', inputShape: [4], outputUnits: 1 });
  }).not.toThrow();
});

function experiment(changes: Record<string, unknown>): ReturnType<typeof parseExperiment> {
  return parseExperiment(
    JSON.stringify({
      task: { kind: 'image-classification', dataset: 'digits' },
      space: { kind: 'mlp' },
      strategy: { kind: 'random' },
      estimator: { kind: 'training', measureLatency: false },
      ...changes,
    }),
  );
}
