import { describe, expect, it } from 'vitest';
import { TrialError, WorkerLostError } from '../../../src/core/base/errors';
import { Search } from '../../../src/core/search/search';
import type { SearchStatus } from '../../../src/core/search/search-types';
import { FakeExecutor, settled } from '../../support/fake-executor';
import { searchSetup, testExperiment } from '../../support/search-setup';

const NO_SPACE = new Error('ENOSPC: no space left on device, write');

describe('a pause', () => {
  it('asks nothing, lets what is out finish, and goes on', async () => {
    const setup = searchSetup({
      experiment: testExperiment({ budget: { trials: 3 } }),
      executor: new FakeExecutor({ capacity: 2, timing: 'by-hand' }),
    });
    const search = new Search(setup);
    const end = search.run();
    search.pause();
    await setup.executor.finish(0);
    await setup.executor.finish(1);
    expect(setup.executor.out).toEqual([]);
    search.continue();
    await setup.executor.finish(2);
    await end;
    expect(setup.journal.log.slice(1, 9)).toEqual([
      'asked 0',
      'asked 1',
      'run-paused user',
      'measured 0',
      'measured 1',
      'run-resumed',
      'asked 2',
      'measured 2',
    ]);
  });

  it.each([
    ['lost processes', new WorkerLostError('signal SIGSEGV: out of luck')],
    ['crashes', new TrialError('crashed', 'signal SIGSEGV: out of luck')],
    ['memory', new TrialError('memory', 'signal SIGSEGV: out of luck')],
  ])('comes by itself after three %s in a row, with the last reason', async (_, error) => {
    const failures = new Map([1, 2, 3, 4].map((trial) => [trial, error]));
    const setup = searchSetup({ executor: new FakeExecutor({ failures }) });
    const search = new Search(setup);
    const end = search.run();
    await settled();
    expect(search.status).toEqual({
      kind: 'paused',
      reason: 'evaluators-failing',
      message: '3 evaluators in a row were lost; the last one: signal SIGSEGV: out of luck',
    });
    search.continue();
    expect(await end).toMatchObject({ reason: 'budget' });
  });

  it('does not come after two crashes and a success', async () => {
    const failures = new Map([0, 1, 3, 4].map((trial) => [trial, new WorkerLostError('gone')]));
    const setup = searchSetup({ executor: new FakeExecutor({ failures }) });
    expect(await new Search(setup).run()).toMatchObject({ reason: 'budget' });
  });
});

