import { expect, it } from 'vitest';
import type { Retraining, RunStatus } from '../../../src/core/journal/run-state';
import { livenessOf } from '../../../src/extension/runs/liveness';

const paused = (reason: 'user' | 'disk'): RunStatus => ({ kind: 'paused', reason, message: '' });
const RETRAINING: Retraining = {
  trials: [],
  epochs: 1,
  seeds: 1,
  backend: 'wasm',
  startedAt: 0,
  running: [],
};
const ENDED: RunStatus = { kind: 'ended', reason: 'budget', message: '' };

it.each<{ status: RunStatus; retraining?: Retraining; held: boolean; liveness: string; why: string }>([
  {
    status: { kind: 'running' },
    held: true,
    liveness: 'live',
    why: 'a running journal with an owner is live',
  },
  {
    status: { kind: 'running' },
    held: false,
    liveness: 'interrupted',
    why: 'a running journal without one never is',
  },
  { status: { kind: 'empty' }, held: false, liveness: 'interrupted', why: 'nor is one without a line' },
  { status: paused('user'), held: true, liveness: 'live', why: 'a paused run may have a process that waits' },
  { status: paused('user'), held: false, liveness: 'idle', why: 'or none' },
  {
    status: ENDED,
    held: true,
    liveness: 'idle',
    why: 'an ended run is over although its process still leaves',
  },
  {
    status: ENDED,
    retraining: RETRAINING,
    held: true,
    liveness: 'retraining',
    why: 'after it, candidates may be retrained by a process',
  },
  {
    status: { kind: 'running' },
    retraining: RETRAINING,
    held: true,
    liveness: 'retraining',
    why: 'also those of a search that was interrupted, which does not run then',
  },
  {
    status: ENDED,
    retraining: RETRAINING,
    held: false,
    liveness: 'idle',
    why: 'a retraining whose process is gone is none',
  },
])('$why', ({ status, retraining, held, liveness }) =>
  expect(livenessOf({ status, retraining }, held)).toBe(liveness),
);
