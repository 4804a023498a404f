import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTimeOf } from '../../src/core/journal/lease';
import { folderWith } from '../support/folder';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('fake-evaluator', 'pool-parent');
});
afterAll(() => {
  programs.remove();
});

describe('evaluators', () => {
  it.runIf(process.platform === 'linux').each(['SIGKILL', 'SIGTERM'] as const)(
    'end within 5 s of a parent that ends with %s, also in the middle of an endless step',
    async (signal) => {
      const parent = spawn(
        process.execPath,
        [programs.path('pool-parent'), programs.path('fake-evaluator'), folderWith({})],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
          env: { ...process.env, FAKE_EVALUATOR: '{"1":"hang"}' },
        },
      );
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const pids = line.toString().trim().split(' ').map(Number);
      expect(pids.map(lives)).toEqual([true, true]);
      parent.kill(signal);
      await once(parent, 'close');
      const deadline = Date.now() + 5_000;
      while (pids.some(lives) && Date.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 50));
      const left = pids.filter(lives);
      for (const pid of left) process.kill(pid, 'SIGKILL');
      expect(left).toEqual([]);
    },
  );
});

function lives(pid: number): boolean {
  try {
    return startTimeOf(readFileSync(`/proc/${pid}/stat`, 'utf8')) !== null;
  } catch {
    return false;
  }
}
