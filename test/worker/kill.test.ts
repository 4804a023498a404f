import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/base/random';
import { isOwned } from '../../src/worker/lease';
import { runsOf } from '../../src/worker/run-folder';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';
import { journalOf, tableExperiment, trainingExperiment, trialsOf } from './support/searches';
import type { ExperimentFolder } from './support/searches';

/** `NAS_TEST_KILLS=50` for a longer look. */
const nKillsOfTable = Number(process.env['NAS_TEST_KILLS'] ?? 20);
const seed = Number(process.env['NAS_TEST_SEED'] ?? Date.now() % 1_000_000);

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('evaluator', 'cli');
});
afterAll(() => {
  programs.remove();
});

describe(`a search that is killed with SIGKILL (NAS_TEST_SEED=${seed})`, () => {
  it(`finds in a table, over ${nKillsOfTable} kills, the same trials and metrics as the unbroken run`, async () => {
    await compareWithUnbroken(tableExperiment({ budget: { trials: 1000 } }), nKillsOfTable);
  }, 240_000);

  it('trains, over 5 kills, the same trials to the same metrics as the unbroken run', async () => {
    await compareWithUnbroken(trainingExperiment({ budget: { trials: 12 } }), 5);
  }, 120_000);
});

/** Kills and resumes one run after the other until so many kills have hit a run that was going on. */
async function compareWithUnbroken({ file }: ExperimentFolder, nKills: number): Promise<void> {
  const rng = createRng(seed);
  await whole(launch('run', file));
  const unbroken = trialsOf(journalOf(runsOf(file)[0]!.root));
  const size = statSync(runsOf(file)[0]!.journal).size;

  for (let kills = 0; kills < nKills;) {
    const nRuns = runsOf(file).length;
    let child = launch('run', file);
    while (runsOf(file).length === nRuns) await turn();
    const run = runsOf(file).at(-1)!;
    // Before its first line there is nothing to resume.
    while (statSync(run.journal).size === 0) await turn();
    // Some kills come before the journal has grown at all, some in the middle of a line.
    for (let ended = false; !ended;) {
      const from = statSync(run.journal).size;
      const target = from + rng.below(Math.ceil(size / 4));
      while (child.exitCode === null && statSync(run.journal).size < target) await turn();
      if (child.exitCode === null && kills < nKills) {
        child.kill('SIGKILL');
        await once(child, 'close');
        kills++;
        expect(isOwned(run.root)).toBe(false);
        child = launch('resume', run.root);
      } else {
        await whole(child);
        ended = true;
      }
    }
    expect(readFileSync(run.journal, 'utf8').endsWith('\n')).toBe(true);
    expect(trialsOf(journalOf(run.root))).toEqual(unbroken);
  }
}

function launch(...args: string[]): ChildProcess {
  return spawn(process.execPath, [programs.path('cli'), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: path.dirname(programs.folder),
  });
}

async function whole(child: ChildProcess): Promise<void> {
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  if (child.exitCode === null) await once(child, 'close');
  expect({ code: child.exitCode, stderr }).toEqual({ code: 0, stderr: '' });
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
