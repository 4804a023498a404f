import { randomUUID } from 'node:crypto';
import {
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import {
  BOOT_ID_PATH,
  formatLease,
  isHeld,
  LEASE_BEAT_MS,
  LEASE_FILE,
  parseLease,
  startTimeOf,
} from '../core/journal/lease';
import type { Lease, LeaseFacts } from '../core/journal/lease';

/** Another process owns the run. */
export class RunOwnedError extends Error {
  override readonly name = 'RunOwnedError';

  constructor(
    readonly runFolder: string,
    readonly owner: Lease,
  ) {
    super(
      `the run ${path.basename(runFolder)} is owned by process ${owner.pid} on ${owner.host}; stop it there first`,
    );
  }
}

/** The right to write a run's journal, held until `release`. */
export interface HeldLease {
  readonly token: string;
  /** Whether the file still says so; a person may have removed it. */
  isMine(): boolean;
  release(): void;
}

/**
 * Takes the lease of `runFolder`, over a stale one where there is one.
 * Throws `RunOwnedError` when a living process holds it.
 *
 * The file appears whole or not at all (a hard link to a finished file), so of
 * two processes that come at once one fails. A stale file is moved away and
 * looked at again before the new one is made, so that a taker never removes the
 * lease of a quicker one.
 */
export function acquireLease(runFolder: string): HeldLease {
  const file = path.join(runFolder, LEASE_FILE);
  const lease = ownLease();
  for (let attempt = 0; attempt < 20; attempt++) {
    const current = readLease(runFolder);
    if (current && isHeld(current, factsFor(current, file))) throw new RunOwnedError(runFolder, current);
    if (existsSync(file)) moveAway(runFolder, file, current?.token, lease.token);
    if (createExclusively(file, lease)) return hold(file, lease);
  }
  const winner = readLease(runFolder);
  throw new RunOwnedError(runFolder, winner ?? lease);
}

/** Whether a living process owns the run in `runFolder`. */
export function isOwned(runFolder: string): boolean {
  const lease = readLease(runFolder);
  return lease !== undefined && isHeld(lease, factsFor(lease, path.join(runFolder, LEASE_FILE)));
}

export function readLease(runFolder: string): Lease | undefined {
  const text = readIfThere(path.join(runFolder, LEASE_FILE));
  return text === undefined ? undefined : parseLease(text);
}

function ownLease(): Lease {
  return {
    version: 1,
    token: randomUUID(),
    host: hostname(),
    pid: process.pid,
    startTime: processFacts(process.pid).startTime,
    bootId: bootId(),
  };
}

function createExclusively(file: string, lease: Lease): boolean {
  const draft = `${file}.${lease.token}`;
  writeFileSync(draft, formatLease(lease));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    return createWithoutLinks(file, lease, error);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** File systems without hard links (exFAT, some network shares) still create exclusively, though not all at once. */
function createWithoutLinks(file: string, lease: Lease, linkError: unknown): boolean {
  if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK'].includes(codeOf(linkError) ?? ''))
    throw linkError;
  try {
    writeFileSync(file, formatLease(lease), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function moveAway(runFolder: string, file: string, staleToken: string | undefined, ownToken: string): void {
  const aside = path.join(runFolder, `${LEASE_FILE}.stale.${ownToken}`);
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = parseLease(readIfThere(aside) ?? '');
  // A quicker taker's lease: it goes back, and the next round finds it held.
  if (moved && moved.token !== staleToken) {
    try {
      linkSync(aside, file);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}

function hold(file: string, lease: Lease): HeldLease {
  const isMine = (): boolean => parseLease(readIfThere(file) ?? '')?.token === lease.token;
  const beat = setInterval(() => {
    const now = new Date();
    if (isMine() && existsSync(file)) utimesSync(file, now, now);
  }, LEASE_BEAT_MS);
  beat.unref();
  return {
    token: lease.token,
    isMine,
    release() {
      clearInterval(beat);
      if (isMine()) rmSync(file, { force: true });
    },
  };
}

function factsFor(lease: Lease, file: string): LeaseFacts {
  const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return {
    host: hostname(),
    bootId: bootId(),
    process: processFacts(lease.pid),
    silentMs: Math.max(0, Date.now() - touched),
  };
}

function processFacts(pid: number): LeaseFacts['process'] {
  if (process.platform === 'linux') {
    const stat = readIfThere(`/proc/${pid}/stat`);
    const startTime = stat === undefined ? null : startTimeOf(stat);
    return { exists: startTime !== null, startTime };
  }
  try {
    process.kill(pid, 0);
    return { exists: true, startTime: null };
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return { exists: codeOf(error) === 'EPERM', startTime: null };
  }
}

function bootId(): string | null {
  return process.platform === 'linux' ? (readIfThere(BOOT_ID_PATH)?.trim() ?? null) : null;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
