import type { JournalEventOf } from '../journal/event';
import type { RunState } from '../journal/run-state';
import type { TrialId } from '../trial/trial';
import { limitReached } from './budget';
import { askedEvent, takenEvent } from './events';
import type { NumberedStrategy } from './numbered-strategy';
import type { SearchEnd, SearchSetup } from './search-types';

/** What a search does next: asks for a trial, waits for one that is out, or ends. */
export type Next =
  | { readonly kind: 'trial'; readonly event: JournalEventOf<'trial-asked'> }
  | { readonly kind: 'wait' }
  | { readonly kind: 'end'; readonly end: SearchEnd };

/**
 * Within the budget the first of the queue, else what the strategy proposes.
 *
 * @param measurements asked for so far, as `limitReached` takes them
 */
export function nextTrial(
  setup: SearchSetup,
  strategy: NumberedStrategy,
  state: RunState,
  measurements: number,
): Next {
  const end = limitReached(state, measurements, setup.clock.now());
  if (end) return { kind: 'end', end };
  const [queued] = state.queue;
  if (queued) return { kind: 'trial', event: takenEvent(setup, state, queued) };
  const ask = strategy.ask(state.trials.length as TrialId);
  switch (ask.kind) {
    case 'proposal':
      return { kind: 'trial', event: askedEvent(setup, ask.proposal) };
    case 'wait':
      return { kind: 'wait' };
    case 'exhausted':
      return { kind: 'end', end: { reason: 'exhausted', message: 'every candidate has been proposed' } };
  }
}

/** Nothing more is asked for now. */
export function isOver(next: Next | undefined): next is Exclude<Next, { readonly kind: 'trial' }> {
  return next !== undefined && next.kind !== 'trial';
}
