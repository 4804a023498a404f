import { expect, it } from 'vitest';
import { replay } from '../../../src/core/journal/replay';
import { Search } from '../../../src/core/search/search';
import { FakeExecutor } from '../../support/fake-executor';
import { searchSetup, testExperiment } from '../../support/search-setup';

it('the journal says which operations of a trial were left to TensorFlow.js', async () => {
  const measure = ({ trial }: { readonly trial: number }) => ({
    metrics: { valAccuracy: 1, paramCount: 1 },
    ...(trial === 1 ? { fallbacks: ['multi_head_attention'] } : {}),
  });
  const experiment = testExperiment({ budget: { trials: 3 } });
  const setup = searchSetup({ experiment, executor: new FakeExecutor({ measure }) });
  await new Search(setup).run();
  const measured = setup.journal.events.filter((event) => event.type === 'trial-measured');
  expect(measured.map(({ trial, fallbacks }) => [trial, fallbacks])).toEqual([
    [0, undefined],
    [1, ['multi_head_attention']],
    [2, undefined],
  ]);
  expect(replay(setup.journal.events).fallbacks).toEqual(['multi_head_attention']);
});
