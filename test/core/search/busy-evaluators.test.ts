import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Search } from '../../../src/core/search/search';
import { FakeExecutor } from '../../support/fake-executor';
import { searchSetup, testExperiment } from '../../support/search-setup';

const TRIALS = 24;

it.each([
  { strategy: { kind: 'random' } },
  { strategy: { kind: 'regularized-evolution', populationSize: 4, sampleSize: 2 } },
  { strategy: { kind: 'regularized-evolution', populationSize: 4, sampleSize: 2, allowRepeats: false } },
])('with $strategy.kind no evaluator waits for the trial of another one', async ({ strategy }) => {
  const durations = fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 50, max: 500 })), {
    minLength: TRIALS,
    maxLength: TRIALS,
  });
  await fc.assert(
    fc.asyncProperty(durations, fc.integer({ min: 1, max: 4 }), async (lasts, capacity) => {
      expect(await idlePlaces(strategy, lasts, capacity)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it('with local search evaluators wait only for the last of a neighbourhood', async () => {
  const strategy = { kind: 'local-search', initialSamples: 3 };
  const idle = await idlePlaces(
    strategy,
    Array.from({ length: TRIALS }, (_, n) => (n % 3 === 0 ? 300 : 1)),
    2,
  );
  // Trial 2 is the last of the three random ones; the climb from the best of them begins when trial 0 is back.
  expect(idle[0]).toEqual({ after: 2, idle: 1 });
});

/** After which trials an evaluator stood idle although the budget had trials left, when trial `n` lasts `lasts[n]`. */
async function idlePlaces(
  strategy: object,
  lasts: readonly number[],
  capacity: number,
): Promise<{ after: number; idle: number }[]> {
  const executor = new FakeExecutor({ capacity, timing: 'by-hand' });
  const end = new Search(
    searchSetup({ experiment: testExperiment({ strategy, budget: { trials: lasts.length } }), executor }),
  ).run();
  const endsAt = new Map<number, number>();
  const found: { after: number; idle: number }[] = [];
  let now = 0;
  while (executor.out.length > 0) {
    for (const trial of executor.out) if (!endsAt.has(trial)) endsAt.set(trial, now + lasts[trial]!);
    const next = executor.out.reduce((a, b) => (endsAt.get(b)! < endsAt.get(a)! ? b : a));
    now = endsAt.get(next)!;
    await executor.finish(next);
    const left = lasts.length - executor.requests.length;
    const idle = Math.min(capacity - executor.out.length, left);
    if (idle > 0) found.push({ after: next, idle });
  }
  await end;
  return found;
}
