import { expect, it } from 'vitest';
import { TrialError } from '../../../src/core/base/errors';
import { replay } from '../../../src/core/journal/replay';
import { analyticExecutor } from '../../../src/core/search/analytic-executor';
import { Search } from '../../../src/core/search/search';
import { searchSetup, testExperiment } from '../../support/search-setup';

it('measures in this process, breathes, and lets what cannot be measured fail', async () => {
  let nBreaths = 0;
  const executor = analyticExecutor(
    {
      known: () => ({}),
      fidelities: [1],
      startsOver: true,
      estimate: ([depth]) => {
        if (depth === 1) throw new TrialError('invalid', 'no such row');
        return { metrics: { valAccuracy: 0.5 }, simulatedSeconds: 10 };
      },
    },
    {
      breathe: () => {
        nBreaths++;
        return Promise.resolve();
      },
      trialsPerBreath: 10,
    },
  );
  const setup = searchSetup({
    experiment: testExperiment({ budget: { trials: 35 } }),
  });
  expect(await new Search({ ...setup, executor }).run()).toEqual({ reason: 'budget', message: '35 trials' });
  const { trials, tested, backend } = replay(setup.journal.events);
  expect(trials.map(({ status }) => status)).toEqual(
    trials.map(({ genotype }) => (genotype[0] === 1 ? 'failed' : 'measured')),
  );
  expect([new Set(trials.map(({ status }) => status)).size, tested, backend, nBreaths]).toEqual([
    2,
    [],
    'none',
    3,
  ]);
});
