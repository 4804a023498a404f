import type { QueuedCandidate, RunState } from '../core/journal/run-state';
import { limitReached } from '../core/search/budget';
import { waitingOf } from '../core/search/dequeue';
import type { CandidateWish } from '../core/search/enqueue';
import type { DequeuedCandidate, EnqueuedCandidate } from '../protocol/run-protocol';
import type { OwnedRun } from './run-search';

/** Has a candidate measured in a run of this process. Throws `InputError`. */
export function enqueueInRun({ search }: Pick<OwnedRun, 'search'>, wish: CandidateWish): EnqueuedCandidate {
  const { queued, architecture } = search.enqueue(wish);
  const ahead = search.state.queue.findIndex((waiting) => waiting.queued === queued);
  if (ahead < 0) return { queued, architecture, standing: 'asked', ahead: 0 };
  return {
    queued,
    architecture,
    standing: isSpent(search.state, Date.now()) ? 'budget-spent' : 'waiting',
    ahead,
  };
}

/** Whether the budget is used up at `now`, in milliseconds. */
export function isSpent(state: RunState, now: number): boolean {
  return limitReached(state, state.measurements, now) !== undefined;
}

/** Takes a candidate out of the queue of a run of this process. Throws `InputError`. */
export function dequeueInRun({ search }: Pick<OwnedRun, 'search'>, queued: number): DequeuedCandidate {
  const waiting = waitingOf(queued, search.state);
  search.dequeue(queued);
  return dequeued(waiting, search.state.queue.length);
}

/** @param left how many still wait */
export function dequeued({ queued, architecture }: QueuedCandidate, left: number): DequeuedCandidate {
  return { queued, architecture, left };
}
