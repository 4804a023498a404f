import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AbortSource } from '../../src/core/search/abort';
import type { Metrics, TrialId } from '../../src/core/trial/trial';
import { EvaluatorPool } from '../../src/worker/evaluator-pool';
import type { PoolOptions } from '../../src/worker/evaluator-pool';
import { folderWith } from '../support/folder';
import { poolOptions, request, trialId } from './support/pool-options';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('fake-evaluator');
});
afterAll(() => {
  programs.remove();
});

const open: EvaluatorPool[] = [];
afterEach(async () => {
  delete process.env['FAKE_EVALUATOR'];
  await Promise.all(open.splice(0).map((pool) => pool.close()));
});

describe('an evaluator pool', () => {
  it('measures trials, passing on their epochs', async () => {
    const pool = await start({});
    const epochs: [number, Metrics][] = [];
    const { metrics } = await pool.run(request(0), (epoch, m) => epochs.push([epoch, m]), never());
    expect(metrics).toMatchObject({ valAccuracy: 0.1, macs: 3 });
    expect(epochs).toEqual([[1, { valAccuracy: 0.5, pid: metrics['pid'] }]]);
    expect([pool.backend, pool.capacity]).toEqual(['fake', 1]);
  });

  it('passes on the architecture weights that evaluators tell while they train, in order', async () => {
    const pool = await start({ '1': 'weigh' });
    const told: unknown[] = [];
    pool.tellWeights({ decisions: (one) => told.push(one), weights: (one) => told.push(one) });
    await pool.run(request(0), () => undefined, never());
    await pool.run(request(1), () => undefined, never());
    expect(told).toEqual([
      { trial: 1, unit: 'epoch', decisions: [{ name: '0 → 1', alternatives: ['none', 'skip_connect'] }] },
      { trial: 1, step: 1, weights: [[0.25, 0.75]] },
      { trial: 1, step: 2, weights: [[0.25, 0.75]] },
    ]);
  });

  it('tells what each evaluator does, and how often it was replaced', async () => {
    const pool = await start({ '1': 'crash', '2': 'wait' });
    expect(pool.facts).toMatchObject([{ name: 'evaluator 1', standing: 'idle', restarts: 0 }]);
    await expect(pool.run(request(1), () => undefined, never())).rejects.toThrow();
    expect(pool.facts).toMatchObject([{ standing: 'gone', pid: undefined, restarts: 0 }]);
    const abort = new AbortSource();
    const epoch = new Promise<void>((resolve) => {
      pool.run(request(2), () => resolve(), abort).catch(() => undefined);
    });
    await epoch;
    expect(pool.facts).toMatchObject([{ standing: 'working', restarts: 1, work: { trial: 2, epoch: 1 } }]);
    expect(pool.facts[0]!.rssBytes).toBeGreaterThan(2 ** 20);
    abort.abort();
  });

  it.each([
    {
      how: 'crash',
      code: 'worker-lost',
      message: 'evaluator 1 ended with code 3: Error: the kernel has a hole',
    },
    {
      how: 'hang',
      code: 'trial',
      failure: 'timeout',
      message: 'took longer than 0.7 s',
      changes: { trialMs: 700 },
    },
    {
      how: 'grow',
      code: 'trial',
      failure: 'memory',
      message: expect.stringMatching(/^needed \d+ MB of memory, more than the limit of 300 MB$/) as string,
      changes: { memoryBytes: 300 * 2 ** 20 },
    },
    { how: 'diverge', code: 'trial', failure: 'diverged', message: 'the loss is not a number' },
  ])('loses one trial to an evaluator that does "$how" and goes on', async ({ how, changes, ...error }) => {
    const pool = await start({ '1': how }, changes);
    const before = await pool.run(request(0), () => undefined, never());
    await expect(pool.run(request(1), () => undefined, never())).rejects.toMatchObject({
      code: error.code,
      message: error.message,
      ...(error.failure ? { failure: error.failure } : {}),
    });
    const after = await pool.run(request(2), () => undefined, never());
    expect(after.metrics['valAccuracy']).toBe(0.102);
    expect(after.metrics['pid'] === before.metrics['pid']).toBe(how === 'diverge');
  });

  it('says why a start failed', async () => {
    await expect(start({ start: 'crash' }, { size: 2 })).rejects.toMatchObject({
      code: 'worker-lost',
      message: 'evaluator 1 ended with code 3: Error: the kernel has a hole',
    });
  });

  it('replaces an evaluator after its number of trials', async () => {
    const pool = await start({}, { trialsPerEvaluator: 2 });
    const pids: unknown[] = [];
    for (const n of [0, 1, 2, 3])
      pids.push((await pool.run(request(n), () => undefined, never())).metrics['pid']);
    expect([pids[0] === pids[1], pids[1] === pids[2], pids[2] === pids[3]]).toEqual([true, false, true]);
  });

  it.each([
    { first: 'ok', trialsPerEvaluator: 2, why: '2 trials' },
    { first: 'leak', trialsPerEvaluator: 100, why: 'its last trial left 2 tensors behind' },
    { first: 'swell', trialsPerEvaluator: 100, why: '2048 of 2048 MB stay in use after a trial' },
  ])('has a successor warm before it replaces an evaluator for "$why"', async (given) => {
    const started = path.join(folderWith({}), 'started');
    const lines: string[] = [];
    const pool = await start(
      { started, '0': given.first, '1': 'until-another-started' },
      {
        trialsPerEvaluator: given.trialsPerEvaluator,
        log: (_, message) => lines.push(message),
      },
    );
    const pids: number[] = [];
    while (pids.at(-1) === pids[0]) {
      const { metrics } = await pool.run(request(pids.length), () => undefined, never());
      pids.push(metrics['pid']!);
    }
    // Trial 1 ends only when another evaluator is warm.
    expect(pids.length).toBeGreaterThan(2);
    expect(readFileSync(started, 'utf8')).toBe(`${pids[0]!}\n${pids.at(-1)!}\n`);
    expect(lines.filter((line) => line.includes('is replaced'))[0]).toBe(
      `evaluator 1 is replaced: ${given.why}`,
    );
  });

  it('works on as many trials at once as it has evaluators', async () => {
    const pool = await start({}, { size: 2 });
    const pids = await Promise.all(
      [0, 1, 2].map(async (n) => (await pool.run(request(n), () => undefined, never())).metrics['pid']),
    );
    expect(new Set(pids).size).toBe(2);
  });

  it.each(['wait', 'hang'])('cancels a trial that does "%s"', async (how) => {
    const pool = await start({ '0': how });
    const cancel = new AbortController();
    const outcome = pool.run(request(0), () => cancel.abort(), cancel.signal);
    await expect(outcome).rejects.toMatchObject({ name: 'AbortError' });
    expect((await pool.run(request(1), () => undefined, never())).metrics['valAccuracy']).toBe(0.101);
  });

  it('does not begin a trial that was cancelled before', async () => {
    const pool = await start({ '0': 'crash' });
    await expect(pool.run(request(0), () => undefined, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('keeps the models that it is told to keep and nothing else that looks like one', async () => {
    const models = folderWith({ '7/model.json': '', '8.partial/model.json': '', 'notes/a': '' });
    const pool = await start({}, { modelsFolder: () => models });
    for (const n of [0, 1, 2]) await pool.run(request(n), () => undefined, never());
    pool.retain(new Set<TrialId>([trialId(1)]));
    expect(readdirSync(models).sort()).toEqual(['1', 'notes']);
    expect(await pool.test(trialId(1))).toEqual({ testAccuracy: 0.75 });
    expect(await pool.test(trialId(0))).toBeUndefined();
  });

  it('writes no model that is not wanted', async () => {
    const models = folderWith({});
    const pool = await start({}, { modelsFolder: () => models });
    const heard: Metrics[] = [];
    const unwanted = (metrics: Metrics): boolean => {
      heard.push(metrics);
      return false;
    };
    const { metrics } = await pool.run({ ...request(0), mayKeep: unwanted }, () => undefined, never());
    await pool.run({ ...request(1), mayKeep: () => true }, () => undefined, never());
    expect([heard, readdirSync(models)]).toEqual([[metrics], ['1']]);
  });

  it('says when it is closed, however it came to that', async () => {
    const closed: string[] = [];
    const pool = await start({}, { onClosed: () => closed.push('in the end') });
    await pool.close();
    await start({ start: 'crash' }, { onClosed: () => closed.push('at the start') }).catch(() => undefined);
    expect(closed).toEqual(['in the end', 'at the start']);
  });

  it('leaves no process behind when it is closed', async () => {
    const pool = await start({ '0': 'hang' }, { size: 2 });
    let pid = 0;
    const begun = new Promise<void>((resolve) => {
      pool
        .run(
          request(0),
          (_, metrics) => {
            pid = metrics['pid'] ?? 0;
            resolve();
          },
          never(),
        )
        .catch(() => undefined);
    });
    await begun;
    await pool.close();
    expect([pid > 0, existsSync(`/proc/${pid}`)]).toEqual([true, false]);
  });
});

async function start(
  plan: Record<string, string>,
  changes: Partial<PoolOptions> = {},
): Promise<EvaluatorPool> {
  process.env['FAKE_EVALUATOR'] = JSON.stringify(plan);
  const folder = path.join(folderWith({}), 'models');
  const pool = await EvaluatorPool.start(poolOptions(programs.path('fake-evaluator'), folder, changes));
  open.push(pool);
  return pool;
}

function never(): AbortSignal {
  return new AbortController().signal;
}
