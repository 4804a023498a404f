import { describe, expect, it } from 'vitest';
import { TrialError, WorkerLostError } from '../../../src/core/base/errors';
import type { JournalEvent } from '../../../src/core/journal/event';
import { readJournal } from '../../../src/core/journal/read';
import { replay } from '../../../src/core/journal/replay';
import type { RetrainPlan } from '../../../src/core/journal/retrained';
import { missingJobs, Retraining, retrainSeed } from '../../../src/core/search/retraining';
import type { RetrainJob } from '../../../src/core/search/retraining';
import type { TrialId } from '../../../src/core/trial/trial';
import { FakeExecutor, settled } from '../../support/fake-executor';
import type { FakeExecutorOptions } from '../../support/fake-executor';
import { FakeClock, FakeJournal } from '../../support/fake-journal';
import { asked, ENDED, journalText, measured, STARTED } from '../../support/journal-lines';
import { retrainMeasured, retrainStarted } from '../../support/retrain-lines';

const SEARCHED = [STARTED, asked(0), measured(0, 0.5), asked(1), measured(1, 0.7), ENDED];
const PLAN = { trials: [1 as TrialId, 0 as TrialId], epochs: 30, seeds: 2 };
const TRAINED = { metrics: { trainLoss: 0.1, trainMs: 5, valAccuracy: 0.99, valLoss: 0.02 } };

