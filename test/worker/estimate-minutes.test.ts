import { expect, it } from 'vitest';
import { estimateMinutes } from '../../src/worker/estimate-minutes';
import { trainingExperiment } from './support/searches';
import { testExperiment } from '../support/search-setup';

const FACTS = { meanMacs: 1e6, trainExamples: 1000, nEvaluators: 2 };

const experiment = (changes: object) =>
  testExperiment({ estimator: { kind: 'training', epochs: 5 }, ...changes });

it('counts three passes over every example of every epoch, shared by the evaluators', () => {
  // 3 passes x 1e6 MACs x 1000 examples x 5 epochs at 20e9 a second are 0.75 s, and 0.03 s for everything else.
  const estimate = estimateMinutes(experiment({ budget: { trials: 120 } }), FACTS);
  expect(estimate?.minutes).toBeCloseTo((1 + (120 * 0.78) / 2) / 60, 10);
  expect(estimate?.basis).toBe(
    '120 trials of about 0.78 s each (5 epochs of 1000 examples at 1.0 million MACs) on 2 evaluators',
  );
});

it.each([
  { execution: 'auto', setting: 'wasm', seconds: 3.75 },
  { execution: 'cpu', setting: 'wasm', seconds: 150 },
  { execution: 'auto', setting: 'auto', seconds: 0.75 },
] as const)('knows that $execution with the setting $setting takes $seconds s', (given) => {
  const slow = experiment({ budget: { trials: 2 }, execution: { backend: given.execution } });
  const estimate = estimateMinutes(slow, { ...FACTS, backend: given.setting });
  expect(estimate?.minutes).toBeCloseTo((1 + given.seconds + 0.03) / 60, 10);
});

it.each([
  // A pass over 1000 examples at 1e6 MACs is 0.05 s.
  { trainedLayers: 1, seconds: 0.25 },
  { trainedLayers: 0, seconds: 0.05 },
])('counts one pass where $trainedLayers layers are trained, and one epoch where none is', (given) => {
  const estimator = { kind: 'training', epochs: 5, trainedLayers: given.trainedLayers };
  const estimate = estimateMinutes(experiment({ budget: { trials: 2 }, estimator }), FACTS);
  expect(estimate?.minutes).toBeCloseTo((1 + given.seconds + 0.03) / 60, 10);
});

it('is bounded by a limit on minutes, and is that limit where there is no other', () => {
  const both = estimateMinutes(experiment({ budget: { trials: 12_000, minutes: 3 } }), FACTS);
  expect(both?.minutes).toBe(3);
  expect(both?.basis).toMatch(/^the limit on minutes; without it, 12000 trials of about 0\.78 s each/);
  expect(estimateMinutes(experiment({ budget: { minutes: 3 } }), FACTS)).toEqual({
    minutes: 3,
    basis: 'the limit on minutes',
  });
});

it('shows short trials with two digits', () => {
  const { experiment: tiny } = trainingExperiment({ budget: { trials: 10 } });
  expect(estimateMinutes(tiny, { ...FACTS, meanMacs: 1000 })?.basis).toContain('of about 0.030 s each');
});
