import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MACHINE_FILE, machineFactsAt } from '../../src/core/journal/machine-facts';
import { replay } from '../../src/core/journal/replay';
import { retrainedModelPath } from '../../src/core/journal/retrained';
import type { RetrainPlan } from '../../src/core/journal/retrained';
import { loadDataset } from '../../src/dataset/load';
import type { TrialId } from '../../src/core/trial/trial';
import { isOwned } from '../../src/worker/lease';
import { retrainRun } from '../../src/worker/retrain-run';
import type { OwnedRetraining } from '../../src/worker/retrain-run';
import { resumeRun, startRun } from '../../src/worker/run-search';
import type { RunHost } from '../../src/worker/run-search';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';
import { journalOf, tableExperiment, trainingExperiment } from './support/searches';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('evaluator', 'fake-evaluator');
});
afterAll(() => {
  programs.remove();
});

const open: OwnedRetraining[] = [];
afterEach(async () => {
  delete process.env['FAKE_EVALUATOR'];
  await Promise.all(open.splice(0).map((one) => one.close()));
});

describe('retraining', () => {
  it('trains each candidate with each seed on two evaluators, tests it, and keeps its model', async () => {
    const searched = await searchOf(3);
    const search = replay(journalOf(searched));
    const owned = await begun(searched, plan([0, 2], { epochs: 3, seeds: 2 }), { evaluators: 2 });
    expect(owned.nMissing).toBe(4);
    expect(await owned.ended).toEqual({ reason: 'done', message: '4 networks trained and tested' });
    await owned.close();

    const state = replay(journalOf(searched));
    expect({ ...state, retrained: [], at: 0 }).toEqual({ ...search, at: 0 });
    expect(
      state.retrained.map(({ trial, epochs, seeds }) => [trial, epochs, seeds.map(({ seed }) => seed)]),
    ).toEqual([
      [0, 3, [0, 1]],
      [2, 3, [0, 1]],
    ]);
    for (const one of state.retrained) {
      for (const { seed, metrics } of one.seeds) {
        expect(Object.keys(metrics).sort()).toEqual(
          expect.arrayContaining(['testAccuracy', 'testLoss', 'trainLoss', 'trainMs']),
        );
        expect(Object.keys(metrics).filter((name) => name.startsWith('val'))).toEqual([]);
        expect(existsSync(path.join(searched, ...retrainedModelPath(one, seed), 'model.json'))).toBe(true);
      }
      // Another seed is another network.
      expect(one.seeds[0]!.metrics['trainLoss']).not.toBe(one.seeds[1]!.metrics['trainLoss']);
    }
    const epochs = journalOf(searched).filter(({ type }) => type === 'retrain-epoch');
    expect(epochs).toHaveLength(4 * 3);
    expect(existsSync(path.join(searched, 'retrained', '.unfinished'))).toBe(false);
    expect(isOwned(searched)).toBe(false);
  });

  it('gives the same networks again, seed for seed', async () => {
    const wanted = plan([1], { epochs: 2, seeds: 1 });
    const once = await resultOf(wanted);
    const again = await resultOf(wanted);
    expect(again).toEqual(once);
  });

  it('does not need the metrics that the search was about', async () => {
    const estimator = { kind: 'training', epochs: 1, batchSize: 128, device: { energy: 'estimate' } };
    const objectives = [
      { metric: 'valAccuracy', goal: 'maximize' },
      { metric: 'latencyMs', goal: 'minimize' },
    ];
    const constraints = [{ metric: 'energyEstimateMj', max: 10 }];
    const root = await finished(
      trainingExperiment({ budget: { trials: 1 }, estimator, objectives, constraints }),
    );
    const owned = await begun(root, plan([0], { epochs: 1, seeds: 1 }));
    expect((await owned.ended).reason).toBe('done');
  });

  it('has training and validation examples to train on, and nothing that could stop it early', async () => {
    const estimator = { kind: 'training', epochs: 2, batchSize: 128, earlyStoppingPatience: 1 };
    const { file, folder, experiment } = trainingExperiment({ budget: { trials: 1 }, estimator });
    const root = await finished({ file, folder, experiment });
    const { train, validation, test } = await loadDataset(experiment.task!, folder, experiment.seed);
    const loaded = path.join(folder, 'loaded.json');
    process.env['FAKE_EVALUATOR'] = JSON.stringify({ loaded });
    const owned = await begun(root, plan([0], { epochs: 7, seeds: 1 }), {
      evaluatorEntry: programs.path('fake-evaluator'),
    });
    expect((await owned.ended).reason).toBe('done');
    expect(JSON.parse(readFileSync(loaded, 'utf8'))).toMatchObject({
      train: train.count + validation.count,
      test: test.count,
      estimator: { epochs: 7, earlyStoppingPatience: null, batchSize: 128 },
    });
  });

  it('that was stopped leaves what is done, and the next one makes the rest', async () => {
    const root = await searchOf(3);
    const wanted = plan([0, 1, 2], { epochs: 200, seeds: 2 });
    const first = await begun(
      root,
      { ...wanted, epochs: 2 },
      {
        onAppended: (event) =>
          event.type === 'retrain-measured' &&
          event.seed === 0 &&
          event.trial === 1 &&
          queueMicrotask(() => first.retraining.stop()),
      },
    );
    expect((await first.ended).reason).toBe('stopped');
    await first.close();
    const done = replay(journalOf(root)).retrained.flatMap(({ seeds }) => seeds).length;
    expect(done).toBeGreaterThanOrEqual(2);
    expect(done).toBeLessThan(6);

    const second = await begun(root, { ...wanted, epochs: 2 });
    expect(second.nMissing).toBe(6 - done);
    expect((await second.ended).reason).toBe('done');
    await second.close();
    expect(replay(journalOf(root)).retrained.map(({ seeds }) => seeds.length)).toEqual([2, 2, 2]);

    const third = await begun(root, { ...wanted, epochs: 2 }, { evaluatorEntry: '/nowhere' });
    expect(await third.ended).toMatchObject({
      reason: 'done',
      message: '0 networks trained and tested, 6 were there before',
    });
  });

  it('tells what it uses of the machine, by the trials whose networks are trained', async () => {
    const root = await searchOf(3);
    const told = new Set<number | undefined>();
    const file = path.join(root, MACHINE_FILE);
    const owned = await begun(root, plan([1, 2], { epochs: 4000, seeds: 2 }));
    await expect
      .poll(
        () => {
          told.add(machineFactsAt(readFileSync(file, 'utf8'), Date.now())?.evaluators[0]?.work?.trial);
          return [...told];
        },
        { timeout: 20_000 },
      )
      .toContain(1);
    // Jobs are numbered from 0 on, and trial 0 is none of these.
    expect(told).not.toContain(0);
    await owned.close();
    expect(existsSync(file)).toBe(false);
  });

  it('lets the search go on afterwards', async () => {
    const root = await searchOf(2);
    const owned = await begun(root, plan([1], { epochs: 1, seeds: 1 }));
    await owned.ended;
    await owned.close();
    const resumed = await resumeRun(root, { trials: 3 }, host());
    expect((await resumed.ended).reason).toBe('budget');
    await resumed.close();
    const state = replay(journalOf(root));
    expect([state.trials.length, state.retrained.length]).toEqual([3, 1]);
    // The models of what was retrained are not those of trials that are kept or not.
    expect(existsSync(path.join(root, ...retrainedModelPath(state.retrained[0]!, 0), 'model.json'))).toBe(
      true,
    );
  });

  it('goes on when a network crashes its evaluator', async () => {
    process.env['FAKE_EVALUATOR'] = JSON.stringify({ 1: 'crash' });
    const root = await searchOf(2);
    const owned = await begun(root, plan([0, 1], { epochs: 2, seeds: 1 }), {
      evaluatorEntry: programs.path('fake-evaluator'),
    });
    expect(await owned.ended).toEqual({ reason: 'done', message: '1 network trained and tested, 1 failed' });
    expect(replay(journalOf(root)).retrained.at(-1)).toMatchObject({
      trial: 1,
      failed: [{ seed: 0, code: 'crashed' }],
    });
  });

  it('is one process of a run', async () => {
    const root = await searchOf(2);
    const owned = await begun(root, plan([0], { epochs: 50, seeds: 2 }));
    await expect(retrainRun(root, plan([0], { epochs: 50, seeds: 2 }), host())).rejects.toMatchObject({
      name: 'RunOwnedError',
    });
    await expect(resumeRun(root, undefined, host())).rejects.toMatchObject({ name: 'RunOwnedError' });
    owned.retraining.stop();
  });
});

