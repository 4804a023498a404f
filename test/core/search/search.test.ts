import { describe, expect, it } from 'vitest';
import { Bug, TrialError } from '../../../src/core/base/errors';
import { replay } from '../../../src/core/journal/replay';
import { Search } from '../../../src/core/search/search';
import { trialSeed } from '../../../src/core/search/trial-request';
import type { Strategy } from '../../../src/core/strategy/strategy';
import { FakeExecutor } from '../../support/fake-executor';
import { FakeJournal, withoutTimes } from '../../support/fake-journal';
import { searchSetup, testExperiment } from '../../support/search-setup';

describe('a search', () => {
  it('asks, measures, tests the best once and ends at its budget', async () => {
    const setup = searchSetup({ experiment: testExperiment({ budget: { trials: 3 } }) });
    expect(await new Search(setup).run()).toEqual({ reason: 'budget', message: '3 trials' });
    const best = replay(setup.journal.events).tested[0]?.trial;
    expect(setup.journal.log).toEqual([
      'run-started',
      'asked 0',
      'measured 0',
      'asked 1',
      'measured 1',
      'asked 2',
      'measured 2',
      `tested ${best}`,
      'run-ended budget',
    ]);
  });

  it('can be stopped between its first line and its first trial', async () => {
    const setup = searchSetup();
    const search = new Search(setup);
    search.start();
    search.stop();
    expect(await search.run()).toMatchObject({ reason: 'stopped' });
    expect(setup.journal.log).toEqual(['run-started', 'run-ended stopped']);
  });

  it('writes the same journal twice, apart from times', async () => {
    const run = async (): Promise<unknown[]> => {
      const setup = searchSetup({ executor: new FakeExecutor({ epochs: 2 }) });
      await new Search(setup).run();
      return withoutTimes(setup.journal.events);
    };
    expect(await run()).toEqual(await run());
  });

  it('gives each trial a seed of its own that only its number and the experiment decide', async () => {
    const setup = searchSetup();
    await new Search(setup).run();
    expect(setup.executor.requests.map(({ seed }) => seed)).toEqual(
      setup.executor.requests.map(({ trial }) => trialSeed(7, trial)),
    );
    expect(new Set(setup.executor.requests.map(({ seed }) => seed)).size).toBe(6);
  });

  it('keeps as many trials out as the executor takes, and takes them back in any order', async () => {
    const setup = searchSetup({ executor: new FakeExecutor({ capacity: 3, timing: 'by-hand' }) });
    const end = new Search(setup).run();
    expect(setup.executor.out).toEqual([0, 1, 2]);
    await setup.executor.finish(2);
    await setup.executor.finish(0);
    expect(setup.executor.out).toEqual([1, 3, 4]);
    for (const trial of [4, 3, 5, 1]) await setup.executor.finish(trial);
    expect((await end).reason).toBe('budget');
    expect(setup.journal.log.filter((line) => line.startsWith('measured'))).toEqual(
      [2, 0, 4, 3, 5, 1].map((trial) => `measured ${trial}`),
    );
  });

  it('syncs every line but questions and epochs, and only the frame where all can be looked up again', async () => {
    const slow = searchSetup({
      experiment: testExperiment({ budget: { trials: 1 } }),
      executor: new FakeExecutor({ epochs: 1 }),
    });
    await new Search(slow).run();
    // run-started, asked, epoch, measured, tested, ended
    expect(slow.journal.durable).toEqual([true, false, false, true, true, true]);

    const cheap = searchSetup({
      experiment: testExperiment({ budget: { trials: 1 } }),
      executor: new FakeExecutor({ recomputes: true, testMetrics: undefined }),
    });
    await new Search(cheap).run();
    expect(cheap.journal.durable).toEqual([true, false, false, true]);
  });

  it('writes a measurement before the strategy hears of it', async () => {
    const journal = new FakeJournal();
    const seen: string[] = [];
    const setup = searchSetup({ journal });
    const strategy: Strategy = {
      ask: () => setup.strategy.ask(),
      tell: (outcome) => {
        seen.push(journal.log.at(-1) ?? '');
        setup.strategy.tell(outcome);
      },
    };
    await new Search({ ...setup, strategy }).run();
    expect(seen).toEqual([0, 1, 2, 3, 4, 5].map((trial) => `measured ${trial}`));
  });

  it('counts failed trials as trials and goes on', async () => {
    const failures = new Map([[1, new TrialError('diverged', 'the loss is NaN')]]);
    const setup = searchSetup({
      experiment: testExperiment({ budget: { trials: 3 } }),
      executor: new FakeExecutor({ failures }),
    });
    await new Search(setup).run();
    expect(replay(setup.journal.events).trials.map(({ status }) => status)).toEqual([
      'measured',
      'failed',
      'measured',
    ]);
  });

  it.each([
    [{ valAccuracy: Number.NaN, paramCount: 1 }, 'diverged', 'valAccuracy is NaN'],
    [{ paramCount: 1 }, 'error', 'the measurement has no valAccuracy'],
  ])('takes a measurement of %o for a failure', async (metrics, code, reason) => {
    const setup = searchSetup({
      experiment: testExperiment({ budget: { trials: 1 } }),
      executor: new FakeExecutor({ measure: () => ({ metrics }) }),
    });
    await new Search(setup).run();
    expect(setup.journal.events[2]).toMatchObject({ type: 'trial-failed', code, reason });
  });

  it('ends when the strategy has nothing left to propose', async () => {
    const experiment = testExperiment({
      space: {
        kind: 'mlp',
        minDepth: 1,
        maxDepth: 1,
        units: [16, 32],
        activations: ['relu'],
        norms: ['none'],
      },
      budget: { trials: 50 },
    });
    const setup = searchSetup({ experiment });
    const end = await new Search(setup).run();
    expect(end).toEqual({ reason: 'exhausted', message: 'every candidate has been proposed' });
    expect(replay(setup.journal.events).trials).toHaveLength(2);
  });

  it('ends at its simulated seconds', async () => {
    const measure = () => ({ metrics: { valAccuracy: 1 }, simulatedSeconds: 40 });
    const experiment = { ...testExperiment(), budget: { simulatedSeconds: 100 } };
    const setup = searchSetup({ experiment, executor: new FakeExecutor({ measure }) });
    expect(await new Search(setup).run()).toEqual({ reason: 'budget', message: '100 simulated seconds' });
    expect(replay(setup.journal.events)).toMatchObject({ simulatedSeconds: 120 });
  });

  it('ends at its minutes of running', async () => {
    const experiment = testExperiment({ budget: { minutes: 1 } });
    const setup = searchSetup({ experiment });
    expect(await new Search(setup).run()).toEqual({ reason: 'budget', message: '1 minutes' });
    expect(replay(setup.journal.events).activeMs).toBeGreaterThanOrEqual(60_000);
  });

  it('reports a strategy that waits for nothing as a bug', async () => {
    const strategy: Strategy = { ask: () => ({ kind: 'wait' }), tell: () => undefined };
    const setup = searchSetup();
    await expect(new Search({ ...setup, strategy }).run()).rejects.toThrow(Bug);
    expect(setup.journal.log).toEqual(['run-started', 'run-ended failed']);
  });

  it('keeps the models of the front, of the best and of what is not settled', async () => {
    const accuracies = [0.5, 0.9, 0.7, 0.9];
    const setup = searchSetup({
      experiment: testExperiment({
        budget: { trials: 4 },
        objectives: [
          { metric: 'valAccuracy', goal: 'maximize' },
          { metric: 'paramCount', goal: 'minimize' },
        ],
      }),
      executor: new FakeExecutor({
        measure: ({ trial }) => ({ metrics: { valAccuracy: accuracies[trial]!, paramCount: 10 - trial } }),
      }),
    });
    await new Search(setup).run();
    expect(setup.executor.kept).toEqual([[], [0], [1], [1, 2], [3]]);
  });

  it('says before a trial ends whether its model may be kept', async () => {
    const accuracies = [0.5, 0.9, 0.7, NaN, 0.9, undefined];
    const answers: unknown[] = [];
    const setup = searchSetup({
      experiment: testExperiment({ budget: { trials: 6 }, execution: { keepModels: 'none' } }),
      executor: new FakeExecutor({
        measure: ({ trial, mayKeep }) => {
          const accuracy = accuracies[trial];
          const metrics = accuracy === undefined ? { paramCount: 1 } : { valAccuracy: accuracy };
          answers.push(mayKeep?.(metrics));
          return { metrics };
        },
      }),
    });
    await new Search(setup).run();
    expect(answers).toEqual([true, true, false, false, false, false]);
  });

  it('keeps the models of trials that are out or not written yet', async () => {
    const setup = searchSetup({ executor: new FakeExecutor({ capacity: 3, timing: 'by-hand' }) });
    const search = new Search(setup);
    void search.run();
    await setup.executor.finish(1);
    expect(setup.executor.kept.at(-1)).toEqual([0, 1, 2]);
    setup.journal.full = new Error('ENOSPC');
    await setup.executor.finish(2);
    setup.journal.full = undefined;
    search.continue();
    expect(setup.executor.kept.at(-1)).toEqual(expect.arrayContaining([0, 3]));
    search.stop();
  });

  it.each([
    ['none', [[], [0], [0], []]],
    ['all', []],
  ] as const)('keeps %s', async (keepModels, kept) => {
    const setup = searchSetup({
      experiment: testExperiment({ budget: { trials: 2 }, execution: { keepModels } }),
      executor: new FakeExecutor({ measure: ({ trial }) => ({ metrics: { valAccuracy: 1 - trial / 10 } }) }),
    });
    await new Search(setup).run();
    expect(setup.executor.kept).toEqual(kept);
    expect(setup.executor.tested).toEqual([0]);
  });

  it('goes on when models cannot be removed, and says so', async () => {
    const problems: string[] = [];
    const setup = searchSetup({
      experiment: testExperiment({ budget: { trials: 1 }, execution: { keepModels: 'none' } }),
      executor: new FakeExecutor({ retainError: new Error('EBUSY: resource busy, rm') }),
      onProblem: (problem) => problems.push(problem),
    });
    expect(await new Search(setup).run()).toEqual({ reason: 'budget', message: '1 trials' });
    expect(setup.journal.log).toEqual([
      'run-started',
      'asked 0',
      'measured 0',
      'tested 0',
      'run-ended budget',
    ]);
    expect(new Set(problems)).toEqual(new Set(['models could not be removed: EBUSY: resource busy, rm']));
  });

  it('writes one end, also when whoever is told of it fails', async () => {
    const setup = searchSetup({
      experiment: testExperiment({ budget: { trials: 1 } }),
      onAppended: ({ type }) => {
        if (type === 'run-ended') throw new Bug('the listener broke');
      },
    });
    await expect(new Search(setup).run()).rejects.toThrow('the listener broke');
    expect(setup.journal.log.slice(-2)).toEqual(['tested 0', 'run-ended budget']);
  });

  it('tells of its failure even when writing that down fails, too', async () => {
    const problems: string[] = [];
    const setup = searchSetup({
      onAppended: ({ type }) => {
        if (type !== 'run-started') throw new Bug(`no ${type} wanted`);
      },
      onProblem: (problem) => problems.push(problem),
    });
    const search = new Search(setup);
    await expect(search.run()).rejects.toThrow('no trial-asked wanted');
    expect(search.status).toEqual({ kind: 'ended', reason: 'failed', message: 'no trial-asked wanted' });
    expect(problems).toEqual(['no run-ended wanted']);
  });

  it('says how many lines are lost when it fails on a full disk', async () => {
    const problems: string[] = [];
    const setup = searchSetup({
      executor: new FakeExecutor({ timing: 'by-hand' }),
      onProblem: (problem) => problems.push(problem),
    });
    const search = new Search(setup);
    const end = search.run();
    setup.journal.full = new Error('ENOSPC');
    await setup.executor.finish(0);
    setup.journal.full = new Bug('the sink broke');
    search.continue();
    await expect(end).rejects.toThrow('the sink broke');
    // measured 0, run-paused, run-ended
    expect(problems).toEqual(['the journal cannot be written: 3 lines are lost']);
  });

  it('leaves out of the test what a journal cannot hold', async () => {
    const setup = searchSetup({
      experiment: testExperiment({ budget: { trials: 1 } }),
      executor: new FakeExecutor({ testMetrics: { testAccuracy: 0.5, testLoss: Infinity } }),
    });
    expect(await new Search(setup).run()).toMatchObject({ reason: 'budget' });
    expect(replay(setup.journal.events).tested).toEqual([{ trial: 0, metrics: { testAccuracy: 0.5 } }]);
  });

  it('hears nothing more of a trial that has ended', async () => {
    const setup = searchSetup({ executor: new FakeExecutor({ capacity: 2, timing: 'by-hand' }) });
    const search = new Search(setup);
    void search.run();
    await setup.executor.finish(0);
    setup.executor.epoch(0, 9, { valAccuracy: 1 });
    setup.executor.epoch(1, 1, { valAccuracy: 1, valLoss: Number.NaN });
    expect(setup.journal.log.slice(-3)).toEqual(['measured 0', 'asked 2', 'epoch 1']);
    expect(setup.journal.events.at(-1)).toMatchObject({ metrics: { valAccuracy: 1 } });
    search.stop();
  });

  it('ends all the same when the best cannot be tested, and says so', async () => {
    const executor = new FakeExecutor();
    executor.test = () => Promise.reject(new TrialError('error', 'no such model'));
    const problems: string[] = [];
    const setup = searchSetup({ experiment: testExperiment({ budget: { trials: 1 } }), executor });
    const end = await new Search({ ...setup, onProblem: (problem) => problems.push(problem) }).run();
    expect(end).toEqual({
      reason: 'budget',
      message: '1 trials; trial 0 could not be tested: no such model',
    });
    expect(problems).toEqual(['trial 0 could not be tested: no such model']);
  });
});
