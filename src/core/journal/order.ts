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
    this.#checkPhase(event.type, place);
    switch (event.type) {
      case 'trial-asked':
        this.#asked(event.trial, event.parents, place);
        return;
      case 'trial-epoch':
        this.#running(event.trial, event.type, place);
        return;
      case 'trial-measured':
      case 'trial-failed':
        this.#running(event.trial, event.type, place);
        this.#trials[event.trial] = event.type === 'trial-measured' ? 'measured' : 'failed';
        return;
      case 'run-tested':
        if (this.#trials[event.trial] === 'measured') return;
        throw expected(`${place}, trial`, 'a trial that was measured', event.trial);
      case 'run-started':
      case 'run-paused':
      case 'run-resumed':
      case 'run-ended':
        return;
      default:
        unreachable(event);
    }
  }

  #checkPhase(type: JournalEvent['type'], place: string): void {
    if (this.#phase === 'ended' && type !== 'run-resumed') {
      throw expected(place, 'run-resumed after run-ended', type);
    }
    if (type === 'run-started' && this.#phase !== 'empty') {
      throw expected(place, 'run-started on the first line only', type);
    }
    this.#phase = type === 'run-ended' ? 'ended' : 'open';
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
