import { replay } from '../core/journal/replay';
import { removedEvent, waitingOf } from '../core/search/dequeue';
import type { DequeuedCandidate } from '../protocol/run-protocol';
import { JournalFile } from './journal-file';
import { dequeued } from './queue-of-run';
import { runFolderAt } from './run-folder';
import { acquireExistingLease, readRunJournal } from './run-search';

/**
 * Writes into the journal of a run that nobody works on that a candidate is not to be measured after all. Throws
 * `InputError` for one that does not wait, and `RunOwnedError` when a process owns the run.
 */
export function dequeueInFolder(root: string, queued: number): DequeuedCandidate {
  const folder = runFolderAt(root);
  const lease = acquireExistingLease(folder);
  try {
    const state = replay(readRunJournal(folder));
    const waiting = waitingOf(queued, state);
    const journal = new JournalFile(folder.journal);
    try {
      journal.append(removedEvent({ clock: { now: () => Date.now() } }, queued, state), true);
    } finally {
      journal.close();
    }
    return dequeued(waiting, state.queue.length - 1);
  } finally {
    lease.release();
  }
}
