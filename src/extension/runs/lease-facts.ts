import { readFile, stat } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { BOOT_ID_PATH, isHeld, LEASE_FILE, parseLease, startTimeOf } from '../../core/journal/lease';
import type { Lease } from '../../core/journal/lease';

/** The process that owns the run in `runFolder` now, or `undefined`. */
export async function ownerOf(runFolder: string, nowMs: number): Promise<Lease | undefined> {
  const file = path.join(runFolder, LEASE_FILE);
  const text = await readIfThere(file);
  const lease = text === undefined ? undefined : parseLease(text);
  if (!lease) return undefined;
  const touched = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  const held = isHeld(lease, {
    host: os.hostname(),
    bootId: (await readIfThere(BOOT_ID_PATH))?.trim() ?? null,
    process: await processFacts(lease.pid),
    silentMs: Math.max(0, nowMs - touched),
  });
  return held ? lease : undefined;
}

async function processFacts(pid: number): Promise<{ exists: boolean; startTime: string | null }> {
  const text = await readIfThere(`/proc/${pid}/stat`);
  if (text !== undefined) {
    const startTime = startTimeOf(text);
    return { exists: startTime !== null, startTime };
  }
  return { exists: answersSignals(pid), startTime: null };
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another person's process exists although it takes no signals from us.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The text of a file, or `undefined` where there is none or it may not be read. */
async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
