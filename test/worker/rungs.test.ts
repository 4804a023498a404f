import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/core/journal/event';
import { replay } from '../../src/core/journal/replay';
import type { TrialRecord } from '../../src/core/journal/run-state';
import { runsOf } from '../../src/worker/run-folder';
import type { RunFolder } from '../../src/worker/run-folder';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';
import { journalOf, trainingExperiment, trialsOf } from './support/searches';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('evaluator', 'cli');
});
afterAll(() => {
  programs.remove();
});

const TRAINING = { kind: 'training', epochs: 9, batchSize: 128, measureLatency: false };

describe.each(['hyperband', 'asha'])('a run with %s', (kind) => {
  it('that is killed between and within rungs goes on to the numbers of one that was not', async () => {
    const { file } = trainingExperiment({
      strategy: { kind },
      estimator: TRAINING,
      budget: { trials: 5 },
      execution: { evaluators: 1, checkpointSeconds: 0.01 },
    });
    await cli('run', file);
    const whole = runsOf(file)[0]!;
    expect(checkpointsOf(whole)).toEqual([]);

    await killAt(() => runsOf(file)[1], 4, 'run', file);
    const run = runsOf(file)[1]!;
    // What has been measured in part waits for its promotion.
    expect(checkpointsOf(run).length).toBeGreaterThan(0);
    await killAt(() => run, 11, 'resume', run.root);
    await cli('resume', run.root);

    expect(trialsOf(journalOf(run.root))).toEqual(trialsOf(journalOf(whole.root)));
    expect(checkpointsOf(run)).toEqual([]);
    expect(readFileSync(run.log, 'utf8')).not.toContain('begins again');
    expect(chainLengths(journalOf(run.root))).toContain(3);
  }, 90_000);
});

it('a rung whose checkpoint is gone is trained from the first epoch on, to the same numbers', async () => {
  const { file } = trainingExperiment({
    strategy: { kind: 'successive-halving', candidates: 3, eta: 3 },
    estimator: { ...TRAINING, epochs: 3 },
    budget: { trials: 2 },
    execution: { evaluators: 1 },
  });
  await cli('run', file);
  await killAt(() => runsOf(file)[1], 3, 'run', file);
  const [whole, run] = runsOf(file) as [RunFolder, RunFolder];
  rmSync(path.join(run.models, '.checkpoints'), { recursive: true, force: true });
  await cli('resume', run.root);
  expect(readFileSync(run.log, 'utf8')).toMatch(/trial 3 begins again, because trial \d left no checkpoint/);
  expect(trialsOf(journalOf(run.root))).toEqual(trialsOf(journalOf(whole.root)));
}, 60_000);

it('a rung measures what the whole training measures after so many epochs', async () => {
  const { file } = trainingExperiment({
    strategy: { kind: 'successive-halving', candidates: 3, eta: 3 },
    estimator: TRAINING,
    budget: { trials: 2 },
    execution: { evaluators: 1 },
  });
  await cli('run', file);
  const { trials } = replay(journalOf(runsOf(file)[0]!.root));
  const chain = trials.filter(({ fidelity }) => fidelity?.continues !== undefined);
  expect(chain.length).toBeGreaterThan(0);
  for (const { curve, fidelity } of chain) {
    const before = trials[fidelity!.continues!]!;
    expect(curve.slice(0, before.curve.length)).toEqual(before.curve);
    expect(curve).toHaveLength(fidelity!.epochs);
  }
}, 60_000);

/** Runs the program until this trial has begun, then kills it. */
async function killAt(find: () => RunFolder | undefined, trial: number, ...args: string[]): Promise<void> {
  const child = launch(...args);
  const closed = once(child, 'close');
  while (!hasBegun(find(), trial)) {
    if (child.exitCode !== null) throw new Error('the run ended before it was killed');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  child.kill('SIGKILL');
  await closed;
}

function hasBegun(run: RunFolder | undefined, trial: number): boolean {
  return (
    run !== undefined &&
    existsSync(run.journal) &&
    readFileSync(run.journal, 'utf8').includes(`"trial-asked","at":`) &&
    new RegExp(`"trial-asked","at":\\d+,"trial":${trial},`).test(readFileSync(run.journal, 'utf8'))
  );
}

function checkpointsOf({ models }: RunFolder): string[] {
  const folder = path.join(models, '.checkpoints');
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** How many trials stand behind each. */
function chainLengths(events: readonly JournalEvent[]): number[] {
  const { trials } = replay(events);
  const length = ({ fidelity }: TrialRecord): number =>
    fidelity?.continues === undefined ? 1 : 1 + length(trials[fidelity.continues]!);
  return trials.map(length);
}

function launch(...args: string[]): ReturnType<typeof spawn> {
  return spawn(process.execPath, [programs.path('cli'), ...args], { stdio: 'ignore' });
}

async function cli(...args: string[]): Promise<void> {
  const child = launch(...args);
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(0);
}
