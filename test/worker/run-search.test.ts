import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../src/core/experiment/experiment';
import type { SearchStatus } from '../../src/core/search/search-types';
import { isOwned } from '../../src/worker/lease';
import { resumeRun, startRun } from '../../src/worker/run-search';
import type { OwnedRun, RunHost } from '../../src/worker/run-search';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';
import { fill, smallDisk } from './support/small-disk';
import { journalOf, tableExperiment, trainingExperiment, trialsOf, withoutTimes } from './support/searches';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('evaluator', 'fake-evaluator');
});
afterAll(() => {
  programs.remove();
});

const open: OwnedRun[] = [];
afterEach(async () => {
  delete process.env['FAKE_EVALUATOR'];
  await Promise.all(open.splice(0).map((run) => run.close()));
});

describe('a run', () => {
  it('is the same, times apart, when experiment, seed and one evaluator are the same', async () => {
    const { file, experiment } = trainingExperiment();
    const [first, second] = [await finished(file, experiment), await finished(file, experiment)];
    expect(withoutTimes(journalOf(second))).toEqual(withoutTimes(journalOf(first)));
    expect(journalOf(first).filter(({ type }) => type === 'trial-measured')).toHaveLength(8);
    expect(journalOf(first).at(-2)).toMatchObject({ type: 'run-tested' });
  });

  it('leaves a folder with the experiment, the journal, a log and the models of the front', async () => {
    const { file, experiment } = trainingExperiment();
    const root = await finished(file, experiment);
    expect(readdirSync(root).sort()).toEqual(['experiment.json', 'journal.jsonl', 'log.txt', 'models']);
    expect(JSON.parse(readFileSync(path.join(root, 'experiment.json'), 'utf8'))).toMatchObject({
      task: { validationFraction: 0.2 },
      seed: 3,
    });
    const front = readdirSync(path.join(root, 'models'));
    expect(front.length).toBeGreaterThan(0);
    for (const trial of front) expect(existsSync(path.join(root, 'models', trial, 'model.json'))).toBe(true);
  });

  it.each([
    {
      why: 'a data file is missing',
      changes: { task: { kind: 'classification', dataset: { format: 'csv', path: 'no.csv', label: 0 } } },
    },
    {
      why: 'the table is missing',
      changes: {
        estimator: { kind: 'table', path: 'no.json' },
        space: { kind: 'nas-bench-201' },
        objectives: [{ metric: 'a', goal: 'maximize' }],
      },
    },
    {
      why: 'no candidate keeps a limit',
      changes: { constraints: [{ metric: 'paramCount', max: 1 }] },
    },
  ])('writes nothing when $why', async ({ changes }) => {
    const { file, folder, experiment } = trainingExperiment(changes);
    await expect(startRun(file, experiment, host())).rejects.toMatchObject({ code: 'input' });
    expect(readdirSync(folder)).toEqual(['search.nas.json']);
  });

  it('trains no candidate that its graph shows to break a limit', async () => {
    const counts = async (changes: Readonly<Record<string, unknown>>): Promise<number[]> => {
      const { file, experiment } = trainingExperiment(changes);
      const events = journalOf(await finished(file, experiment));
      return events.flatMap((event) =>
        event.type === 'trial-measured' ? [event.metrics['paramCount']!] : [],
      );
    };
    expect(Math.max(...(await counts({})))).toBeGreaterThan(1000);
    const kept = await counts({ constraints: [{ metric: 'paramCount', max: 1000 }] });
    expect(Math.max(...kept)).toBeLessThanOrEqual(1000);
    expect(kept.length).toBeGreaterThan(1);
  });

  it('belongs to one process, and to none when it is over', async () => {
    const { file, experiment } = tableExperiment({ budget: { minutes: 5 }, strategy: { kind: 'random' } });
    const run = await start(file, experiment);
    await expect(resumeRun(run.folder.root, undefined, host())).rejects.toMatchObject({
      name: 'RunOwnedError',
    });
    run.search.stop();
    expect((await run.ended).reason).toBe('stopped');
    await run.close();
    expect(isOwned(run.folder.root)).toBe(false);
  });

  it('goes on after a stop with a larger budget as if it had had it from the start', async () => {
    const { file, experiment } = tableExperiment({ budget: { trials: 50 } });
    const root = await finished(file, experiment);
    const more = await resumeRun(root, { trials: 80 }, host());
    await more.ended;
    await more.close();
    const whole = await finished(file, { ...experiment, budget: { trials: 80 } });
    expect(trialsOf(journalOf(root))).toEqual(trialsOf(journalOf(whole)));
  });

  it('gives no outcome to trials that are out when it is let go, so that a resumption runs them', async () => {
    const { file, experiment } = trainingExperiment();
    const closed = new Promise<OwnedRun>((resolve) => {
      const run = start(file, experiment, {
        onAppended: ({ type }) => {
          if (type === 'trial-epoch') void run.then((owned) => owned.close().then(() => resolve(owned)));
        },
      });
    });
    const { folder } = await closed;
    expect(
      journalOf(folder.root).filter(({ type }) => type === 'trial-failed' || type === 'run-ended'),
    ).toEqual([]);
    const resumed = await resumeRun(folder.root, undefined, host());
    await resumed.ended;
    await resumed.close();
    expect(trialsOf(journalOf(folder.root))).toEqual(trialsOf(journalOf(await finished(file, experiment))));
  });

  it('loses one trial each to an evaluator that crashes, hangs and grows, and goes on', async () => {
    process.env['FAKE_EVALUATOR'] = '{"1":"crash","3":"hang","5":"grow"}';
    const { file, experiment } = trainingExperiment({
      execution: { evaluators: 1, trialMinutes: 0.06, evaluatorMemoryMb: 256 },
    });
    const run = await start(file, experiment, { evaluatorEntry: programs.path('fake-evaluator') });
    expect((await run.ended).reason).toBe('budget');
    const outcomes = journalOf(run.folder.root).flatMap((event) =>
      event.type === 'trial-failed' ? [event.code] : event.type === 'trial-measured' ? ['measured'] : [],
    );
    expect(outcomes).toEqual([
      'measured',
      'crashed',
      'measured',
      'timeout',
      'measured',
      'memory',
      'measured',
      'measured',
    ]);
  });

  it('reads its data once: evaluators that come later need the files no more', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 2},${(i * 37) % 11},${i % 2 === 0 ? 'a' : 'b'}`);
    const { file, folder, experiment } = trainingExperiment({
      task: { kind: 'classification', dataset: { format: 'csv', path: 'data.csv', label: 2, header: false } },
      execution: { evaluators: 1, trialsPerEvaluator: 2 },
    });
    const csv = path.join(folder, 'data.csv');
    writeFileSync(csv, rows.join('\n'));
    const before = sharedFolders();
    const run = await start(file, experiment, {
      onAppended: ({ type }) => {
        if (type === 'trial-asked') rmSync(csv, { force: true });
      },
    });
    expect(sharedFolders().length - before.length).toBe(1);
    expect((await run.ended).reason).toBe('budget');
    const measured = journalOf(run.folder.root).filter(({ type }) => type === 'trial-measured');
    expect([measured.length, existsSync(csv)]).toEqual([8, false]);
    await run.close();
    expect(sharedFolders()).toEqual(before);
  });

  it('pauses with the true reason when three evaluators in a row are lost', async () => {
    process.env['FAKE_EVALUATOR'] = '{"1":"crash","2":"crash","3":"crash"}';
    const { file, experiment } = trainingExperiment();
    const paused = nextPause();
    const run = await start(file, experiment, {
      evaluatorEntry: programs.path('fake-evaluator'),
      ...paused.host,
    });
    expect(await paused.status).toMatchObject({
      reason: 'evaluators-failing',
      message: expect.stringContaining('ended with code 3: Error: the kernel has a hole') as string,
    });
    expect(journalOf(run.folder.root).filter(({ type }) => type === 'trial-failed')).toHaveLength(3);
    process.env['FAKE_EVALUATOR'] = '{}';
    run.search.continue();
    expect((await run.ended).reason).toBe('budget');
  });

  it('loses nothing to a full disk: it pauses, says why, and goes on when there is space', async () => {
    const disk = smallDisk();
    if (disk === undefined) return;
    const { file, experiment } = tableExperiment({ budget: { trials: 300 } }, disk);
    const unbroken = await finished(file, experiment);
    rmSync(unbroken, { recursive: true });

    const filler = path.join(disk, 'filler');
    fill(filler, 40 * 1024);
    const paused = nextPause();
    const run = await start(file, experiment, paused.host);
    expect(await paused.status).toMatchObject({
      reason: 'disk',
      message: expect.stringMatching(/^the journal cannot be written: .*ENOSPC.*free some space/) as string,
    });
    const before = journalOf(run.folder.root).length;
    run.search.continue();
    expect(run.search.status).toMatchObject({ kind: 'paused', reason: 'disk' });
    rmSync(filler);
    run.search.continue();
    expect((await run.ended).reason).toBe('budget');
    await run.close();
    const events = journalOf(run.folder.root);
    expect(before).toBeLessThan(events.length);

    const elsewhere = tableExperiment({ budget: { trials: 300 } });
    expect(trialsOf(events)).toEqual(trialsOf(journalOf(await finished(elsewhere.file, experiment))));
  });
});

function host(changes: Partial<RunHost> = {}): RunHost {
  return { backend: 'auto', evaluators: 'auto', evaluatorEntry: programs.path('evaluator'), ...changes };
}

async function start(
  file: string,
  experiment: Experiment,
  changes: Partial<RunHost> = {},
): Promise<OwnedRun> {
  const run = await startRun(file, experiment, host(changes));
  open.push(run);
  return run;
}

/** Where this process shares data just now. */
function sharedFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`nas-workbench-data-${process.pid}-`));
}

/** The folder of a whole run. */
async function finished(file: string, experiment: Experiment): Promise<string> {
  const run = await start(file, experiment);
  expect((await run.ended).reason).toBe('budget');
  await run.close();
  return run.folder.root;
}

function nextPause(): { readonly host: Partial<RunHost>; readonly status: Promise<SearchStatus> } {
  let resolve: (status: SearchStatus) => void = () => undefined;
  const status = new Promise<SearchStatus>((r) => (resolve = r));
  const onStatus = (now: SearchStatus): void => {
    if (now.kind === 'paused') resolve(now);
  };
  return { host: { onStatus }, status };
}
