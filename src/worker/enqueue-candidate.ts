import path from 'node:path';
import { replay } from '../core/journal/replay';
import { enqueuedOf } from '../core/search/enqueue';
import type { CandidateWish } from '../core/search/enqueue';
import { enqueuedEvent } from '../core/search/events';
import { missingFirst } from '../core/search/opening';
import type { EnqueuedCandidate } from '../protocol/run-protocol';
import { isSpent } from './queue-of-run';
import { JournalFile } from './journal-file';
import { prepare, searchedSpace } from './prepare';
import { runFolderAt } from './run-folder';
import { acquireExistingLease, experimentOf, readRunJournal } from './run-search';

/**
 * Writes a candidate into the journal of a run that nobody works on, for its resumption. Rejects with `InputError`
 * when it is none of the space or is in the run already, and with `RunOwnedError` when a process owns the run.
 */
export async function enqueueInFolder(root: string, wish: CandidateWish): Promise<EnqueuedCandidate> {
  const folder = runFolderAt(root);
  // Taken before the journal is read, so that nobody writes to it meanwhile.
  const lease = acquireExistingLease(folder);
  try {
    const events = readRunJournal(folder);
    const experiment = experimentOf(events, folder);
    // `<base>/.nas/<experiment>/<run>`
    const space = searchedSpace(await prepare(experiment, path.resolve(folder.root, '../../..')));
    const clock = { now: () => Date.now() };
    const first = missingFirst({ experiment, space, clock }, replay(events).nEnqueued);
    const state = replay([...events, ...first]);
    const event = enqueuedEvent({ clock }, state.nEnqueued, enqueuedOf(wish, space, state));
    const journal = new JournalFile(folder.journal);
    try {
      for (const line of [...first, event]) journal.append(line, true);
    } finally {
      journal.close();
    }
    const { queued, architecture } = event;
    // Nothing has run since the last line.
    const standing = isSpent(state, state.at) ? 'budget-spent' : 'for-resumption';
    return { queued, architecture, standing, ahead: state.queue.length };
  } finally {
    lease.release();
  }
}
