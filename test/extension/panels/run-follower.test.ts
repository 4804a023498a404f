import type * as vscode from 'vscode';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RunFollower } from '../../../src/extension/panels/run-follower';
import type { RunStore } from '../../../src/extension/runs/run-store';
import { WatchedRun } from '../../../src/extension/runs/watched-run';
import type { JournalTail } from '../../../src/extension/runs/journal-tail';

vi.mock('vscode', async () => ({
  l10n: await import('@vscode/l10n'),
  workspace: { isTrusted: true, onDidGrantWorkspaceTrust: () => ({ dispose: () => undefined }) },
}));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells of a selection once, and of a cleared one too', () => {
  const { follower, told } = followed();
  expect(of(told, 'page/select')).toEqual([]);
  follower.snapshot();
  expect(of(told, 'page/select')).toEqual([]);
  follower.select([3, 4]);
  follower.select([]);
  follower.snapshot();
  expect(of(told, 'page/select')).toEqual([{ trials: [3, 4] }, { trials: [] }]);
});

it('tells a page that was hidden that the selection was cleared', () => {
  const { follower, told } = followed();
  follower.select([3]);
  follower.select([]);
  follower.snapshot();
  expect(of(told, 'page/select')).toEqual([{ trials: [] }]);
});

it('tells of a problem once, and when it is gone', () => {
  const { follower, told, run, changed } = followed();
  follower.snapshot();
  run.problem = 'line 7 is no JSON';
  changed();
  run.liveness = 'live';
  changed();
  run.problem = undefined;
  changed();
  run.annotationProblem = 'annotations.json is no JSON';
  changed();
  follower.snapshot();
  run.annotationProblem = undefined;
  changed();
  expect(told.filter(([event]) => event.startsWith('run/problem'))).toEqual([
    ['run/problem', { message: 'line 7 is no JSON' }],
    ['run/problem-gone', { message: 'line 7 is no JSON' }],
    ['run/problem', { message: 'annotations.json is no JSON' }],
    // With the new snapshot.
    ['run/problem', { message: 'annotations.json is no JSON' }],
    ['run/problem-gone', { message: 'annotations.json is no JSON' }],
  ]);
});

type Told = [event: string, payload: unknown][];

/** A run that is followed by a visible page, and what the page was told. */
function followed() {
  const told: Told = [];
  const run = new WatchedRun(
    '/runs/1',
    '1',
    'digits',
    {} as unknown as JournalTail,
    () => Promise.resolve(false),
    () => undefined,
  );
  type Listener = Parameters<RunStore['onRunChanged']>[0];
  const listeners: Listener[] = [];
  const nothing = { dispose: () => undefined };
  const store = {
    onRunChanged: (listener: Listener) => {
      listeners.push(listener);
      return nothing;
    },
  } as unknown as RunStore;
  const panel = { visible: true, onDidChangeViewState: () => nothing } as unknown as vscode.WebviewPanel;
  const follower = new RunFollower(panel, run, store, (...message) => void told.push(message));
  const changed = (): void => {
    for (const listener of listeners) listener({ run, change: { events: [], restarted: false } });
    vi.runAllTimers();
  };
  return { follower, told, run, changed };
}

function of(told: Told, event: string): unknown[] {
  return told.filter(([name]) => name === event).map(([, payload]) => payload);
}
