import { InputError } from '../base/errors';
import { budgetText } from '../experiment/budget-text';
import type { Budget } from '../experiment/experiment';
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

/**
 * The limits of a run with `more` added to them; to what was used where that is beyond a limit already (trials that
 * are out when the time is up are let to finish).
 *
 * Throws `InputError` where a limit does not hold, because to add one would end the run sooner, and where another
 * limit is used up, so that the run would end at once all the same.
 */
export function extendedBudget(state: RunState, more: Budget, now: number): Budget {
  const held = budgetOf(state);
  const used: Required<Budget> = {
    trials: Math.ceil(state.measurements - TOLERANCE),
    minutes: activeMsAt(state, now) / 60_000,
    simulatedSeconds: state.simulatedSeconds,
  };
  const extended: { -readonly [K in keyof Budget]?: number } = { ...held };
  for (const limit of LIMITS) {
    const amount = more[limit];
    if (amount === undefined) continue;
    const before = held[limit];
    if (before === undefined) {
      throw new InputError(
        '',
        `the run has no limit of ${NAMES[limit]} to add to: its budget is ${budgetText(held)}`,
      );
    }
    extended[limit] = Math.max(before, used[limit]) + amount;
  }
  const spent = LIMITS.find((limit) => used[limit] >= (extended[limit] ?? Infinity));
  if (spent === undefined) return extended;
  throw new InputError(
    '',
    `the ${budgetText({ [spent]: extended[spent]! })} of the budget are used up too: add to them as well`,
  );
}

const NAMES = { trials: 'trials', minutes: 'minutes', simulatedSeconds: 'simulated seconds' } as const;
const LIMITS = ['trials', 'minutes', 'simulatedSeconds'] as const;
