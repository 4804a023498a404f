import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { replay } from '../../src/core/journal/replay';
import { isOwned } from '../../src/worker/lease';
import { runsOf } from '../../src/worker/run-folder';
import { buildPrograms } from '../worker/support/programs';
import type { Programs } from '../worker/support/programs';
import { journalOf, trainingExperiment } from '../worker/support/searches';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('cli', 'evaluator');
});
afterAll(() => {
  programs.remove();
});

describe('Ctrl-C', () => {
  it('once ends the run cleanly after saying what is kept', async () => {
    const { file } = trainingExperiment({ budget: { minutes: 5 } });
    const cli = launch(file);
    await cli.measured;
    cli.child.kill('SIGINT');
    expect(await cli.ended).toBe(3);
    const { root } = runsOf(file)[0]!;
    const state = replay(journalOf(root));
    expect(state.status).toMatchObject({ kind: 'ended', reason: 'stopped' });
    expect(cli.stderr()).toMatch(/^Stopping: \d+ measured trials? (is|are) kept in .*\.nas\/search\//);
    expect(cli.stderr()).toMatch(/^Stopped\. Go on with: .* resume /m);
    expect(isOwned(root)).toBe(false);
  });

  it('twice leaves at once, keeping what was measured', async () => {
    const { file } = trainingExperiment({ budget: { minutes: 5 } });
    const cli = launch(file);
    await cli.measured;
    cli.child.kill('SIGINT');
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toBe(3);
    const { root } = runsOf(file)[0]!;
    expect(replay(journalOf(root)).trials.some(({ status }) => status === 'measured')).toBe(true);
    expect(isOwned(root)).toBe(false);
  });

  it('before the run has begun leaves nothing behind', async () => {
    const { file } = trainingExperiment();
    const cli = launch(file);
    // The program listens from its first line of work on; before that a signal ends it anyhow.
    cli.child.kill('SIGINT');
    await cli.ended;
    expect(runsOf(file)).toEqual([]);
  });
});

function launch(file: string) {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    [programs.path('cli'), 'run', file, '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const measured = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('"trial-measured"')) resolve();
    });
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, measured, ended, stderr: () => stderr };
}
