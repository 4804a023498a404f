import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../../src/core/experiment/experiment';
import type { JournalEventOf } from '../../../src/core/journal/event';
import { startOfChain } from '../../../src/core/journal/fidelity';
import { replay } from '../../../src/core/journal/replay';
import { Search } from '../../../src/core/search/search';
import { trialSeed } from '../../../src/core/search/trial-request';
import { FakeExecutor } from '../../support/fake-executor';
import { FakeJournal } from '../../support/fake-journal';
import { searchSetup, testExperiment } from '../../support/search-setup';

/** Nine after one epoch, three after three, one after nine: 9 + 6 + 6 of 9 epochs. */
const HALVING = experimentWith(3);

describe('a search with rungs', () => {
  it('ends when what was trained adds up to its budget, and says so', async () => {
    const setup = searchSetup({ experiment: HALVING });
    expect(await new Search(setup).run()).toEqual({ reason: 'budget', message: '3 full measurements' });
    const { trials, measurements } = replay(setup.journal.events);
    // A whole round is 21/9; then six more at 1/9.
    expect([trials.length, measurements]).toEqual([19, expect.closeTo(3, 9)]);
  });

  it('asks for the epochs of a rung, with the seed of the first trial of a chain', async () => {
    const setup = searchSetup({ experiment: HALVING });
    await new Search(setup).run();
    const { trials } = replay(setup.journal.events);
    const { requests } = setup.executor;
    expect(requests.map(({ fidelity }) => fidelity?.epochs)).toEqual([
      ...Array<number>(9).fill(1),
      ...Array<number>(3).fill(3),
      9,
      ...Array<number>(6).fill(1),
    ]);
    expect(requests.map(({ seed }) => seed)).toEqual(
      trials.map(({ trial }) => trialSeed(7, startOfChain(trials, trial))),
    );
    expect(requests.slice(9, 13).map(({ paidEpochs }) => paidEpochs)).toEqual([1, 1, 1, 3]);
    expect(requests[12]!.seed).toBe(
      requests[requests[requests[12]!.fidelity!.continues!]!.fidelity!.continues!]!.seed,
    );
  });

  it('keeps what may be continued, and nothing when it ends', async () => {
    const setup = searchSetup({ experiment: HALVING });
    await new Search(setup).run();
    const { keptRungs } = setup.executor;
    const { trials } = replay(setup.journal.events);
    const of = (count: number) => keptRungs.find((kept) => kept.length === count);
    const promoted = trials
      .slice(9, 12)
      .map(({ fidelity }) => fidelity!.continues!)
      .sort((a, b) => a - b);
    // Of the first rung those that go on; the next trial is out when the last but one of them has ended.
    expect(of(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(keptRungs).toContainEqual(promoted);
    expect(keptRungs.at(-1)).toEqual([]);
  });

  it('keeps it when it is stopped', async () => {
    const executor = new FakeExecutor({ timing: 'by-hand' });
    const setup = searchSetup({ experiment: HALVING, executor });
    const search = new Search(setup);
    void search.run();
    for (let trial = 0; trial < 4; trial++) await executor.finish(trial);
    search.stop();
    expect(executor.keptRungs.at(-1)).toEqual([0, 1, 2, 3]);

    const again = searchSetup({
      experiment: HALVING,
      replayFrom: setup.journal.events,
      journal: new FakeJournal(setup.journal.text),
    });
    const resumed = new Search(again);
    const end = resumed.run();
    expect(again.executor.keptRungs[0]).toEqual([0, 1, 2, 3, 4]);
    expect(await end).toEqual({ reason: 'budget', message: '3 full measurements' });
  });

  it('tests the best of the highest rung', async () => {
    const executor = new FakeExecutor({
      measure: ({ fidelity }) => ({
        metrics: { valAccuracy: 1 / (fidelity?.epochs ?? 10), paramCount: 1 },
      }),
    });
    const setup = searchSetup({ experiment: HALVING, executor });
    await new Search(setup).run();
    expect(executor.tested).toEqual([12]);
  });

  it('pays a promotion in full where nothing can be taken up', async () => {
    const executor = Object.assign(new FakeExecutor(), { startsOver: true });
    const setup = searchSetup({ experiment: HALVING, executor });
    await new Search(setup).run();
    const asked = setup.journal.events.filter((event) => event.type === 'trial-asked');
    const promotions = asked.filter(({ operator }) => operator === 'promotion');
    expect(promotions.map(({ fidelity }) => fidelity)).toEqual([
      ...Array<object>(3).fill({ epochs: 3, of: 9 }),
      { epochs: 9, of: 9 },
    ]);
    // 9 + 9 + 9 of 9 epochs.
    expect(asked).toHaveLength(13);
  });

  it('refuses a journal whose rungs are others', async () => {
    const setup = searchSetup({ experiment: HALVING });
    await new Search(setup).run();
    const replayFrom = setup.journal.events.map((event) =>
      event.type === 'trial-asked' && event.trial === 0 ? withEpochs(event, 2) : event,
    );
    await expect(new Search(searchSetup({ experiment: HALVING, replayFrom })).run()).rejects.toThrow(
      /^trial 0: expected \[.*\] \(sample, 2 epochs\) as in the journal, but this version proposes \[.*\] \(sample, 1 epochs\)/,
    );
  });
});

function experimentWith(trials: number): Experiment {
  return testExperiment({
    estimator: { kind: 'training', epochs: 9 },
    strategy: { kind: 'successive-halving', candidates: 9, eta: 3 },
    budget: { trials },
  });
}

function withEpochs(event: JournalEventOf<'trial-asked'>, epochs: number): JournalEventOf<'trial-asked'> {
  return { ...event, fidelity: { ...event.fidelity!, epochs } };
}
