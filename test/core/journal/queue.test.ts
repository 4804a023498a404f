import { expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/core/journal/event';
import { readJournal } from '../../../src/core/journal/read';
import { replay } from '../../../src/core/journal/replay';
import { asked, enqueued, journalText, removed, STARTED } from '../../support/journal-lines';

const stateAfter = (...events: readonly JournalEvent[]) =>
  replay(readJournal(journalText(STARTED, ...events)).events);

it('a candidate may be taken out of the middle of the queue', () => {
  const { queue, nEnqueued } = stateAfter(enqueued(0), enqueued(1), enqueued(2), removed(1));
  expect([queue.map(({ queued }) => queued), nEnqueued]).toEqual([[0, 2], 3]);
});

it('those behind it are asked for in turn', () => {
  const taken = [enqueued(0), enqueued(1), removed(0), { ...asked(0), queued: 1 }];
  expect(stateAfter(...taken).queue).toEqual([]);
});

it.each([
  [
    'a candidate that is taken out twice',
    [enqueued(0), removed(0), removed(0)],
    'line 4, queued: expected a candidate that waits, but got 0',
  ],
  [
    'a trial of a candidate that was taken out',
    [enqueued(0), enqueued(1), removed(0), { ...asked(0), queued: 0 }],
    'line 5, queued: expected 1, but got 0',
  ],
])('%s is an error', (_, events, problem) => {
  expect(() => stateAfter(...events)).toThrow(problem);
});
