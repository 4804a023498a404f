import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TrialError } from '../../../src/core/base/errors';
import type { Experiment } from '../../../src/core/experiment/experiment';
import type { JournalEvent } from '../../../src/core/journal/event';
import { readJournal } from '../../../src/core/journal/read';
import { replay } from '../../../src/core/journal/replay';
import { Search } from '../../../src/core/search/search';
import { STRATEGIES } from '../../../src/core/strategy/catalog';
import { FakeExecutor, settled } from '../../support/fake-executor';
import { FakeClock, FakeJournal } from '../../support/fake-journal';
import { searchSetup, testExperiment } from '../../support/search-setup';

/** Cuts per strategy; on failure fast-check prints the seed. */
const N_CUTS = 50;

const FAILURES = new Map([3, 11].map((trial) => [trial, new TrialError('diverged', 'the loss is NaN')]));

describe.each(Object.keys(STRATEGIES))('a run with %s, killed at any byte and resumed', (kind) => {
  it('has the trials and the metrics of the unbroken run', async () => {
    const experiment = testExperiment({
      strategy: kind === 'regularized-evolution' ? { kind, populationSize: 5, sampleSize: 2 } : { kind },
      budget: { trials: 20 },
    });
    const unbroken = await journalOf(experiment, '');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: unbroken.length }), async (length) => {
        const resumed = await journalOf(experiment, unbroken.slice(0, length));
        expect(summary(resumed)).toEqual(summary(unbroken));
      }),
      { numRuns: N_CUTS },
    );
  });
});

it('a run with several evaluators loses and repeats nothing that was measured, whenever it is killed', async () => {
  const experiment = testExperiment({ budget: { trials: 12 } });
  const order = fc.array(fc.nat(), { minLength: 40, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(order, fc.nat(), async (picks, cut) => {
      const first = await finishInOrder(experiment, '', picks);
      const killed = first.slice(0, cut % (first.length + 1));
      const resumed = await finishInOrder(experiment, killed, picks.toReversed());
      const before = replay(readJournal(killed).events).trials;
      const after = replay(readJournal(resumed).events).trials;
      expect(after.map(({ status }) => status)).toEqual(Array(12).fill('measured'));
      const measured = before.filter(({ status }) => status === 'measured');
      expect(after).toEqual(expect.arrayContaining(measured));
    }),
    { numRuns: N_CUTS },
  );
});

it('a disk that is full now and then changes nothing but the pauses', async () => {
  const experiment = testExperiment({ budget: { trials: 12 } });
  const unbroken = summary(await journalOf(experiment, ''));
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.boolean()), async (isFull) => {
      const journal = new FakeJournal();
      const sink = {
        append(event: JournalEvent, durable: boolean): void {
          if (event.type !== 'run-started' && isFull.next().value) throw new Error('ENOSPC');
          journal.append(event, durable);
        },
      };
      const executor = new FakeExecutor({ epochs: 2, failures: FAILURES });
      const search = new Search({ ...searchSetup({ experiment, executor }), journal: sink });
      const end = search.run();
      while (search.status.kind !== 'ended') {
        await settled();
        search.continue();
      }
      await end;
      expect(withoutCurves(summary(journal.text))).toEqual(withoutCurves(unbroken));
    }),
    { numRuns: N_CUTS },
  );
});

/** Runs with three evaluators to the end from `text`; which of the trials that are out ends next, `picks` says. */
async function finishInOrder(
  experiment: Experiment,
  text: string,
  picks: readonly number[],
): Promise<string> {
  const setup = searchSetup({
    experiment,
    executor: new FakeExecutor({ capacity: 3, timing: 'by-hand' }),
    journal: new FakeJournal(text.slice(0, text.lastIndexOf('\n') + 1)),
    replayFrom: readJournal(text).events,
  });
  const end = new Search(setup).run();
  for (const pick of picks) {
    const { out } = setup.executor;
    if (out.length > 0) await setup.executor.finish(out[pick % out.length]!);
  }
  await end;
  return setup.journal.text;
}

/** The journal after running to the end from `text`, whose torn last line is cut off as a sink does. */
async function journalOf(experiment: Experiment, text: string): Promise<string> {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const setup = searchSetup({
    experiment,
    executor: new FakeExecutor({ epochs: 2, failures: FAILURES }),
    journal: new FakeJournal(whole),
    clock: new FakeClock(),
    replayFrom: readJournal(text).events,
  });
  await new Search(setup).run();
  return setup.journal.text;
}

interface Summary {
  readonly trials: readonly object[];
  readonly [key: string]: unknown;
}

function summary(text: string): Summary {
  const { status, trials, tested } = replay(readJournal(text).events);
  return {
    status,
    tested,
    trials: trials.map((trial) => ({ ...trial, askedAt: 0, durationMs: 0, endedAt: 0 })),
  };
}

/** Epochs are let fall while nothing can be written. */
function withoutCurves(of: Summary): unknown {
  return { ...of, trials: of.trials.map((trial) => ({ ...trial, curve: [] })) };
}
