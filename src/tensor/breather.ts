import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longest time in ms that training keeps the event loop to itself, give or take one batch. */
const LONGEST_TURN_MS = 50;

/**
 * Lets messages in from time to time, and stops work that was cancelled.
 *
 * @returns rejects with an `AbortError` once `signal` is aborted, else resolves, after a turn of the event loop when one is due
 */
export function createBreather(signal: AbortSignal): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > LONGEST_TURN_MS) {
      await nextTurn();
      last = performance.now();
    }
    if (signal.aborted) throw new DOMException('training was cancelled', 'AbortError');
  };
}
