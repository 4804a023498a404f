import { expect, it } from 'vitest';
import { inputErrorOf } from '../../support/error-of';
import { LARGE, resumed, running, SMALL } from '../../support/queue-runs';
import { Search } from '../../../src/core/search/search';

it('a candidate that was taken out is not asked for, and those behind it move up', async () => {
  const { setup, search } = running();
  search.enqueue({ notation: SMALL });
  search.enqueue({ notation: LARGE });
  search.dequeue(0);
  expect(setup.journal.durable.at(-1)).toBe(true);
  await setup.executor.finish(0);
  expect(search.state.trials[1]?.architecture).toBe(LARGE);
  await setup.executor.finish(1);
  expect(search.state.trials[2]?.operator).toBe('sample');
});

it('is as if it had never been there for what comes of the strategy', async () => {
  const plain = running();
  const changed = running();
  changed.search.enqueue({ notation: SMALL });
  changed.search.dequeue(0);
  for (const { setup } of [plain, changed]) for (const trial of [0, 1]) await setup.executor.finish(trial);
  const [a, b] = [plain, changed].map(({ search }) => search.state.trials.map(({ genotype }) => genotype));
  expect(a).toEqual(b);
});

it('a resumption does not bring a first candidate back that was taken out', async () => {
  const { setup, search } = running({}, { enqueue: [SMALL, LARGE], budget: { trials: 3 } });
  search.dequeue(1);
  await setup.executor.finish(0);
  search.stop();
  const more = resumed(setup.journal.text, {}, { enqueue: [SMALL, LARGE], budget: { trials: 3 } });
  const again = new Search(more);
  await again.run();
  expect(again.state.trials.map(({ operator }) => operator)).toEqual(['enqueued', 'sample', 'sample']);
});

it('what does not wait is refused with what became of it', async () => {
  const { setup, search } = running();
  search.enqueue({ notation: SMALL });
  await setup.executor.finish(0);
  expect(await inputErrorOf(() => search.dequeue(0))).toBe(
    'candidate 0: it does not wait any more: it has become a trial, or was taken out of the queue before',
  );
  expect(await inputErrorOf(() => search.dequeue(7))).toBe(
    'candidate 7: no candidate of this run was enqueued under this number',
  );
  expect(setup.journal.log).not.toContain('candidate-removed');
});
