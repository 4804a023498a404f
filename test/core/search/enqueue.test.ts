import { describe, expect, it } from 'vitest';
import { TrialError } from '../../../src/core/base/errors';
import { createRng } from '../../../src/core/base/random';
import { replay } from '../../../src/core/journal/replay';
import { Search } from '../../../src/core/search/search';
import { createSpace } from '../../../src/core/space/catalog';
import { limitedSpace } from '../../../src/core/space/limited-space';
import { inputErrorOf } from '../../support/error-of';
import { FakeExecutor, settled } from '../../support/fake-executor';
import { LARGE, resumed, running, SMALL } from '../../support/queue-runs';
import { searchSetup, testExperiment } from '../../support/search-setup';

const SPACE = createSpace(testExperiment().space, { inputShape: [8, 8, 1], outputUnits: 10 });

describe('an enqueued candidate', () => {
  it('is the next trial, before what the strategy proposes', async () => {
    const { setup, search } = running();
    search.enqueue({ notation: SMALL });
    search.enqueue({ genotype: SPACE.parse(LARGE) });
    for (const trial of [0, 1, 2]) await setup.executor.finish(trial);
    expect(setup.journal.log).toEqual([
      'run-started',
      'asked 0',
      'candidate-enqueued',
      'candidate-enqueued',
      'measured 0',
      'asked 1',
      'measured 1',
      'asked 2',
      'measured 2',
      'asked 3',
    ]);
    expect(search.state.trials.map(({ operator }) => operator)).toEqual([
      'sample',
      'enqueued',
      'enqueued',
      'sample',
    ]);
    expect(search.state.trials.slice(1, 3).map(({ architecture }) => architecture)).toEqual([SMALL, LARGE]);
    expect(search.state.queue).toEqual([]);
  });

  it('is on disk before the answer, and asked at once where an evaluator is free', () => {
    const { setup, search } = running(
      { capacity: 2 },
      { budget: { trials: 3 }, strategy: { kind: 'random' } },
    );
    search.pause();
    search.enqueue({ notation: SMALL });
    expect(setup.journal.durable.at(-1)).toBe(true);
    expect(search.state.queue.map(({ architecture }) => architecture)).toEqual([SMALL]);
    expect(setup.executor.out).toEqual([0, 1]);
  });

  it('waits while the run is paused, and comes first when it goes on', async () => {
    const { setup, search } = running();
    search.pause();
    await setup.executor.finish(0);
    search.enqueue({ notation: SMALL });
    expect(setup.executor.out).toEqual([]);
    search.continue();
    expect(setup.executor.out).toEqual([1]);
    expect(search.state.trials[1]?.architecture).toBe(SMALL);
  });

  it('shifts nothing in what the strategy proposes', async () => {
    const plain = await proposalsOf({});
    const queued = await proposalsOf({ enqueue: [SMALL, LARGE] });
    expect(queued).toEqual(plain.slice(0, 4));
  });

  it('keeps to the budget, and is left for a resumption where that is spent', async () => {
    const { setup, search } = running({}, { budget: { trials: 1 } });
    search.enqueue({ notation: SMALL });
    await setup.executor.finish(0);
    expect(search.status).toEqual({ kind: 'ended', reason: 'budget', message: '1 trials' });
    expect(search.state.queue).toHaveLength(1);
    const more = resumed(setup.journal.text, { budget: { trials: 2 } }, { budget: { trials: 1 } });
    await new Search(more).run();
    expect(replay(more.journal.events).trials[1]?.architecture).toBe(SMALL);
  });

  it('goes on with a search that tests its best, where the space was used up', async () => {
    const { setup, search } = running(
      {},
      {
        space: {
          kind: 'mlp',
          minDepth: 1,
          maxDepth: 1,
          units: [16],
          activations: ['relu'],
          norms: ['none', 'batch'],
        },
      },
    );
    await setup.executor.finish(0);
    // The second trial's end begins the test, whose answer comes a turn later.
    setup.executor.test = () =>
      new Promise((resolve) => void settled().then(() => resolve({ testAccuracy: 0.5 })));
    await setup.executor.finish(1);
    expect(search.status.kind).toBe('testing');
    search.enqueue({ trial: 1 });
    await settled();
    await settled();
    expect(setup.executor.out).toEqual([2]);
    expect(search.status.kind).toBe('running');
  });

  it.each([
    [
      { notation: 'depth=3' },
      'expected a candidate of the search space, but got "depth=3": character 1: expected depth to be one of 1, 2, but got "3"',
    ],
    [
      { notation: 'a cell' },
      'expected a candidate of the search space, but got "a cell": character 1: expected name=value, but got "a cell"',
    ],
    [
      { genotype: [0, 0, 2, 0, 0] },
      'expected a candidate of the search space, but got [0,0,2,0,0]: layer2.units: expected position 0 where the knob has no effect (it needs depth = 2), but got 2',
    ],
    [{ trial: 9 }, 'trial: expected a trial of the run, from 0 to 0, but got 9'],
    [{ trial: 0 }, 'trial 0: it has not ended yet'],
  ])('is refused as %j', async (wish, sentence) => {
    const { setup, search } = running();
    expect(await inputErrorOf(() => search.enqueue(wish))).toBe(sentence);
    expect(setup.journal.log).toEqual(['run-started', 'asked 0']);
  });

  it('is refused when it breaks a limit that the graph tells', async () => {
    const space = limitedSpace(SPACE, [{ metric: 'paramCount', max: 2000 }]);
    const search = new Search({
      ...searchSetup({ executor: new FakeExecutor({ timing: 'by-hand' }) }),
      space,
    });
    void search.run();
    expect(await inputErrorOf(() => search.enqueue({ notation: LARGE }))).toBe(
      `expected a candidate of the search space, but got "${LARGE}": paramCount is 9098, above 2000`,
    );
  });

  it('that is in the run already is measured only when the person says so', async () => {
    const { setup, search } = running();
    const { architecture } = search.state.trials[0]!;
    const again = '; say that it is to be measured again';
    const refusal = (notation: string) => inputErrorOf(() => search.enqueue({ notation }));
    expect(await refusal(architecture)).toBe(`trial 0 is the same candidate and is not measured yet${again}`);
    await setup.executor.finish(0);
    expect(await refusal(architecture)).toBe(`trial 0 is the same candidate and was measured${again}`);
    search.enqueue({ notation: SMALL });
    expect(await refusal(SMALL)).toBe(`this candidate waits to be measured already${again}`);
    search.enqueue({ notation: architecture, again: true });
    await setup.executor.finish(1);
    await setup.executor.finish(2);
    expect(search.state.trials[3]?.architecture).toBe(architecture);
  });

  it('is refused while the disk is full, and when the run has ended', async () => {
    const { setup, search } = running();
    setup.journal.full = new Error('ENOSPC');
    expect(await inputErrorOf(() => search.enqueue({ notation: SMALL }))).toBe(
      'the journal cannot be written: ENOSPC',
    );
    await setup.executor.finish(0);
    expect(await inputErrorOf(() => search.enqueue({ notation: SMALL }))).toBe(
      'the journal cannot be written now: free some space on the disk, then continue the run',
    );
    setup.journal.full = undefined;
    search.stop();
    expect(await inputErrorOf(() => search.enqueue({ notation: SMALL }))).toBe(
      'the run has ended: it waits for a resumption then: enqueue it again',
    );
  });
});

