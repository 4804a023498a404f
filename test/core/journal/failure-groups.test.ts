import { expect, it } from 'vitest';
import { failureGroups } from '../../../src/core/journal/failure-groups';
import { replay } from '../../../src/core/journal/replay';
import type { JournalEvent } from '../../../src/core/journal/event';
import { fakeRun } from '../../support/fake-run';

it('puts those together that differ in numbers only, the commonest first', () => {
  const failures = [
    ['memory', 'needs 12.5 MB, 3 more than there are'],
    ['diverged', 'the loss is NaN after epoch 2'],
    ['diverged', 'the loss is NaN after epoch 13'],
    ['timeout', 'the loss is NaN after epoch 2'],
    ['memory', 'needs 1e3 MB, 40 more than there are'],
    ['diverged', 'the loss is NaN after epoch 1'],
  ] as const;
  const events = fakeRun({ trials: 7 }).map((event): JournalEvent => {
    const failure = 'trial' in event ? failures[event.trial ?? -1] : undefined;
    if (event.type !== 'trial-measured' || !failure) return event;
    const [code, reason] = failure;
    return { type: 'trial-failed', at: event.at, trial: event.trial, code, reason, durationMs: 1 };
  });
  expect(failureGroups(replay(events))).toEqual([
    { cause: 'diverged: the loss is NaN after epoch #', trials: [1, 2, 5] },
    { cause: 'memory: needs # MB, # more than there are', trials: [0, 4] },
    { cause: 'timeout: the loss is NaN after epoch #', trials: [3] },
  ]);
});
