import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJournal } from '../../../src/core/journal/read';
import { replay } from '../../../src/core/journal/replay';
import type { RunState } from '../../../src/core/journal/run-state';
import { Search } from '../../../src/core/search/search';
import { STRATEGIES } from '../../../src/core/strategy/catalog';
import { LARGE, MIDDLE, resumed, running, SMALL } from '../../support/queue-runs';

describe.each(Object.keys(STRATEGIES))('a run with %s and a queue', (kind) => {
  it('killed at any byte and resumed, has the trials of the unbroken run', async () => {
    const parts = {
      strategy: kind === 'regularized-evolution' ? { kind, populationSize: 5, sampleSize: 2 } : { kind },
      budget: { trials: 14 },
      enqueue: [SMALL, LARGE],
    };
    const unbroken = await journalOf(parts, '');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: unbroken.length }), async (length) => {
        const again = await journalOf(parts, unbroken.slice(0, length));
        expect(trialsOf(again)).toEqual(trialsOf(unbroken));
      }),
      { numRuns: 12 },
    );
  });
});

it('a run that is killed between a wish and its trial loses no wish', async () => {
  const parts = { budget: { trials: 8 } };
  const { setup, search } = running({}, parts);
  search.enqueue({ notation: SMALL });
  search.enqueue({ notation: MIDDLE });
  const { text } = setup.journal;
  await setup.executor.finish(0);
  await setup.executor.finish(1);
  expect(search.state.trials).toHaveLength(3);
  for (const length of [text.length, ...lineEndsAfter(setup.journal.text, text.length)]) {
    const again = resumed(setup.journal.text.slice(0, length), {}, parts);
    await new Search(again).run();
    const { trials, queue } = replay(again.journal.events);
    expect(trials.slice(1, 3).map(({ architecture }) => architecture)).toEqual([SMALL, MIDDLE]);
    expect(queue).toEqual([]);
    expect(trials).toHaveLength(8);
  }
});

it('a candidate that was enqueued while nobody worked on the run counts no time', () => {
  const { setup } = running();
  const before = replay(setup.journal.events);
  const [line] = readJournal(setup.journal.text).events.slice(-1);
  const state = replay([
    ...setup.journal.events,
    { ...running().search.enqueue({ notation: SMALL }), at: line!.at + 1e9 },
    { type: 'run-resumed', at: line!.at + 2e9, product: '0.1.0', backend: 'fake' },
  ]);
  expect(state.activeMs).toBe(before.activeMs);
  expect(state.queue).toHaveLength(1);
});

async function journalOf(parts: Readonly<Record<string, unknown>>, text: string): Promise<string> {
  const setup = resumed(text, {}, parts);
  await new Search(setup).run();
  return setup.journal.text;
}

function trialsOf(text: string): Partial<RunState['trials'][number]>[] {
  return replay(readJournal(text).events).trials.map((trial) => ({
    ...trial,
    askedAt: 0,
    durationMs: 0,
    endedAt: 0,
  }));
}

function lineEndsAfter(text: string, from: number): number[] {
  return [...text.slice(from).matchAll(/\n/g)].map(({ index }) => from + index + 1);
}