describe('a retraining', () => {
  it('trains each candidate with each seed and tests each network once, the first seeds first', async () => {
    const { journal, executor, retraining, kept } = begun(PLAN);
    expect(await retraining.ended).toEqual({ reason: 'done', message: '4 networks trained and tested' });
    expect(log(journal)).toEqual([
      'retrain-started',
      'retrain-measured 1 seed 0',
      'retrain-measured 0 seed 0',
      'retrain-measured 1 seed 1',
      'retrain-measured 0 seed 1',
      'retrain-ended done',
    ]);
    expect(executor.tested).toEqual([0, 1, 2, 3]);
    expect(kept.map(({ trial, seed }) => [trial, seed])).toEqual([
      [1, 0],
      [0, 0],
      [1, 1],
      [0, 1],
    ]);
  });

  it('keeps the test metrics and how training went, and nothing of validation', async () => {
    const { journal, retraining } = begun({ ...PLAN, seeds: 1 }, { epochs: 1 });
    await retraining.ended;
    expect(
      replay(journal.events).retrained.flatMap(({ seeds }) => seeds.map(({ metrics }) => metrics)),
    ).toEqual([0, 1].map(() => ({ testAccuracy: 0.5, trainLoss: 0.1, trainMs: 5 })));
    const epochs = journal.events.flatMap((event) => (event.type === 'retrain-epoch' ? [event.metrics] : []));
    expect(epochs).toEqual([{}, {}]);
  });

  it('gives each network a seed of its own', async () => {
    const { executor, retraining } = begun(PLAN);
    await retraining.ended;
    const seeds = executor.requests.map(({ seed }) => seed);
    expect(seeds).toEqual(
      [
        [1, 0],
        [0, 0],
        [1, 1],
        [0, 1],
      ].map(([trial, seed]) => retrainSeed(7, trial as TrialId, seed!)),
    );
    expect(new Set(seeds).size).toBe(4);
  });

  it('works on as many networks as the executor takes', async () => {
    const { executor, retraining } = begun(PLAN, { capacity: 3, timing: 'by-hand' });
    expect(executor.out).toEqual([0, 1, 2]);
    await executor.finish(1);
    expect(executor.out).toEqual([0, 2, 3]);
    for (const job of [0, 2, 3]) await executor.finish(job);
    expect((await retraining.ended).reason).toBe('done');
  });

  it('does not make again what is in the journal, for the same epochs only', async () => {
    const before = [...SEARCHED, retrainStarted([1], 30, 1), retrainMeasured(1, 0, 0.9)];
    const { journal, retraining } = begun(PLAN, {}, before);
    expect(await retraining.ended).toEqual({
      reason: 'done',
      message: '3 networks trained and tested, 1 was there before',
    });
    expect(log(journal).slice(2)).toEqual([
      'retrain-started',
      'retrain-measured 0 seed 0',
      'retrain-measured 1 seed 1',
      'retrain-measured 0 seed 1',
      'retrain-ended done',
    ]);
    expect(missingJobs(replay(before), { ...PLAN, epochs: 31 })).toHaveLength(4);
  });

  it('that is stopped cancels what is out and leaves those seeds for later', async () => {
    const { journal, executor, retraining } = begun(PLAN, { capacity: 2, timing: 'by-hand' });
    await executor.finish(0);
    retraining.stop();
    expect(await retraining.ended).toEqual({
      reason: 'stopped',
      message: 'stopped by the user: 1 network trained and tested',
    });
    await settled();
    expect(executor.aborted).toEqual([1, 2]);
    expect(log(journal)).toEqual(['retrain-started', 'retrain-measured 1 seed 0', 'retrain-ended stopped']);
    expect(missingJobs(replay(journal.events), PLAN).map(({ trial, seed }) => [trial, seed])).toEqual([
      [0, 0],
      [1, 1],
      [0, 1],
    ]);
  });

  it('goes on when a network cannot be trained', async () => {
    const failures = new Map([[1, new TrialError('diverged', 'the loss became NaN')]]);
    const { journal, retraining } = begun(PLAN, { failures });
    expect(await retraining.ended).toEqual({
      reason: 'done',
      message: '3 networks trained and tested, 1 failed',
    });
    expect(replay(journal.events).retrained[1]).toMatchObject({
      trial: 0,
      failed: [{ seed: 0, code: 'diverged', reason: 'the loss became NaN' }],
    });
  });

  it('counts a network whose model was not saved as failed, for it was not tested', async () => {
    const { journal, retraining } = begun(
      { ...PLAN, trials: [PLAN.trials[0]!], seeds: 1 },
      { testMetrics: undefined },
    );
    await retraining.ended;
    expect(replay(journal.events).retrained[0]?.failed).toEqual([
      { seed: 0, code: 'error', reason: 'the trained model could not be saved, so it was not tested' },
    ]);
  });

  it('counts a result that is no number as failed', async () => {
    const plan = { ...PLAN, trials: [PLAN.trials[0]!], seeds: 1 };
    const { journal, retraining } = begun(plan, { testMetrics: { testAccuracy: 0.1, testLoss: NaN } });
    await retraining.ended;
    expect(replay(journal.events).retrained[0]?.failed).toEqual([
      { seed: 0, code: 'diverged', reason: 'testLoss is NaN' },
    ]);
  });

  it('ends when evaluators keep getting lost', async () => {
    const failures = new Map([0, 1, 2, 3].map((job) => [job, new WorkerLostError('exit code 9')]));
    const { journal, retraining } = begun(PLAN, { failures });
    const message = '3 evaluators in a row were lost; the last one: exit code 9';
    expect(await retraining.ended).toEqual({ reason: 'failed', message });
    expect(log(journal).at(-1)).toBe('retrain-ended failed');
  });

  it('ends when the journal cannot be written: nobody would know of the rest', async () => {
    const { journal, executor, retraining } = begun(PLAN, { timing: 'by-hand' });
    journal.full = new Error('no space left on the device');
    await executor.finish(0);
    expect(await retraining.ended).toEqual({ reason: 'failed', message: 'no space left on the device' });
    expect(executor.out).toEqual([]);
  });

  it('has a result in the journal only when its model is in place', async () => {
    const { journal, retraining } = begun(PLAN, {}, SEARCHED, () => {
      throw new Error('no space left on the device');
    });
    expect(await retraining.ended).toEqual({ reason: 'failed', message: 'no space left on the device' });
    expect(log(journal)).toEqual(['retrain-started', 'retrain-ended failed']);
  });

  it('with nothing to do ends at once', async () => {
    const before = [...SEARCHED, retrainStarted([1], 30, 1), retrainMeasured(1, 0, 0.9)];
    const { retraining } = begun({ trials: [1 as TrialId], epochs: 30, seeds: 1 }, {}, before);
    expect(await retraining.ended).toEqual({
      reason: 'done',
      message: '0 networks trained and tested, 1 was there before',
    });
  });
});

function begun(
  plan: RetrainPlan,
  options: FakeExecutorOptions = {},
  before: readonly JournalEvent[] = SEARCHED,
  keep?: () => never,
) {
  const journal = new FakeJournal(journalText(...before));
  const executor = new FakeExecutor({ measure: () => TRAINED, ...options });
  const kept: RetrainJob[] = [];
  const retraining = new Retraining({
    plan,
    jobs: missingJobs(replay(before), plan),
    experimentSeed: 7,
    executor,
    keepModel: keep ?? ((job) => kept.push(job)),
    journal,
    events: before,
    clock: new FakeClock(),
    product: '0.1.0',
    evaluators: executor.capacity,
  });
  retraining.start();
  return { journal, executor, retraining, kept };
}

/** What the retraining wrote, a few words a line. */
function log({ text }: FakeJournal): string[] {
  return readJournal(text)
    .events.slice(SEARCHED.length)
    .map((event) => {
      if ('seed' in event && 'trial' in event) return `${event.type} ${event.trial} seed ${event.seed}`;
      return 'reason' in event ? `${event.type} ${event.reason}` : event.type;
    });
}