describe('a wrong plan', () => {
  it.each([
    ['no trials', plan([]), 'trials: no candidate of this run has been measured'],
    [
      'a trial that is not there',
      plan([0, 7]),
      'trials: expected trials of this run that were measured, but got 7',
    ],
    ['a trial twice', plan([1, 1]), 'trials: expected each trial once, but got [1,1]'],
    ['no epochs', plan([1], { epochs: 0 }), 'epochs: expected a whole number from 1, but got 0'],
    ['half a seed', plan([1], { seeds: 0.5 }), 'seeds: expected a whole number from 1, but got 0.5'],
  ])('with %s is refused, and nothing changes', async (_, wrong, message) => {
    const searched = await searchOf(2);
    const before = readFileSync(path.join(searched, 'journal.jsonl'), 'utf8');
    await expect(retrainRun(searched, wrong, host())).rejects.toMatchObject({ name: 'InputError', message });
    expect(readFileSync(path.join(searched, 'journal.jsonl'), 'utf8')).toBe(before);
    expect(isOwned(searched)).toBe(false);
  });

  it('of a run that looked its candidates up is refused', async () => {
    const root = await finished(tableExperiment({ budget: { trials: 2 } }));
    await expect(retrainRun(root, plan([0]), host())).rejects.toMatchObject({
      message: 'candidates of this run were looked up in a table: there is no data to train them on',
    });
  });

  it('of a folder that is no run leaves no lease in it', async () => {
    const { folder } = trainingExperiment();
    await expect(retrainRun(folder, plan([0]), host())).rejects.toMatchObject({ name: 'InputError' });
    expect(existsSync(path.join(folder, 'lease.json'))).toBe(false);
  });
});

