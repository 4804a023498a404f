import { activeMsAt, budgetOf } from '../journal/query';
import type { RunState } from '../journal/run-state';
import type { SearchEnd } from './search-types';

/** Shares of a measurement are added up in floating point: a third three times is one. */
const TOLERANCE = 1e-6;

/**
 * The end that the first used-up limit of the run's budget means; `undefined` while none is.
 *
 * @param measurements asked for so far, a partial one as its share (see `shareOf`)
 */
export function limitReached(state: RunState, measurements: number, now: number): SearchEnd | undefined {
  const { trials = Infinity, minutes = Infinity, simulatedSeconds = Infinity } = budgetOf(state);
  const message =
    measurements >= trials - TOLERANCE
      ? `${trials} ${state.trials.length > trials ? 'full measurements' : 'trials'}`
      : activeMsAt(state, now) >= minutes * 60_000
        ? `${minutes} minutes`
        : state.simulatedSeconds >= simulatedSeconds
          ? `${simulatedSeconds} simulated seconds`
          : undefined;
  return message === undefined ? undefined : { reason: 'budget', message };
}
