import { expect, it } from 'vitest';
import { evaluatorCount } from '../../src/worker/executor';
import { parseExperiment } from '../../src/worker/experiment-file';

const EXPERIMENT = parseExperiment(
  JSON.stringify({
    task: { kind: 'image-classification', dataset: 'digits' },
    space: { kind: 'mlp' },
    strategy: { kind: 'random' },
    estimator: { kind: 'training' },
    budget: { trials: 3 },
  }),
);

it.each([
  { wanted: 8, trials: undefined, count: 3, why: 'more than the trials of the budget would stand idle' },
  { wanted: 2, trials: undefined, count: 2, why: 'fewer than the trials are all used' },
  { wanted: 8, trials: 6, count: 6, why: 'a resumption with more trials may use more' },
  {
    wanted: 8,
    trials: Infinity,
    count: 8,
    why: 'without a limit on trials there are as many as were asked for',
  },
])('$why', ({ wanted, trials, count }) => {
  const settings = { evaluators: wanted, ...(trials === undefined ? {} : { trials }) };
  expect(evaluatorCount(EXPERIMENT, settings)).toBe(count);
});
