import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Annotations } from '../../../src/core/journal/annotations';
import { replay } from '../../../src/core/journal/replay';
import { formatEvent } from '../../../src/core/journal/write';
import { fileSource, JournalTail } from '../../../src/extension/runs/journal-tail';
import { WatchedRun } from '../../../src/extension/runs/watched-run';
import type { RunChange } from '../../../src/extension/runs/watched-run';
import { fakeRun } from '../../support/fake-run';
import { folderWith } from '../../support/folder';
import { RETRAIN_ENDED, retrainEpoch, retrainMeasured, retrainStarted } from '../../support/retrain-lines';

const EVENTS = fakeRun({ trials: 12, running: 2, epochs: 3, failEvery: 5 });

it('is a replay of its journal, told in pieces', async () => {
  const { run, file, changes } = watch(EVENTS.slice(0, 20));
  await run.look();
  appendFileSync(file, EVENTS.slice(20).map(formatEvent).join(''));
  await run.look();
  await run.look();
  expect(run.state).toEqual(replay(EVENTS));
  expect(changes.map(({ events }) => events.length)).toEqual([20, EVENTS.length - 20]);
});

it('gives a page everything but the epochs of finished trials', async () => {
  const { run } = watch(EVENTS);
  await run.look();
  const epochs = run.events().filter((event) => event.type === 'trial-epoch');
  expect(new Set(epochs.map(({ trial }) => trial))).toEqual(new Set([10, 11]));
  const shown = replay(run.events());
  expect(shown.trials.map(({ status }) => status)).toEqual(run.state.trials.map(({ status }) => status));
  expect(shown.trials[11]!.curve).toEqual(run.state.trials[11]!.curve);
  expect(shown.activeMs).toBe(run.state.activeMs);
});

it('gives a page the newest epoch of each network that is being retrained', async () => {
  const end = { type: 'run-ended', at: 9e12, reason: 'stopped', message: '' } as const;
  const lines = [
    retrainStarted([0, 1], 30, 2),
    retrainEpoch(0, 0, 1),
    retrainEpoch(0, 1, 1),
    retrainEpoch(0, 1, 2),
    retrainMeasured(0, 0, 0.9),
  ];
  const { run, file } = watch([...EVENTS, end, ...lines]);
  await run.look();
  const epochs = (): unknown[] => run.events().filter(({ type }) => type === 'retrain-epoch');
  expect(epochs()).toEqual([retrainEpoch(0, 1, 2)]);
  expect(replay(run.events()).retraining).toEqual(run.state.retraining);
  expect(run.liveness).toBe('retraining');
  appendFileSync(file, formatEvent(RETRAIN_ENDED));
  await run.look();
  expect(epochs()).toEqual([]);
  expect(run.liveness).toBe('idle');
});

it('is interrupted as soon as nobody holds it', async () => {
  let held = true;
  const { run, changes } = watch(EVENTS, () => held);
  await run.look();
  expect(run.liveness).toBe('live');
  held = false;
  await run.look();
  expect(run.liveness).toBe('interrupted');
  expect(changes).toHaveLength(2);
});

it('keeps what it read of a journal that turns out corrupt, and says where', async () => {
  const { run, file } = watch(EVENTS);
  await run.look();
  appendFileSync(file, 'nonsense\n');
  await run.look();
  expect(run.problem).toBe(`line ${EVENTS.length + 1}: expected a JSON object, but got "nonsense"`);
  expect(run.state.trials).toHaveLength(12);
});

it('answers calls during a look with one more look', async () => {
  const { run, file } = watch(EVENTS.slice(0, 5));
  const first = run.look();
  appendFileSync(file, EVENTS.slice(5).map(formatEvent).join(''));
  await Promise.all([first, run.look(), run.look()]);
  expect(run.state.trials).toHaveLength(12);
});

it('keeps the newest annotations where an older reading of them ends later', async () => {
  const ends: ((annotations: Annotations) => void)[] = [];
  const { run } = watch(
    EVENTS,
    () => true,
    () => new Promise((resolve) => ends.push(resolve)),
  );
  const both = Promise.all([run.lookAtAnnotations(), run.lookAtAnnotations()]);
  ends[1]!(new Map([[1, { starred: true }]]));
  ends[0]!(new Map());
  await both;
  expect([...run.annotations]).toEqual([[1, { starred: true }]]);
});

function watch(
  events: typeof EVENTS,
  isHeld: () => boolean = () => true,
  readAnnotations?: () => Promise<Annotations>,
) {
  const file = path.join(folderWith({ 'journal.jsonl': events.map(formatEvent).join('') }), 'journal.jsonl');
  const changes: RunChange[] = [];
  const run = new WatchedRun(
    path.dirname(file),
    'run',
    'digits',
    new JournalTail(fileSource(file)),
    () => Promise.resolve(isHeld()),
    (_run, change) => void changes.push(change),
    readAnnotations,
  );
  return { run, file, changes };
}
