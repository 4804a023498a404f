import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { LEASE_FILE } from '../../src/core/journal/lease';
import { acquireLease, isOwned, readLease } from '../../src/worker/lease';
import { folderWith } from '../support/folder';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('lease-holder');
});
afterAll(() => {
  programs.remove();
});

describe('a lease', () => {
  it('is refused to a second process until the first lets go', async () => {
    const folder = folderWith({});
    const lease = acquireLease(folder);
    expect(isOwned(folder)).toBe(true);
    expect((await holder(folder)).said).toBe('RunOwnedError');
    expect(lease.isMine()).toBe(true);
    lease.release();
    expect(isOwned(folder)).toBe(false);
    expect((await holder(folder)).said).toBe('held');
  });

  it('names its owner to whoever is refused', async () => {
    const folder = folderWith({ 'run/x': '' });
    const { child } = await holder(path.join(folder, 'run'));
    const owner = readLease(path.join(folder, 'run'));
    expect(owner?.pid).toBe(child.pid);
    expect(() => acquireLease(path.join(folder, 'run'))).toThrow(
      `the run run is owned by process ${child.pid} on ${owner?.host}; stop it there first`,
    );
  });

  it('is taken over once its process is killed', async () => {
    const folder = folderWith({});
    const { child } = await holder(folder);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(isOwned(folder)).toBe(false);
    const lease = acquireLease(folder);
    expect(lease.isMine()).toBe(true);
    expect(readdirSync(folder)).toEqual([LEASE_FILE]);
    lease.release();
  });

  it('is taken over when the process id belongs to another process now', () => {
    const folder = folderWith({});
    const old = acquireLease(folder);
    const text = readLease(folder);
    writeFileSync(path.join(folder, LEASE_FILE), JSON.stringify({ ...text, token: 'old', startTime: '1' }));
    const lease = acquireLease(folder);
    expect([old.isMine(), lease.isMine()]).toEqual([false, true]);
    old.release();
    expect(isOwned(folder)).toBe(true);
    lease.release();
    expect(existsSync(path.join(folder, LEASE_FILE))).toBe(false);
  });

  it('goes to exactly one of six processes that come at once, over a stale one', async () => {
    const folder = folderWith({ [LEASE_FILE]: 'half a lea' });
    const said = await Promise.all(Array.from({ length: 6 }, async () => (await holder(folder)).said));
    expect(said.sort()).toEqual([...Array<string>(5).fill('RunOwnedError'), 'held']);
    expect(readdirSync(folder)).toEqual([LEASE_FILE]);
  });
});

/** A process that asks for the lease, once it has said how that went. */
async function holder(folder: string): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [programs.path('lease-holder'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: line.toString().trim() };
}
