import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TrialCheckpoint } from '../../src/protocol/evaluator-protocol';
import type { Checkpoint } from '../../src/tensor/checkpoint';
import { EvaluatorPool } from '../../src/worker/evaluator-pool';
import { runsOf } from '../../src/worker/run-folder';
import type { RunFolder } from '../../src/worker/run-folder';
import { trialCheckpoint } from '../../src/worker/trial-checkpoint';
import { folderWith } from '../support/folder';
import { poolOptions, request, trialId } from './support/pool-options';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';
import { journalOf, trainingExperiment, trialsOf } from './support/searches';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('fake-evaluator', 'evaluator', 'cli');
});
afterAll(() => {
  programs.remove();
});

describe('a run that is killed in the middle of a trial', () => {
  it('goes on in the middle of the trial when it is resumed, to the same numbers', async () => {
    const { file } = trainingExperiment({
      estimator: { kind: 'training', epochs: 100, batchSize: 32, measureLatency: false },
      budget: { trials: 1 },
      execution: { evaluators: 1, checkpointSeconds: 0.02 },
    });
    await cli('run', file);
    const whole = runsOf(file)[0]!;

    const killed = launch('run', file);
    while (runsOf(file).length < 2) await turn();
    const run = runsOf(file)[1]!;
    while (!isIn(run, 3)) await turn();
    killed.kill('SIGKILL');
    await once(killed, 'close');
    await cli('resume', run.root);

    expect(trialsOf(journalOf(run.root))).toEqual(trialsOf(journalOf(whole.root)));
    expect(curveOf(run)).toEqual(curveOf(whole));
    const [, epoch] = /trial 0 was interrupted in epoch (\d+) before/.exec(readFileSync(run.log, 'utf8'))!;
    expect(Number(epoch)).toBeGreaterThan(1);
    expect(readdirSync(checkpointsOf(run))).toEqual([]);
  }, 60_000);
});

