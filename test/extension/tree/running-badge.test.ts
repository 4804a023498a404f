import { expect, it } from 'vitest';
import { replay } from '../../../src/core/journal/replay';
import { RunningBadge } from '../../../src/extension/tree/running-badge';
import type { RunLiveness } from '../../../src/protocol/panel-protocol';
import { fakeRun } from '../../support/fake-run';

const RUNNING = replay(fakeRun({ trials: 4, running: 1, epochs: 1 }));
const PAUSED = replay([
  ...fakeRun({ trials: 4, epochs: 1 }),
  { type: 'run-paused', at: 2e12, reason: 'user', message: '' },
]);

function badgeWith(standing: readonly (readonly [RunLiveness, typeof RUNNING])[]) {
  const runs: { liveness: RunLiveness; state: typeof RUNNING }[] = [];
  const listeners: (() => void)[] = [];
  const listen = (listener: () => void) => {
    listeners.push(listener);
    return { dispose: () => undefined };
  };
  const view: { badge?: { value: number; tooltip: string } | undefined } = {};
  new RunningBadge({ runs: () => runs, onRunChanged: listen, onListChanged: listen }, view);
  const tell = (now: typeof standing): typeof view.badge => {
    runs.splice(0, runs.length, ...now.map(([liveness, state]) => ({ liveness, state })));
    for (const listener of listeners) listener();
    return view.badge;
  };
  return { first: tell(standing), tell };
}

it('counts the searches that go on, and retrainings; not those that wait or have gone', () => {
  const { first } = badgeWith([
    ['live', RUNNING],
    ['retraining', RUNNING],
    ['live', PAUSED],
    ['interrupted', RUNNING],
    ['idle', RUNNING],
  ]);
  expect(first).toEqual({ value: 2, tooltip: '2 searches are running' });
});

it('goes when the last one has ended', () => {
  const { first, tell } = badgeWith([['live', RUNNING]]);
  expect(first).toEqual({ value: 1, tooltip: '1 search is running' });
  expect(tell([['idle', RUNNING]])).toBeUndefined();
});
