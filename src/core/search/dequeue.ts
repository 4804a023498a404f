import { InputError } from '../base/errors';
import type { JournalEventOf } from '../journal/event';
import type { QueuedCandidate, RunState } from '../journal/run-state';
import type { Clock } from './ports';

/** The candidate that waits with this number. Throws `InputError` with what became of it, where it does not wait. */
export function waitingOf(
  queued: number,
  { queue, nEnqueued }: Pick<RunState, 'queue' | 'nEnqueued'>,
): QueuedCandidate {
  const waiting = queue.find((one) => one.queued === queued);
  if (waiting) return waiting;
  throw new InputError(
    `candidate ${queued}`,
    queued >= 0 && queued < nEnqueued
      ? 'it does not wait any more: it has become a trial, or was taken out of the queue before'
      : 'no candidate of this run was enqueued under this number',
  );
}

/** Throws as `waitingOf`. */
export function removedEvent(
  { clock }: { readonly clock: Clock },
  queued: number,
  state: Pick<RunState, 'queue' | 'nEnqueued'>,
): JournalEventOf<'candidate-removed'> {
  waitingOf(queued, state);
  return { type: 'candidate-removed', at: clock.now(), queued };
}