describe('a checkpoint', () => {
  const open: EvaluatorPool[] = [];
  afterEach(async () => {
    delete process.env['FAKE_EVALUATOR'];
    await Promise.all(open.splice(0).map((pool) => pool.close()));
  });

  it.each(['measure', 'diverge', 'crash'])(
    'is removed when its trial has an outcome, here "%s"',
    async (how) => {
      const { pool, file } = await startWith(how);
      await pool.run(request(1), () => undefined, new AbortController().signal).catch(() => undefined);
      expect(existsSync(file)).toBe(false);
    },
  );

  it('stays when its trial may be continued, until nobody will', async () => {
    const { pool, file } = await startWith('measure');
    const rung = { ...request(1), fidelity: { epochs: 1, of: 3 } };
    await pool.run(rung, () => undefined, new AbortController().signal);
    pool.retainRungs(new Set([trialId(1)]));
    expect(existsSync(file)).toBe(true);
    pool.retainRungs(new Set());
    expect(existsSync(file)).toBe(false);
  });

  it('stays when its trial is cancelled, and survives the clearing of models', async () => {
    const { pool, file } = await startWith('wait');
    const controller = new AbortController();
    const outcome = pool.run(request(1), () => controller.abort(), controller.signal);
    await expect(outcome).rejects.toMatchObject({ name: 'AbortError' });
    pool.retain(new Set());
    expect(existsSync(file)).toBe(true);
  });

  it('that is of no use costs a word, and the trial begins again', async () => {
    const file = path.join(folderWith({}), '7');
    writeFileSync(file, 'torn');
    const { port, said } = portOf(file);
    expect(await port.load()).toBeUndefined();
    expect(said).toEqual([
      `warn: trial 7 begins again, because its checkpoint is of no use: ${file}: expected a checkpoint of this version, which begins with NASCHKP1`,
    ]);
  });

  it('of the trial that is continued is taken up where there is none of its own, and left as it is', async () => {
    const folder = folderWith({});
    const from = { file: path.join(folder, '3'), trial: 3 };
    const { port, said } = portOf(path.join(folder, '7'), from);
    await portOf(from.file).port.save({ ...NOTHING, epoch: 4 });
    expect((await port.load())?.epoch).toBe(4);
    await port.save({ ...NOTHING, epoch: 6 });
    expect((await port.load())?.epoch).toBe(6);
    expect((await portOf(from.file).port.load())?.epoch).toBe(4);
    expect(said).toEqual(['info: trial 7 was interrupted in epoch 6 before']);
  });

  it('that is missing, torn or of another training costs the trial that continues a word', async () => {
    const folder = folderWith({});
    const from = { file: path.join(folder, '3'), trial: 3 };
    const { port, said } = portOf(path.join(folder, '7'), from);
    expect(await port.load()).toBeUndefined();
    writeFileSync(from.file, 'torn');
    expect(await port.load()).toBeUndefined();
    port.refused?.();
    expect(said).toEqual([
      'warn: trial 7 begins again, because trial 3 left no checkpoint',
      `warn: trial 7 begins again, because the checkpoint of trial 3 is of no use: ${from.file}: expected a checkpoint of this version, which begins with NASCHKP1`,
      'warn: trial 7 begins again, because its checkpoint is of another training',
    ]);
  });

  it('that cannot be written costs a word, and the trial goes on', async () => {
    const folder = folderWith({});
    writeFileSync(path.join(folder, 'file'), '');
    const { port, said } = portOf(path.join(folder, 'file', '7'));
    await port.save(NOTHING);
    expect(said).toEqual([
      expect.stringMatching(/^warn: the training of trial 7 could not be written down: E[A-Z]+: /),
    ]);
  });

  async function startWith(how: string): Promise<{ pool: EvaluatorPool; file: string }> {
    process.env['FAKE_EVALUATOR'] = JSON.stringify({ '1': how });
    const models = folderWith({});
    const file = path.join(models, '.checkpoints', '1');
    mkdirSync(path.dirname(file));
    writeFileSync(file, '');
    const options = poolOptions(programs.path('fake-evaluator'), models, { checkpointSeconds: 60 });
    const pool = await EvaluatorPool.start(options);
    open.push(pool);
    return { pool, file };
  }
});

const NOTHING: Checkpoint = {
  belongsTo: '',
  epoch: 1,
  batch: 0,
  sums: { loss: 0, reported: 0, examples: 0 },
  firstLoss: 0,
  trainMs: 0,
  curve: [],
  fit: null,
  best: null,
  weights: [],
  learner: { steps: 0, moments: [] },
};

function portOf(
  file: string,
  from?: TrialCheckpoint['from'],
): { port: ReturnType<typeof trialCheckpoint>; said: string[] } {
  const said: string[] = [];
  const checkpoint = { file, everySeconds: 1, atEnd: false, ...(from && { from }) };
  const port = trialCheckpoint(7, checkpoint, (level, message) => {
    said.push(`${level}: ${message}`);
  });
  return { port, said };
}

/** Whether the run's first trial has been written down in this epoch or a later one. */
function isIn(run: RunFolder, epoch: number): boolean {
  const file = path.join(checkpointsOf(run), '0');
  const found = existsSync(file) ? /"epoch":(\d+),"batch"/.exec(readFileSync(file, 'latin1')) : null;
  return found !== null && Number(found[1]) >= epoch;
}

function checkpointsOf({ models }: RunFolder): string {
  return path.join(models, '.checkpoints');
}

/** The newest line of each epoch. */
function curveOf({ root }: RunFolder): unknown[] {
  const curve: unknown[] = [];
  for (const event of journalOf(root)) if (event.type === 'trial-epoch') curve[event.epoch] = event.metrics;
  return curve;
}

function launch(...args: string[]): ReturnType<typeof spawn> {
  return spawn(process.execPath, [programs.path('cli'), ...args], { stdio: 'ignore' });
}

async function cli(...args: string[]): Promise<void> {
  const child = launch(...args);
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(0);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
