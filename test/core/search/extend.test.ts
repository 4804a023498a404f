import { describe, expect, it } from 'vitest';
import { budgetText, parseExtension } from '../../../src/core/experiment/budget-text';
import { budgetOf } from '../../../src/core/journal/query';
import { replay } from '../../../src/core/journal/replay';
import { extendedBudget } from '../../../src/core/search/budget';
import { Search } from '../../../src/core/search/search';
import { inputErrorOf } from '../../support/error-of';
import { FakeExecutor, settled } from '../../support/fake-executor';
import { FakeClock, FakeJournal } from '../../support/fake-journal';
import { searchSetup, testExperiment } from '../../support/search-setup';

describe('a budget that is extended', () => {
  it('holds at once and after a resumption', async () => {
    const { setup, search } = running({ trials: 2 });
    expect(search.extend({ trials: 2 })).toEqual({ trials: 4 });
    expect(setup.journal.log.at(-1)).toBe('budget-extended');
    for (const trial of [0, 1, 2]) await setup.executor.finish(trial);
    search.stop();
    const again = resumed(setup);
    await new Search(again).run();
    const state = replay(again.journal.events);
    expect(budgetOf(state)).toEqual({ trials: 4 });
    expect(state.trials).toHaveLength(4);
  });

  it('of a paused run lets it stay paused', async () => {
    const { setup, search } = running({ trials: 1 });
    search.pause();
    await setup.executor.finish(0);
    search.extend({ trials: 1 });
    expect(search.status.kind).toBe('paused');
    search.continue();
    expect(setup.executor.out).toEqual([1]);
  });

  it('asks on where all that was allowed is out', () => {
    const { setup, search } = running({ trials: 2 }, 3);
    expect(setup.executor.out).toEqual([0, 1]);
    search.extend({ trials: 1 });
    expect(setup.executor.out).toEqual([0, 1, 2]);
  });

  it('goes on with a search that tests its best', async () => {
    const { setup, search } = running({ trials: 1 });
    let tested: () => void = () => undefined;
    setup.executor.test = () => new Promise((resolve) => (tested = () => resolve({ testAccuracy: 0.5 })));
    await setup.executor.finish(0);
    expect(search.status.kind).toBe('testing');
    search.extend({ trials: 1 });
    tested();
    await settled();
    expect(search.status.kind).toBe('running');
    expect(setup.executor.out).toEqual([1]);
  });

  it('of a run that has ended is the matter of a resumption', async () => {
    const { setup, search } = running({ minutes: 1 });
    setup.clock.at += 150_000;
    await setup.executor.finish(0);
    expect(search.status).toMatchObject({ kind: 'ended', reason: 'budget' });
    expect(extendedBudget(search.state, { minutes: 2 }, setup.clock.at)).toEqual({
      // What was used beyond the limit counts.
      minutes: search.state.activeMs / 60_000 + 2,
    });
    expect(await inputErrorOf(() => search.extend({ minutes: 1 }))).toBe(
      'the run has ended: resume it with a larger budget',
    );
  });

  it.each([
    [{ minutes: 5 }, 'the run has no limit of minutes to add to: its budget is 2 trials'],
    [{ trials: 0 }, 'budget.trials: expected a whole number of at least 1, but got 0'],
    [
      { trails: 1 },
      'budget.trails: expected one of the keys trials, minutes, simulatedSeconds, but got "trails"',
    ],
  ])('is refused as %j', async (more, sentence) => {
    const { setup, search } = running({ trials: 2 });
    expect(await inputErrorOf(() => search.extend(more))).toBe(sentence);
    expect(setup.journal.log).toEqual(['run-started', 'asked 0']);
  });

  it('is refused where another limit is used up', async () => {
    const { setup, search } = running({ trials: 5, minutes: 1 });
    setup.clock.at += 150_000;
    expect(await inputErrorOf(() => search.extend({ trials: 5 }))).toBe(
      'the 1 minute of the budget are used up too: add to them as well',
    );
    expect(search.extend({ trials: 5, minutes: 2 })).toEqual({
      trials: 10,
      minutes: expect.closeTo(4.55, 1) as number,
    });
  });
});

describe('what a person writes for more budget', () => {
  it.each([
    ['+20 trials', { trials: 20 }, { trials: 20 }],
    ['20', { trials: 20 }, { trials: 20 }],
    ['+10 min', { trials: 1, minutes: 1 }, { minutes: 10 }],
    ['+10', { minutes: 1 }, { minutes: 10 }],
    ['+1.5 h', { minutes: 1 }, { minutes: 90 }],
    ['+20 trials, +10 minutes', { trials: 1, minutes: 1 }, { trials: 20, minutes: 10 }],
    ['1 trial and 3600 simulated seconds', { trials: 1 }, { trials: 1, simulatedSeconds: 3600 }],
  ])('%s of %j', (text, held, more) => {
    expect(parseExtension(text, held)).toEqual(more);
  });

  it.each([
    ['', { trials: 1 }, 'expected an amount such as +20 trials, but got ""'],
    ['-5', { minutes: 1 }, 'expected an amount such as +10 min, but got "-5"'],
    ['+5 weeks', { trials: 1 }, 'expected trials, minutes, hours or simulated seconds, but got "weeks"'],
    ['+0', { trials: 1 }, 'expected more than 0, but got "+0"'],
    ['+1.5 trials', { trials: 1 }, 'expected a whole number of trials, but got "+1.5 trials"'],
    ['+1 trial, +2 trials', { trials: 1 }, 'trials are given twice'],
  ])('%j of %j is wrong', async (text, held, sentence) => {
    expect(await inputErrorOf(() => parseExtension(text, held))).toBe(sentence);
  });

  it('limits are named in words', () => {
    expect(budgetText({ trials: 1, minutes: 10, simulatedSeconds: 36_000 })).toBe(
      '1 trial and 10 minutes and 36,000 simulated seconds',
    );
  });
});

function running(budget: Readonly<Record<string, number>>, capacity = 1) {
  const setup = searchSetup({
    experiment: testExperiment({ budget }),
    executor: new FakeExecutor({ timing: 'by-hand', capacity }),
  });
  const search = new Search(setup);
  void search.run();
  return { setup, search };
}

function resumed({ experiment, journal }: ReturnType<typeof running>['setup']) {
  return searchSetup({
    experiment,
    journal: new FakeJournal(journal.text),
    clock: new FakeClock(1_800_000_000_000),
    replayFrom: journal.events,
  });
}
