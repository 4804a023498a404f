import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/base/errors';
import type { JournalEvent } from '../../../src/core/journal/event';
import { replay } from '../../../src/core/journal/replay';
import { Search } from '../../../src/core/search/search';
import { trialSeed } from '../../../src/core/search/trial-request';
import { inputErrorOf } from '../../support/error-of';
import { FakeExecutor } from '../../support/fake-executor';
import { FakeClock, FakeJournal } from '../../support/fake-journal';
import { searchSetup, testExperiment } from '../../support/search-setup';

describe('a resumption', () => {
  const stopped = async (): Promise<readonly JournalEvent[]> => {
    const setup = searchSetup({ executor: new FakeExecutor({ capacity: 2, timing: 'by-hand' }) });
    const search = new Search(setup);
    void search.run();
    await setup.executor.finish(1);
    search.stop();
    return setup.journal.events;
  };

  it('runs unfinished trials first, with the seeds they had', async () => {
    const replayFrom = await stopped();
    const setup = searchSetup({ replayFrom, clock: new FakeClock(1_800_000_000_000) });
    await new Search(setup).run();
    expect(setup.executor.requests.map(({ trial }) => trial)).toEqual([0, 2, 3, 4, 5]);
    expect(setup.executor.requests.map(({ seed }) => seed)).toEqual(
      setup.executor.requests.map(({ trial }) => trialSeed(7, trial)),
    );
  });

  it('refuses a journal in which this strategy proposes something else', async () => {
    const replayFrom = await stopped();
    const setup = searchSetup({ replayFrom, experiment: testExperiment({ seed: 8 }) });
    const failure: unknown = await new Search(setup).run().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect(String(failure)).toMatch(
      /^InputError: trial 0: expected \[.*\] \(sample\) as in the journal, but this version proposes \[.*\] \(sample\): resume with the version that the run was made with, or start a new run$/,
    );
    expect(setup.journal.text).toBe('');
  });

  it('refuses data of another shape before anything is asked', async () => {
    const replayFrom = await stopped();
    const setup = searchSetup({ replayFrom });
    const runInfo = { ...setup.runInfo, context: { inputShape: [28, 28, 1], outputUnits: 10 } };
    expect(await inputErrorOf(() => new Search({ ...setup, runInfo }).run())).toBe(
      'expected inputs [8, 8, 1] and 10 outputs as in the journal, but the data now have inputs [28, 28, 1] and 10 outputs: bring back the data that the run was made with, or start a new run',
    );
    expect(setup.journal.text).toBe('');
  });

  it('takes a larger budget in place of the old one', async () => {
    const first = searchSetup({ experiment: testExperiment({ budget: { trials: 2 } }) });
    await new Search(first).run();
    const setup = searchSetup({
      experiment: first.experiment,
      replayFrom: first.journal.events,
      budget: { trials: 5 },
      journal: new FakeJournal(first.journal.text),
    });
    expect(await new Search(setup).run()).toEqual({ reason: 'budget', message: '5 trials' });
    expect(replay(setup.journal.events).trials).toHaveLength(5);
  });

  it.each([
    [
      { trails: 5 },
      'budget.trails: expected one of the keys trials, minutes, simulatedSeconds, but got "trails"',
    ],
    [{ trials: 0 }, 'budget.trials: expected a whole number of at least 1, but got 0'],
    [{}, 'budget: expected at least one of the keys trials, minutes, simulatedSeconds, but got {}'],
  ])('refuses %j as a budget before anything is written', async (budget, sentence) => {
    const setup = searchSetup({ replayFrom: await stopped(), budget });
    expect(await inputErrorOf(() => new Search(setup).run())).toBe(sentence);
    expect(setup.journal.text).toBe('');
  });

  it('tests the best when the run had ended without', async () => {
    const first = searchSetup({ executor: new FakeExecutor({ testMetrics: undefined }) });
    await new Search(first).run();
    const journal = new FakeJournal(first.journal.text);
    const setup = searchSetup({ replayFrom: first.journal.events, journal });
    await new Search(setup).run();
    expect(journal.log.slice(-3)).toEqual([
      'run-resumed',
      expect.stringMatching(/^tested/),
      'run-ended budget',
    ]);

    const again = searchSetup({ replayFrom: journal.events, journal: new FakeJournal(journal.text) });
    await new Search(again).run();
    expect(again.executor.tested).toEqual([]);
  });
});
