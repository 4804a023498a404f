import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { replay } from '../../src/core/journal/replay';
import { retrainedModelPath } from '../../src/core/journal/retrained';
import { acquireLease, isOwned } from '../../src/worker/lease';
import { runsOf } from '../../src/worker/run-folder';
import { buildPrograms } from '../worker/support/programs';
import type { Programs } from '../worker/support/programs';
import { journalOf, tableExperiment, trainingExperiment } from '../worker/support/searches';
import { ran } from './support';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('cli', 'evaluator');
});
afterAll(() => {
  programs.remove();
});

const evaluator = () => ({ evaluatorEntry: programs.path('evaluator') });

describe('nas-workbench retrain', () => {
  it('trains the front three times as long with three seeds, and shows the tests beside the search', async () => {
    const { folder, root } = await searched(2);
    const place = path.relative(folder, root);
    const { code, out, err } = await ran(folder, ['retrain', place], evaluator());
    const state = replay(journalOf(root));
    const front = state.retrained.map(({ trial }) => trial);
    const n = front.length;
    expect(code).toBe(0);
    expect(state.retrained.map(({ epochs, seeds }) => [epochs, seeds.length])).toEqual(
      front.map(() => [6, 3]),
    );
    expect(err.at(-1)).toBe(`Done: ${3 * n} networks trained and tested`);
    expect(out[0]).toMatch(new RegExp(`^1/${3 * n} {2}trial \\d seed \\d {2}test accuracy \\d+\\.\\d\\d %$`));
    expect(out[3 * n + 1]).toBe('Retrained on training and validation data, tested once each');
    expect(out[3 * n + 3]).toMatch(/^ +\d +6 +3 +\d+\.\d\d % +\d+\.\d\d % ± \d+\.\d\d %$/);
    expect(out.at(-1)).toBe(`Next        nas-workbench export ${place}`);
    expect(out.filter((line) => line.length > 80)).toEqual([]);
  });

  it('trains what is asked for, and a second time only what is missing', async () => {
    const { folder, root } = await searched(2);
    const args = ['retrain', root, '--trials', '1,0', '--epochs', '1'];
    const first = await ran(folder, [...args, '--seeds', '1', '--json'], evaluator());
    const lines = first.out.map((line) => JSON.parse(line) as { type: string });
    expect(lines.slice(0, -1)).toEqual(journalOf(root).slice(-(lines.length - 1)));
    expect(lines.at(-1)).toMatchObject({
      type: 'summary',
      condition: 'ended',
      retrained: [
        { trial: 1, epochs: 1 },
        { trial: 0, epochs: 1 },
      ],
    });
    expect(first.err).toEqual(['Done: 2 networks trained and tested']);
    const second = await ran(folder, [...args, '--seeds', '2'], evaluator());
    expect(second.err.at(-1)).toBe('Done: 2 networks trained and tested, 2 were there before');
  });

  it.each([
    [['--trials', '9'], 'nas-workbench: trials: expected trials of this run that were measured, but got 9'],
    [
      ['--trials', 'best'],
      "nas-workbench: option '--trials <list>' argument 'best' is invalid. Expected a whole number.",
    ],
    [
      ['--epochs', 'x3'],
      "nas-workbench: option '--epochs <n>' argument 'x3' is invalid. Expected a whole number from 1, as 30, or a multiple, as 3x.",
    ],
    [
      ['--seeds', '0'],
      "nas-workbench: option '--seeds <n>' argument '0' is invalid. Expected a whole number from 1.",
    ],
  ])('refuses %j and changes nothing', async (args, message) => {
    const { folder, root } = await searched(1);
    const before = readFileSync(path.join(root, 'journal.jsonl'), 'utf8');
    const { code, err } = await ran(folder, ['retrain', root, ...args], evaluator());
    expect({ code, err: err.at(-1) }).toEqual({ code: 2, err: message });
    expect(readFileSync(path.join(root, 'journal.jsonl'), 'utf8')).toBe(before);
  });

  it('refuses a run of a table, and one that another process owns', async () => {
    const table = tableExperiment({ budget: { trials: 3 } });
    await ran(table.folder, ['run', table.file]);
    const { code, err } = await ran(table.folder, ['retrain', runsOf(table.file)[0]!.root]);
    expect({ code, err }).toEqual({
      code: 2,
      err: [
        'nas-workbench: candidates of this run were looked up in a table: there is no data to train them on',
      ],
    });
    const { folder, root } = await searched(1);
    const lease = acquireLease(root);
    expect((await ran(folder, ['retrain', root], evaluator())).code).toBe(4);
    lease.release();
  });

  it('exports the first seed of the retrained model, or the model of the search', async () => {
    const { folder, root } = await searched(1);
    const before = await ran(folder, ['export', root, '--model', 'retrained', '--out', 'none']);
    expect({ code: before.code, err: before.err }).toEqual({
      code: 2,
      err: ['nas-workbench: --model: trial 0 has not been retrained: use the command retrain first'],
    });
    expect(existsSync(path.join(folder, 'none'))).toBe(false);
    await ran(folder, ['retrain', root, '--epochs', '1', '--seeds', '2'], evaluator());
    const exported = await ran(folder, ['export', root, '--out', 'a']);
    expect(exported.out[1]).toBe(
      '  model/  retrained for 1 epochs, seed 0: open it with tf.loadLayersModel or any TensorFlow.js tool',
    );
    const search = await ran(folder, ['export', root, '--out', 'b', '--model', 'search', '--json']);
    expect(JSON.parse(search.out[0]!)).toMatchObject({ source: 'search', retrained: null });
    const model = (...place: readonly string[]) => readFileSync(path.join(...place, 'weights.bin'));
    const [retrained] = replay(journalOf(root)).retrained;
    expect(model(folder, 'a/model')).toEqual(model(root, ...retrainedModelPath(retrained!, 0)));
    expect(model(folder, 'b/model')).toEqual(model(root, 'models/0'));
  });

  it('is in what show prints', async () => {
    const { folder, root } = await searched(1);
    await ran(folder, ['retrain', root, '--epochs', '1', '--seeds', '1'], evaluator());
    const { out } = await ran(folder, ['show', root]);
    expect(out).toContain('Retrained on training and validation data, tested once each');
  });

  it('stops at Ctrl-C, keeps what is done, and goes on when called again', async () => {
    const { folder, root } = await searched(1);
    const args = ['retrain', root, '--epochs', '4', '--seeds', '40', '--evaluators', '1'];
    expect(await ended(folder, args, 'SIGINT')).toBe(3);
    const { retrained, retraining } = replay(journalOf(root));
    const done = retrained[0]!.seeds.length;
    expect(retraining).toBeUndefined();
    expect(done).toBeGreaterThan(0);
    expect(isOwned(root)).toBe(false);
    const again = await ran(folder, [...args.slice(0, 5), String(done + 1), '--json'], evaluator());
    const were = done === 1 ? '1 was' : `${done} were`;
    expect(again.err).toEqual([`Done: 1 network trained and tested, ${were} there before`]);
  });

  it('that is killed loses nothing that was measured, and goes on when called again', async () => {
    const { folder, root } = await searched(1);
    const args = ['retrain', root, '--epochs', '4', '--seeds', '40', '--evaluators', '1'];
    await ended(folder, args, 'SIGKILL');
    const { retrained, retraining } = replay(journalOf(root));
    const done = retrained[0]!.seeds.length;
    expect(retraining).toBeDefined();
    expect(done).toBeGreaterThan(0);
    const shown = await ran(folder, ['show', root, '--json']);
    expect(JSON.parse(shown.out[0]!)).toMatchObject({ condition: 'ended' });
    const again = await ran(folder, [...args.slice(0, 5), String(done + 1), '--json'], evaluator());
    expect(again.code).toBe(0);
    expect(replay(journalOf(root)).retrained[0]!.seeds.map(({ seed }) => seed)).toEqual(
      Array.from({ length: done + 1 }, (_, seed) => seed),
    );
  });
});

/** Starts the program, ends it with `signal` when it has told of a network, and answers its exit code. */
async function ended(
  folder: string,
  args: readonly string[],
  signal: NodeJS.Signals,
): Promise<number | null> {
  const child = spawn(process.execPath, [programs.path('cli'), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

/** A run of `trials` trials that has ended. */
async function searched(trials: number): Promise<{ folder: string; root: string }> {
  const { folder, file } = trainingExperiment({ budget: { trials } });
  await ran(folder, ['run', file, '--json'], evaluator());
  return { folder, root: runsOf(file)[0]!.root };
}
