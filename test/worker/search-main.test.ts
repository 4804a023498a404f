import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/core/journal/event';
import { replay } from '../../src/core/journal/replay';
import type { HostOffer, SearchOffer } from '../../src/protocol/run-protocol';
import { OwnedChild } from '../../src/worker/child-process';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';
import { journalOf, tableExperiment, trainingExperiment } from './support/searches';

type SearchChild = OwnedChild<HostOffer, SearchOffer>;

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('search', 'evaluator');
});
afterAll(() => {
  programs.remove();
});

const children: SearchChild[] = [];
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill('the test is over')));
});

const settings = { backend: 'auto', evaluators: 1 } as const;

describe('the search process', () => {
  it('runs an experiment, passing on every line of the journal in order, and leaves', async () => {
    const { file } = trainingExperiment();
    const search = await started();
    const events: JournalEvent[] = [];
    search.peer.on('run/appended', (batch) => events.push(...batch.events));
    const done = new Promise((resolve) => search.peer.on('run/done', resolve));
    const { runFolder } = await search.peer.request('run/start', { experimentPath: file, ...settings });
    expect(journalOf(runFolder)[0]).toMatchObject({ type: 'run-started' });
    expect(await done).toMatchObject({ reason: 'budget' });
    expect((await search.exited).kind).toBe('clean');
    expect(events).toEqual(journalOf(runFolder));
  });

  it('pauses, goes on and stops, each answered once it is in the journal', async () => {
    const { file } = trainingExperiment({ budget: { minutes: 5 } });
    const search = await started();
    const { runFolder } = await search.peer.request('run/start', { experimentPath: file, ...settings });
    const status = () => replay(journalOf(runFolder)).status;
    await search.peer.request('run/pause', {});
    expect(status()).toMatchObject({ kind: 'paused', reason: 'user' });
    await search.peer.request('run/continue', {});
    expect(status()).toEqual({ kind: 'running' });
    const { kept } = await search.peer.request('run/stop', {});
    expect(status()).toMatchObject({ kind: 'ended', reason: 'stopped' });
    expect(journalOf(runFolder).filter(({ type }) => type === 'trial-measured')).toHaveLength(kept);
  });

  it('resumes a run with a larger budget, and refuses one that another process owns', async () => {
    const { file } = tableExperiment({ budget: { minutes: 5 }, strategy: { kind: 'random' } });
    const owner = await started();
    const { runFolder } = await owner.peer.request('run/start', { experimentPath: file, ...settings });
    const other = await started();
    await expect(other.peer.request('run/resume', { runFolder, ...settings })).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/^the run .* is owned by process \d+/) as string,
    });
    await owner.kill('as if by a crash');
    const done = new Promise((resolve) => other.peer.on('run/done', resolve));
    await other.peer.request('run/resume', {
      runFolder,
      budget: { simulatedSeconds: 0.5, trials: 1 },
      ...settings,
    });
    expect(await done).toMatchObject({ reason: 'budget' });
  });

  it('retrains candidates of a run, stops when it is told to, and goes on in another process', async () => {
    const { file } = trainingExperiment({ budget: { trials: 2 } });
    const owner = await started();
    const over = new Promise((resolve) => owner.peer.on('run/done', resolve));
    const { runFolder } = await owner.peer.request('run/start', { experimentPath: file, ...settings });
    await over;
    await owner.exited;

    const params = { runFolder, trials: [1], epochs: 200, seeds: 2, ...settings };
    const first = await started();
    expect(await first.peer.request('run/retrain', params)).toMatchObject({ runFolder, nMissing: 2 });
    await first.peer.request('retrain/stop', {});
    expect(journalOf(runFolder).at(-1)).toMatchObject({ type: 'retrain-ended', reason: 'stopped' });
    expect((await first.exited).kind).toBe('clean');

    const second = await started();
    const done = new Promise((resolve) => second.peer.on('run/done', resolve));
    const events: JournalEvent[] = [];
    second.peer.on('run/appended', (batch) => events.push(...batch.events));
    await second.peer.request('run/retrain', { ...params, epochs: 2 });
    expect(await done).toEqual({ reason: 'done', message: '2 networks trained and tested' });
    expect((await second.exited).kind).toBe('clean');
    expect(journalOf(runFolder).slice(-events.length)).toEqual(events);
    expect(replay(journalOf(runFolder)).retrained.at(-1)?.seeds).toHaveLength(2);
  });

  it('refuses to retrain what was not measured', async () => {
    const { file } = trainingExperiment({ budget: { trials: 1 } });
    const owner = await started();
    const { runFolder } = await owner.peer.request('run/start', { experimentPath: file, ...settings });
    await owner.exited;
    const search = await started();
    const params = { runFolder, trials: [5], epochs: 1, seeds: 1, ...settings };
    await expect(search.peer.request('run/retrain', params)).rejects.toMatchObject({
      code: 'input',
      message: 'trials: expected trials of this run that were measured, but got 5',
    });
    await expect(search.peer.request('retrain/stop', {})).rejects.toMatchObject({ code: 'input' });
  });

  it('says where an experiment is wrong, and can then start another', async () => {
    const wrong = trainingExperiment();
    const { file } = tableExperiment({ budget: { trials: 5 } });
    const search = await started();
    const missing = { experimentPath: `${wrong.folder}/none.nas.json`, ...settings };
    await expect(search.peer.request('run/start', missing)).rejects.toMatchObject({
      code: 'input',
      message: `${wrong.folder}/none.nas.json: there is no such file`,
    });
    await search.peer.request('run/start', { experimentPath: file, ...settings });
  });

  it('inspects an experiment: space, data, estimate and warnings', async () => {
    const { file } = trainingExperiment({
      estimator: { kind: 'training', epochs: 2, batchSize: 5000 },
      constraints: [{ metric: 'paramCount', max: 1 }],
    });
    const search = await started();
    const params = { experimentPath: file, text: readFileSync(file, 'utf8'), seed: 5 };
    const inspection = await search.peer.request('experiment/inspect', params);
    expect(inspection).toMatchObject({
      picture: { kind: 'mlp', title: 'search.nas.json' },
      dataset: { name: 'digits', inputShape: [8, 8, 1], outputUnits: 10 },
      estimate: { basis: expect.stringContaining('8 trials') as string },
    });
    expect(inspection.picture.samples).toHaveLength(9);
    expect(inspection.picture.paramCounts).toHaveLength(300);
    const { train, validation, test } = inspection.dataset!;
    expect(train + validation + test).toBe(1797);
    expect(inspection.warnings.map(({ path }) => path)).toEqual(['constraints[0]', 'estimator.batchSize']);
    const again = await search.peer.request('experiment/sample', params);
    expect(again.samples).toEqual(inspection.picture.samples);
    const fresh = await search.peer.request('experiment/sample', { ...params, seed: 6 });
    expect(fresh.samples).not.toEqual(inspection.picture.samples);
  });
});

async function started(): Promise<SearchChild> {
  const child: SearchChild = new OwnedChild(
    { name: 'search', entry: programs.path('search'), readyTimeoutMs: 20_000 },
    {},
  );
  children.push(child);
  await child.ready('search/ready');
  return child;
}
