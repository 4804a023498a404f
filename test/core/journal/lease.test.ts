import { describe, expect, it } from 'vitest';
import {
  formatLease,
  isHeld,
  LEASE_STALE_MS,
  parseLease,
  startTimeOf,
} from '../../../src/core/journal/lease';
import type { Lease, LeaseFacts } from '../../../src/core/journal/lease';

const lease: Lease = { version: 1, token: 't', host: 'a', pid: 7, startTime: '100', bootId: 'boot-1' };
const alive: LeaseFacts = {
  host: 'a',
  bootId: 'boot-1',
  process: { exists: true, startTime: '100' },
  silentMs: 0,
};

describe('a lease', () => {
  it.each<{ why: string; held: boolean; lease?: Partial<Lease>; facts?: Partial<LeaseFacts> }>([
    { why: 'its process lives', held: true },
    { why: 'its process lives, suspended for an hour', held: true, facts: { silentMs: 3_600_000 } },
    { why: 'its process is gone', held: false, facts: { process: { exists: false, startTime: null } } },
    {
      why: 'its process id was given to a later process',
      held: false,
      facts: { process: { exists: true, startTime: '900' } },
    },
    { why: 'the machine was started again', held: false, facts: { bootId: 'boot-2' } },
    {
      why: 'start times cannot be read and the heartbeat is fresh',
      held: true,
      lease: { startTime: null },
      facts: { process: { exists: true, startTime: null }, silentMs: LEASE_STALE_MS - 1 },
    },
    {
      why: 'start times cannot be read and the heartbeat is old',
      held: false,
      lease: { startTime: null },
      facts: { process: { exists: true, startTime: null }, silentMs: LEASE_STALE_MS },
    },
    { why: 'it is of another host with a fresh heartbeat', held: true, facts: { host: 'b' } },
    {
      why: 'it is of another host with an old heartbeat',
      held: false,
      facts: { host: 'b', silentMs: LEASE_STALE_MS },
    },
  ])('is held = $held when $why', ({ held, lease: l, facts }) => {
    expect(isHeld({ ...lease, ...l }, { ...alive, ...facts })).toBe(held);
  });

  it('comes back from its text', () => {
    expect(parseLease(formatLease(lease))).toEqual(lease);
  });

  it.each(['', '{', '[]', '{"version":2}', formatLease(lease).slice(0, -3)])(
    'is not read from %j',
    (text) => {
      expect(parseLease(text)).toBeUndefined();
    },
  );
});

describe('startTimeOf', () => {
  const tail = 'S 1 7 7 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 123456 0 0';

  it('finds field 22 behind a program name with brackets and spaces', () => {
    expect(startTimeOf(`7 (a) b (c) ${tail}`)).toBe('123456');
  });

  it('has none for a zombie', () => {
    expect(startTimeOf(`7 (node) ${tail.replace('S', 'Z')}`)).toBeNull();
  });
});
