import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { budgetOf } from '../../src/core/journal/query';
import { replay } from '../../src/core/journal/replay';
import type { RunState } from '../../src/core/journal/run-state';
import { MACHINE_FILE, machineFactsAt } from '../../src/core/journal/machine-facts';
import type { MachineFacts } from '../../src/core/journal/machine-facts';
import type { HostOffer, SearchOffer } from '../../src/protocol/run-protocol';
import { OwnedChild } from '../../src/worker/child-process';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';
import { journalOf, trainingExperiment } from './support/searches';

type SearchChild = OwnedChild<HostOffer, SearchOffer>;

const CANDIDATE = 'depth=2, layer1.units=16, layer2.units=8, activation=swish, norm=batch';
const OTHER = 'depth=1, layer1.units=8, activation=tanh, norm=batch';

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

describe('the budget of a run in a process', () => {
  it('is extended while it is paused, and spent when it goes on', async () => {
    const { search, runFolder } = await pausedRun({ budget: { trials: 1000 } });
    const nBefore = stateOf(runFolder).trials.length;
    const { budget } = await search.peer.request('run/extend', { more: { trials: 5 } });
    expect(budget).toEqual({ trials: 1005 });
    expect(budgetOf(stateOf(runFolder))).toEqual({ trials: 1005 });
    expect(stateOf(runFolder).trials).toHaveLength(nBefore);
    await expect(search.peer.request('run/extend', { more: { minutes: 5 } })).rejects.toMatchObject({
      code: 'input',
      message: 'the run has no limit of minutes to add to: its budget is 1,005 trials',
    });
  });
});

describe('a candidate', () => {
  it('of a run in this process is measured next', async () => {
    const { search, runFolder } = await pausedRun({ budget: { trials: 1000 } });
    const enqueue = (notation: string) =>
      search.peer.request('run/enqueue', { runFolder, candidate: { notation } });
    expect(await enqueue(CANDIDATE)).toEqual({
      queued: 0,
      architecture: CANDIDATE,
      standing: 'waiting',
      ahead: 0,
    });
    expect(await enqueue(OTHER)).toMatchObject({ queued: 1, ahead: 1 });
    const nBefore = stateOf(runFolder).trials.length;
    await search.peer.request('run/continue', {});
    await eventually(() => stateOf(runFolder).trials.length >= nBefore + 3);
    const { trials } = stateOf(runFolder);
    expect(trials.slice(nBefore, nBefore + 2).map(({ architecture }) => architecture)).toEqual([
      CANDIDATE,
      OTHER,
    ]);
    expect(trials[nBefore + 2]?.operator).not.toBe('enqueued');
  });

  it('is taken out of the queue of a run in this process, and the next one comes first', async () => {
    const { search, runFolder } = await pausedRun({ budget: { trials: 1000 } });
    for (const notation of [CANDIDATE, OTHER])
      await search.peer.request('run/enqueue', { runFolder, candidate: { notation } });
    expect(await search.peer.request('run/dequeue', { runFolder, queued: 0 })).toEqual({
      queued: 0,
      architecture: CANDIDATE,
      left: 1,
    });
    await expect(search.peer.request('run/dequeue', { runFolder, queued: 0 })).rejects.toMatchObject({
      code: 'input',
    });
    const nBefore = stateOf(runFolder).trials.length;
    await search.peer.request('run/continue', {});
    await eventually(() => stateOf(runFolder).trials.length >= nBefore + 2);
    const [first, second] = stateOf(runFolder).trials.slice(nBefore);
    expect([first?.architecture, second?.operator === 'enqueued']).toEqual([OTHER, false]);
  });

  it('of a run whose process was killed waits in the journal, and comes first', async () => {
    const { search, runFolder } = await pausedRun({ budget: { trials: 1000 } });
    await search.peer.request('run/enqueue', { runFolder, candidate: { notation: CANDIDATE } });
    await search.kill('as if by a crash');
    const other = await started();
    expect(
      await other.peer.request('run/enqueue', { runFolder, candidate: { notation: OTHER } }),
    ).toMatchObject({ standing: 'for-resumption', ahead: 1 });
    const unfinished = stateOf(runFolder).trials.length;
    await other.peer.request('run/resume', { runFolder, ...settings });
    await eventually(() => stateOf(runFolder).queue.length === 0);
    const taken = stateOf(runFolder).trials.slice(unfinished, unfinished + 2);
    expect(taken.map(({ architecture }) => architecture)).toEqual([CANDIDATE, OTHER]);
  });

  it('of a run that another process owns is refused with the owner', async () => {
    const { runFolder } = await pausedRun({ budget: { trials: 1000 } });
    const before = journalOf(runFolder).length;
    const other = await started();
    const candidate = { notation: CANDIDATE };
    await expect(other.peer.request('run/enqueue', { runFolder, candidate })).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(
        /^the run .* is owned by process \d+ on .*; stop it there first$/,
      ) as string,
    });
    expect(journalOf(runFolder)).toHaveLength(before);
  });

  it('is looked at as the run would: not of the space, breaking a limit, known', async () => {
    const constraints = [{ metric: 'paramCount', max: 1300 }];
    const { file } = trainingExperiment({ budget: { trials: 1 }, constraints, enqueue: [OTHER] });
    const owner = await started();
    const { runFolder } = await owner.peer.request('run/start', { experimentPath: file, ...settings });
    await owner.exited;
    const search = await started();
    const refusal = (candidate: SearchOffer['requests']['run/enqueue']['params']['candidate']) =>
      search.peer.request('run/enqueue', { runFolder, candidate }).then(
        () => undefined,
        (error: unknown) => String(error),
      );
    expect(await refusal({ notation: 'depth=7' })).toMatch(/expected depth to be one of 1, 2, but got "7"$/);
    expect(await refusal({ notation: CANDIDATE.replace('layer2.units=8', 'layer2.units=16') })).toMatch(
      /paramCount is \d+, above 1300$/,
    );
    expect(await refusal({ notation: OTHER })).toMatch(/trial 0 is the same candidate and was measured/);
    expect(await refusal({ trial: 0 })).toBeUndefined();
    expect(stateOf(runFolder).status).toMatchObject({ kind: 'ended', reason: 'budget' });
    expect(stateOf(runFolder).queue).toMatchObject([{ operator: 'rerun', parents: [0] }]);
  });

  it('of an experiment that only the data show to break a limit is told before anything is written', async () => {
    const { file, folder } = trainingExperiment({
      task: { kind: 'classification', dataset: { format: 'csv', path: 'data.csv', label: 'y' } },
      space: { kind: 'mlp', maxDepth: 1, units: [4, 8] },
      objectives: [{ metric: 'valAccuracy', goal: 'maximize' }],
      constraints: [{ metric: 'paramCount', max: 300 }],
      enqueue: ['layer1.units=8, activation=relu, norm=none'],
    });
    writeFileSync(path.join(folder, 'data.csv'), csvText(40));
    const search = await started();
    await expect(
      search.peer.request('run/start', { experimentPath: file, ...settings }),
    ).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/^enqueue\[0\]: .*: paramCount is \d+, above 300$/) as string,
    });
    expect(readdirSync(folder).sort()).toEqual(['data.csv', 'search.nas.json']);
  });
});