function plan(trials: readonly number[], { epochs = 2, seeds = 1 } = {}): RetrainPlan {
  return { trials: trials as readonly TrialId[], epochs, seeds };
}

function host(changes: Partial<RunHost> = {}): RunHost {
  return { backend: 'auto', evaluators: 1, evaluatorEntry: programs.path('evaluator'), ...changes };
}

async function begun(
  root: string,
  wanted: RetrainPlan,
  changes: Partial<RunHost> = {},
): Promise<OwnedRetraining> {
  const owned = await retrainRun(root, wanted, host(changes));
  open.push(owned);
  return owned;
}

/** The run folder of a search that has ended. */
async function finished({ file, experiment }: ReturnType<typeof trainingExperiment>): Promise<string> {
  const run = await startRun(file, experiment, host());
  await run.ended;
  await run.close();
  return run.folder.root;
}

function searchOf(trials: number): Promise<string> {
  return finished(trainingExperiment({ budget: { trials } }));
}

async function resultOf(wanted: RetrainPlan): Promise<unknown> {
  const root = await searchOf(2);
  const owned = await begun(root, wanted);
  await owned.ended;
  const [one] = replay(journalOf(root)).retrained;
  return one!.seeds.map(({ metrics }) => ({ ...metrics, trainMs: 0 }));
}
