import * as z from 'zod';

/** Lies in the run folder while a process owns the run. */
export const LEASE_FILE = 'lease.json';

/** A heartbeat is due this often, where a process's start time cannot be read. */
export const LEASE_BEAT_MS = 5_000;

/** A lease that is judged by its heartbeat is stale after so long without one. */
export const LEASE_STALE_MS = 30_000;

/** Where Linux says which boot this is: a process id of an earlier boot names nothing. */
export const BOOT_ID_PATH = '/proc/sys/kernel/random/boot_id';

const leaseSchema = z.strictObject({
  version: z.literal(1),
  /** Random; two leases are the same when their tokens are. */
  token: z.string().min(1),
  host: z.string(),
  pid: z.number().int().positive(),
  /** Of the process, in clock ticks since boot; null where it cannot be read. */
  startTime: z.string().nullable(),
  bootId: z.string().nullable(),
});

/** Who owns a run: a process, named so that a later process with the same id is not mistaken for it. */
export type Lease = z.output<typeof leaseSchema>;

/** What must be known of this machine to judge a lease. */
export interface LeaseFacts {
  readonly host: string;
  readonly bootId: string | null;
  /** The process with the lease's pid on this host now; `startTime` is null where it cannot be read. */
  readonly process: { readonly exists: boolean; readonly startTime: string | null };
  /** Milliseconds since the file was last touched, never negative. */
  readonly silentMs: number;
}

/**
 * Whether `lease` still means an owner.
 *
 * On its own host a lease is as alive as its process: one that is gone, or
 * whose id now belongs to a process with another start time or boot, is stale at
 * once, and one that is merely suspended is not. Without start times, or from
 * another host, the heartbeat decides.
 */
export function isHeld(lease: Lease, facts: LeaseFacts): boolean {
  if (lease.host !== facts.host) return facts.silentMs < LEASE_STALE_MS;
  if (lease.bootId !== null && facts.bootId !== null && lease.bootId !== facts.bootId) return false;
  if (!facts.process.exists) return false;
  if (lease.startTime === null || facts.process.startTime === null) return facts.silentMs < LEASE_STALE_MS;
  return lease.startTime === facts.process.startTime;
}

/** One line, with its newline. */
export function formatLease(lease: Lease): string {
  return `${JSON.stringify(lease)}\n`;
}

/** `undefined` for anything that is not a whole lease: such a file has no owner that could be asked. */
export function parseLease(text: string): Lease | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  return leaseSchema.safeParse(raw).data;
}

/**
 * The start time (field 22) in the text of Linux's `/proc/<pid>/stat`, or null
 * when the process is a zombie, which owns nothing any more.
 */
export function startTimeOf(stat: string): string | null {
  // The second field is the program's name in brackets and may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
}
