import { activeMsAt, budgetOf } from '../journal/query';
import type { RunState } from '../journal/run-state';
import type { SearchEnd } from './search-types';

/** The end that the first used-up limit of the run's budget means; `undefined` while none is. */
export function limitReached(state: RunState, nAsked: number, now: number): SearchEnd | undefined {
  const { trials = Infinity, minutes = Infinity, simulatedSeconds = Infinity } = budgetOf(state);
  const message =
    nAsked >= trials
      ? `${trials} trials`
      : activeMsAt(state, now) >= minutes * 60_000
        ? `${minutes} minutes`
        : state.simulatedSeconds >= simulatedSeconds
          ? `${simulatedSeconds} simulated seconds`
          : undefined;
  return message === undefined ? undefined : { reason: 'budget', message };
}