describe('a trial that is measured again', () => {
  it('is a new trial of the same candidate, with its own seed', async () => {
    const failures = new Map([[0, new TrialError('diverged', 'the loss is NaN')]]);
    const { setup, search } = running({ failures });
    await setup.executor.finish(0);
    search.enqueue({ trial: 0 });
    await setup.executor.finish(1);
    const [failed, , again] = search.state.trials;
    expect(again).toMatchObject({ operator: 'rerun', parents: [0], genotype: failed!.genotype });
    const [first, , third] = setup.executor.requests;
    expect(third!.seed).not.toBe(first!.seed);
  });

  it('of a part of the training is a part of it from the first epoch on, which nothing continues', async () => {
    const { setup, search } = running(
      {},
      { strategy: { kind: 'successive-halving', candidates: 3, eta: 3 }, budget: { trials: 9 } },
    );
    for (const trial of [0, 1, 2]) await setup.executor.finish(trial);
    expect(search.state.trials[3]?.fidelity?.continues).toBeDefined();
    search.enqueue({ trial: 0 });
    search.enqueue({ trial: 1 });
    await setup.executor.finish(3);
    const { epochs, of } = search.state.trials[0]!.fidelity!;
    expect(search.state.trials[4]?.fidelity).toEqual({ epochs, of });
    await setup.executor.finish(4);
    await setup.executor.finish(5);
    // Of those that have ended, none of the two is kept for others.
    expect(setup.executor.keptRungs.at(-1)).not.toContain(4);
  });
});

describe('the first candidates of an experiment', () => {
  it('are measured before anything else, in their order', async () => {
    const setup = searchSetup({ experiment: testExperiment({ enqueue: [SMALL, LARGE] }) });
    await new Search(setup).run();
    const { trials } = replay(setup.journal.events);
    expect(trials.map(({ operator }) => operator)).toEqual([
      'enqueued',
      'enqueued',
      'sample',
      'sample',
      'sample',
      'sample',
    ]);
    expect(trials[1]?.architecture).toBe(LARGE);
  });

  it.each([
    [[SMALL, 'depth=9'], /^enqueue\[1\]: expected a candidate of the search space, but got "depth=9": /],
    [[SMALL, LARGE, SMALL], /^enqueue\[2\]: the same candidate as enqueue\[0\]$/],
  ])('are checked before anything is written: %j', async (enqueue, sentence) => {
    const experiment = { ...testExperiment(), enqueue };
    const setup = searchSetup({ experiment });
    expect(await inputErrorOf(() => new Search(setup).run())).toMatch(sentence);
    expect(setup.journal.text).toBe('');
  });
});

/** What the strategy has proposed of six trials. */
async function proposalsOf(parts: Readonly<Record<string, unknown>>): Promise<unknown[]> {
  const strategy = { kind: 'regularized-evolution', populationSize: 2, sampleSize: 1 };
  // Whatever the number of the trial is, a candidate is as good as before.
  const measure = ({ genotype }: { readonly genotype: readonly number[] }) => ({
    metrics: { valAccuracy: createRng(0).fork(genotype.join()).next() },
  });
  const setup = searchSetup({
    experiment: testExperiment({ strategy, ...parts }),
    executor: new FakeExecutor({ measure }),
  });
  await new Search(setup).run();
  return replay(setup.journal.events)
    .trials.filter(({ operator }) => operator !== 'enqueued')
    .map(({ genotype, operator }) => ({ genotype, operator }));
}