describe('a full disk', () => {
  it('pauses the run, holds what was measured, and writes it when continued', async () => {
    const statuses: SearchStatus['kind'][] = [];
    const setup = searchSetup({
      experiment: testExperiment({ budget: { trials: 3 } }),
      executor: new FakeExecutor({ capacity: 2, timing: 'by-hand' }),
      onStatus: ({ kind }) => statuses.push(kind),
    });
    const search = new Search(setup);
    const end = search.run();
    setup.journal.full = NO_SPACE;
    await setup.executor.finish(0);
    await setup.executor.finish(1);
    expect(setup.journal.log).toEqual(['run-started', 'asked 0', 'asked 1']);
    expect(search.status).toEqual({
      kind: 'paused',
      reason: 'disk',
      message:
        'the journal cannot be written: ENOSPC: no space left on device, write; free some space, then continue: nothing that was measured is lost meanwhile',
    });

    search.continue();
    expect(search.status).toMatchObject({ kind: 'paused', reason: 'disk' });

    setup.journal.full = undefined;
    search.continue();
    await setup.executor.finish(2);
    await end;
    expect(setup.journal.log.slice(3, 9)).toEqual([
      'measured 0',
      'run-paused disk',
      'measured 1',
      'run-resumed',
      'asked 2',
      'measured 2',
    ]);
    expect(statuses).toEqual(['running', 'paused', 'paused', 'running', 'testing', 'ended']);
  });

  it('hands nothing out that was not written down as asked', async () => {
    const setup = searchSetup({ executor: new FakeExecutor({ timing: 'by-hand' }) });
    const search = new Search({
      ...setup,
      onAppended: ({ type }) => {
        if (type === 'trial-measured') setup.journal.full = NO_SPACE;
      },
    });
    void search.run();
    await setup.executor.finish(0);
    expect(setup.executor.out).toEqual([]);
    setup.journal.full = undefined;
    search.continue();
    expect(setup.executor.out).toEqual([1]);
    search.stop();
  });

  it('lets epochs fall', () => {
    const setup = searchSetup({ executor: new FakeExecutor({ timing: 'by-hand' }) });
    const search = new Search(setup);
    void search.run();
    setup.journal.full = NO_SPACE;
    setup.executor.epoch(0, 1, { valAccuracy: 0.1 });
    setup.executor.epoch(0, 2, { valAccuracy: 0.2 });
    setup.journal.full = undefined;
    search.continue();
    setup.executor.epoch(0, 3, { valAccuracy: 0.3 });
    expect(setup.journal.log).toEqual([
      'run-started',
      'asked 0',
      'run-paused disk',
      'run-resumed',
      'epoch 0',
    ]);
    search.stop();
  });

  it('is survived by the last line', async () => {
    const setup = searchSetup({ experiment: testExperiment({ budget: { trials: 1 } }) });
    const search = new Search({
      ...setup,
      onAppended: ({ type }) => {
        if (type === 'trial-measured') setup.journal.full = NO_SPACE;
      },
    });
    const end = search.run();
    await settled();
    setup.journal.full = undefined;
    search.continue();
    expect(await end).toEqual({ reason: 'budget', message: '1 trials' });
    expect(setup.journal.log.slice(2)).toEqual([
      'measured 0',
      'tested 0',
      'run-paused disk',
      'run-ended budget',
    ]);
  });

  it.each(['continue', 'stop'] as const)('at the very end leaves one end, written by %s', async (action) => {
    const setup = searchSetup({ experiment: testExperiment({ budget: { trials: 1 } }) });
    const search = new Search({
      ...setup,
      onAppended: ({ type }) => {
        if (type === 'run-tested') setup.journal.full = NO_SPACE;
      },
    });
    const end = search.run();
    await settled();
    expect(search.status).toMatchObject({ kind: 'paused', reason: 'disk' });
    setup.journal.full = undefined;
    search[action]();
    expect(await end).toEqual({ reason: 'budget', message: '1 trials' });
    expect(setup.journal.log.slice(3)).toEqual(['tested 0', 'run-ended budget']);
  });

  it('does not keep a run from being stopped', async () => {
    const setup = searchSetup({ executor: new FakeExecutor({ timing: 'by-hand' }) });
    const search = new Search(setup);
    const end = search.run();
    setup.journal.full = NO_SPACE;
    search.stop();
    expect(await end).toEqual({
      reason: 'stopped',
      message: `stopped by the user while the journal could not be written (${NO_SPACE.message}): 1 lines are lost`,
    });
  });

  it('is told when the run is stopped all the same', async () => {
    const setup = searchSetup({ executor: new FakeExecutor({ timing: 'by-hand' }) });
    const search = new Search(setup);
    const end = search.run();
    setup.journal.full = NO_SPACE;
    await setup.executor.finish(0);
    search.stop();
    expect(await end).toEqual({
      reason: 'stopped',
      message:
        'stopped by the user while the journal could not be written (ENOSPC: no space left on device, write): 2 lines are lost',
    });
  });
});

describe('stop', () => {
  it('cancels what is out, leaves it unfinished, and ends the run', async () => {
    const setup = searchSetup({ executor: new FakeExecutor({ capacity: 2, timing: 'by-hand' }) });
    const search = new Search(setup);
    const end = search.run();
    await setup.executor.finish(1);
    search.stop();
    expect(await end).toEqual({ reason: 'stopped', message: 'stopped by the user' });
    await settled();
    expect(setup.executor.aborted).toEqual([0, 2]);
    expect(setup.executor.tested).toEqual([]);
    expect(setup.journal.log).toEqual([
      'run-started',
      'asked 0',
      'asked 1',
      'measured 1',
      'asked 2',
      'run-ended stopped',
    ]);
  });

  it('does nothing to a run that has ended', async () => {
    const setup = searchSetup();
    const search = new Search(setup);
    await search.run();
    const { log } = setup.journal;
    search.stop();
    search.pause();
    search.continue();
    expect(setup.journal.log).toEqual(log);
  });
});
