import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createRng } from '../../src/core/base/random';
import { isOwned } from '../../src/worker/lease';
import { found, left, timelessCurves } from '../worker/support/comparisons';
import { buildPrograms } from '../worker/support/programs';
import type { Programs } from '../worker/support/programs';
import { tableExperiment, trainingExperiment } from '../worker/support/searches';

const seed = Number(process.env['NAS_TEST_SEED'] ?? Date.now() % 1_000_000);

describe(`a comparison that is killed with SIGKILL (NAS_TEST_SEED=${seed})`, () => {
  let programs: Programs;
  beforeAll(async () => {
    programs = await buildPrograms('search', 'evaluator', 'cli');
  });
  afterAll(() => {
    programs.remove();
  });

  const ON_TABLE = ['random,evolution={"kind":"regularized-evolution","populationSize":9}', '8', '200'];
  const TRAINED = [
    'random,evolution={"kind":"regularized-evolution","populationSize":3,"sampleSize":2}',
    '3',
    '5',
  ];

  it.each([
    { what: 'finds in a table', experiment: tableExperiment, work: ON_TABLE, nKills: 2 },
    { what: 'finds by training', experiment: trainingExperiment, work: TRAINED, nKills: 3 },
  ])(
    '$what, over $nKills kills, what the unbroken one finds',
    async ({ experiment, work, nKills }) => {
      const { folder, file } = experiment();
      const [whole, broken] = ['whole', 'broken'].map((name) => path.join(folder, name));
      await ended(launch(file, work, whole!, 1));
      const size = bytesOf(whole!);
      const rng = createRng(seed);
      for (let kills = 0; kills < nKills; kills++) {
        const child = launch(file, work, broken!, 2);
        // More each time, or the last ones would hit nothing but a start.
        const target = bytesOf(broken!) + rng.below(Math.ceil((2 * size) / nKills));
        while (child.exitCode === null && bytesOf(broken!) <= target) await turn();
        if (child.exitCode === null) {
          child.kill('SIGKILL');
          await once(child, 'close');
        }
        expect(isOwned(broken!)).toBe(false);
      }
      await ended(launch(file, work, broken!, 2));
      expect(found(broken!)).toEqual(found(whole!));
      expect(timelessCurves(broken!)).toEqual(timelessCurves(whole!));
      expect(left(broken!, 'tests.csv').split('\n').filter(isByEvaluations)).toEqual(
        left(whole!, 'tests.csv').split('\n').filter(isByEvaluations),
      );
    },
    240_000,
  );

  it('stops at Ctrl-C, says what is kept, and goes on with the same command', async () => {
    const { folder, file } = tableExperiment();
    const out = path.join(folder, 'results');
    const work = ['random,evolution={"kind":"regularized-evolution"}', '4', '4000'];
    const child = launch(file, work, out, 1);
    while (searchesIn(out) < 1) await turn();
    child.kill('SIGINT');
    const { code, stderr } = await outcome(child);
    const kept = searchesIn(out);
    expect(code).toBe(3);
    expect(stderr.split('\n').slice(0, 2)).toEqual([
      'Stopping: every search that has finished is kept. Ctrl-C again leaves at once.',
      `Stopped: ${kept} of 8 searches are kept. The same command goes on from there.`,
    ]);
    expect(isOwned(out)).toBe(false);
    const again = await outcome(launch(file, work, out, 1));
    expect(again).toMatchObject({ code: 0 });
    expect(again.stderr).toContain(`${kept} of 8 searches are there.`);
    expect(searchesIn(out)).toBe(8);
  }, 120_000);

  function launch(file: string, [strategies, seeds, budget]: readonly string[], out: string, jobs: number) {
    const child = spawn(
      process.execPath,
      [
        ...[programs.path('cli'), 'compare', file, '--strategies', strategies!, '--seeds', seeds!],
        ...['--budget', budget!, '--out', out, '--jobs', String(jobs)],
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    return child;
  }
});

async function outcome(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}

async function ended(child: ChildProcess): Promise<void> {
  expect(await outcome(child)).toMatchObject({ code: 0 });
}

/** Bytes of the finished searches and of the journals of all. */
function bytesOf(folder: string): number {
  const files = [path.join(folder, 'searches.jsonl')];
  const searches = path.join(folder, 'searches');
  if (existsSync(searches)) {
    files.push(...readdirSync(searches).map((name) => path.join(searches, name, 'journal.jsonl')));
  }
  return files.reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0);
}

function searchesIn(folder: string): number {
  const file = path.join(folder, 'searches.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 2 : 0;
}

function isByEvaluations(line: string): boolean {
  return !line.startsWith('seconds');
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