describe('a run of which no model is kept', () => {
  it('that is stopped keeps its best until a resumption has tested it', async () => {
    const parts = { budget: { trials: 400 }, execution: { evaluators: 1, keepModels: 'none' } };
    const { search, runFolder } = await pausedRun(parts, 2);
    await search.peer.request('run/stop', {});
    await search.exited;
    const models = path.join(runFolder, 'models');
    const kept = existsSync(models) ? readdirSync(models).filter((name) => /^\d+$/.test(name)) : [];
    expect(kept).toHaveLength(1);
    const other = await started();
    const nAsked = stateOf(runFolder).trials.length;
    const done = new Promise((resolve) => other.peer.on('run/done', resolve));
    await other.peer.request('run/resume', { runFolder, budget: { trials: nAsked }, ...settings });
    expect(await done).toMatchObject({ reason: 'budget' });
    expect(stateOf(runFolder).tested).toHaveLength(1);
    expect(readdirSync(models).filter((name) => /^\d+$/.test(name))).toEqual([]);
  });
});

describe('the machine', () => {
  it('is told of in the folder of the run, for whoever looks, until the run is over', async () => {
    const { search, runFolder } = await pausedRun({ budget: { trials: 1000 } });
    const facts = machineOf(runFolder)!;
    expect(facts).toMatchObject({
      search: { name: 'search', pid: search.pid },
      evaluators: [{ name: 'evaluator 1', restarts: 0 }],
    });
    expect(facts.memory.runBytes).toBeGreaterThan(facts.search.rssBytes);
    await eventually(() => machineOf(runFolder)?.cpu.run !== null);
    await search.peer.request('run/stop', {});
    await eventually(() => !existsSync(path.join(runFolder, MACHINE_FILE)));
  });

  it('is told which trial and epoch an evaluator is at', async () => {
    const { file } = trainingExperiment({
      estimator: { kind: 'training', epochs: 4000, batchSize: 128, measureLatency: false },
      budget: { trials: 1000 },
    });
    const search = await started();
    const { runFolder } = await search.peer.request('run/start', { experimentPath: file, ...settings });
    await eventually(() => (machineOf(runFolder)?.evaluators[0]?.work?.epoch ?? 0) > 0);
    expect(machineOf(runFolder)!.evaluators).toMatchObject([{ standing: 'working', work: { trial: 0 } }]);
  });
});

function machineOf(runFolder: string): MachineFacts | undefined {
  return machineFactsAt(readFileSync(path.join(runFolder, MACHINE_FILE), 'utf8'), Date.now());
}

/** A run of this many measured trials at least, paused, with nothing out. */
async function pausedRun(changes: Readonly<Record<string, unknown>>, nMeasured = 1) {
  const { file } = trainingExperiment(changes);
  const search = await started();
  const { runFolder } = await search.peer.request('run/start', { experimentPath: file, ...settings });
  const measured = () => stateOf(runFolder).trials.filter(({ status }) => status === 'measured').length;
  await eventually(() => measured() >= nMeasured);
  await search.peer.request('run/pause', {});
  await eventually(() => stateOf(runFolder).trials.every(({ status }) => status !== 'running'));
  return { search, runFolder };
}

/** Forty rows of two classes. */
function csvText(nColumns: number): string {
  const columns = Array.from({ length: nColumns }, (_, column) => column);
  const rows = Array.from({ length: 40 }, (_, row) => [
    ...columns.map((column) => (row * column) % 7),
    row % 2,
  ]);
  return [[...columns.map((column) => `x${column}`), 'y'], ...rows].map((row) => row.join()).join('\n');
}

function stateOf(runFolder: string): RunState {
  return replay(journalOf(runFolder));
}

/** The time limit of the test ends the wait. */
async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function started(): Promise<SearchChild> {
  const child: SearchChild = new OwnedChild(
    { name: 'search', entry: programs.path('search'), readyTimeoutMs: 20_000 },
    {},
  );
  children.push(child);
  await child.ready('search/ready');
  return child;
}
