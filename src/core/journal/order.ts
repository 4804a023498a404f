import { expected, InputError, unreachable } from '../base/errors';
import type { JournalEvent } from './event';

/**
 * Checks that events come in an order that a run can produce: started once and
 * first, trials numbered without gaps, each one ended at most once and only after
 * it was asked, and nothing but a resumption after the end. A trial that ends
 * twice would be counted twice, so it is an error also across a resumption.
 */
export class EventOrder {
  #trials: ('running' | 'measured' | 'failed')[] = [];
  #phase: 'empty' | 'open' | 'ended' = 'empty';

  /** Takes the next event. Throws `InputError` at `place`. */
  check(event: JournalEvent, place: string): void {
    if (this.#phase === 'ended' && event.type !== 'run-resumed') {
      throw expected(place, 'run-resumed after run-ended', event.type);
    }
    switch (event.type) {
      case 'run-started':
        if (this.#phase !== 'empty') throw expected(place, 'run-started on the first line only', event.type);
        this.#phase = 'open';
        return;
      case 'trial-asked':
        this.#asked(event.trial, event.parents, place);
        return;
      case 'trial-epoch':
        this.#running(event.trial, event.type, place);
        return;
      case 'trial-measured':
        this.#running(event.trial, event.type, place);
        this.#trials[event.trial] = 'measured';
        return;
      case 'trial-failed':
        this.#running(event.trial, event.type, place);
        this.#trials[event.trial] = 'failed';
        return;
      case 'run-tested':
        if (this.#trials[event.trial] !== 'measured') {
          throw expected(`${place}, trial`, 'a trial that was measured', event.trial);
        }
        return;
      case 'run-paused':
        return;
      case 'run-resumed':
        this.#phase = 'open';
        return;
      case 'run-ended':
        this.#phase = 'ended';
        return;
      default:
        unreachable(event);
    }
  }

  #asked(trial: number, parents: readonly number[], place: string): void {
    if (trial !== this.#trials.length) throw expected(`${place}, trial`, `${this.#trials.length}`, trial);
    const later = parents.find((parent) => parent >= trial);
    if (later !== undefined) throw expected(`${place}, parents`, `trials before ${trial}`, later);
    this.#trials.push('running');
  }

  #running(trial: number, type: string, place: string): void {
    const status = this.#trials[trial];
    if (status === undefined) {
      throw new InputError(place, `expected ${type} of a trial that was asked, but got trial ${trial}`);
    }
    if (status !== 'running') {
      throw new InputError(
        place,
        `expected ${type} of a trial that is running, but got trial ${trial}, which was ${status} before`,
      );
    }
  }
}
