import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TrialError } from '../../../src/core/base/errors';
import type { Experiment } from '../../../src/core/experiment/experiment';
import { readJournal } from '../../../src/core/journal/read';
import { replay } from '../../../src/core/journal/replay';
import { Search } from '../../../src/core/search/search';
import { STRATEGIES } from '../../../src/core/strategy/catalog';
import { FakeExecutor } from '../../support/fake-executor';
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

function summary(text: string): unknown {
  const { status, trials, tested } = replay(readJournal(text).events);
  return {
    status,
    tested,
    trials: trials.map((trial) => ({ ...trial, askedAt: 0, durationMs: 0, endedAt: 0 })),
  };
}
