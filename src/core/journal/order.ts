import { expected, InputError, unreachable } from '../base/errors';
import { isQueueEvent, isRetrainEvent, isWeightsEvent } from './event';
import type { JournalEvent, JournalEventOf, TrialEvent } from './event';
import { RetrainOrder } from './retrain-order';
import { WeightsOrder } from './weights-order';

type AskedFidelity = NonNullable<JournalEventOf<'trial-asked'>['fidelity']>;

const STATUS_OF = { 'trial-measured': 'measured', 'trial-failed': 'failed' } as const;

/**
 * Checks that events come in an order that a run can produce: started once and
 * first, trials numbered without gaps, each one ended at most once and only after
 * it was asked, and nothing but a resumption or a retraining after the end. A
 * trial that ends twice would be counted twice, so it is an error also across a
 * resumption. Retraining has the run for itself: a search goes on after it with a
 * resumption only.
 */
export class EventOrder {
  #trials: ('running' | 'measured' | 'failed')[] = [];
  /** After how many epochs each trial was to be measured; Infinity for in full. */
  readonly #epochs: number[] = [];
  #phase: 'empty' | 'open' | 'ended' | 'retrained' = 'empty';
  readonly #retraining = new RetrainOrder();
  readonly #weights = new WeightsOrder();
  #nEnqueued = 0;
  /** Candidates that wait, by their numbers. */
  readonly #waiting: number[] = [];

  /** Takes the next event. Throws `InputError` at `place`. */
  check(event: JournalEvent, place: string): void {
    this.#checkPhase(event, place);
    if (isRetrainEvent(event)) {
      this.#retraining.check(event, place, (trial) => this.#trials[trial] === 'measured');
    } else if (isWeightsEvent(event)) {
      if (event.trial !== undefined) this.#running(event.trial, event.type, place);
      this.#weights.check(event, place);
    } else if ('trial' in event) {
      this.#checkTrial(event, place);
    } else if (event.type === 'candidate-enqueued') {
      this.#enqueued(event, place);
    } else if (event.type === 'candidate-removed') {
      this.#removed(event, place);
    }
  }

  #checkTrial(event: TrialEvent, place: string): void {
    switch (event.type) {
      case 'trial-asked':
        this.#taken(event, place);
        this.#asked(event, place);
        return;
      case 'trial-epoch':
        this.#running(event.trial, event.type, place);
        return;
      case 'trial-measured':
      case 'trial-failed':
        this.#running(event.trial, event.type, place);
        this.#trials[event.trial] = STATUS_OF[event.type];
        return;
      case 'run-tested':
        if (this.#trials[event.trial] === 'measured') return;
        throw expected(`${place}, trial`, 'a trial that was measured', event.trial);
      default:
        unreachable(event);
    }
  }

  #checkPhase(event: JournalEvent, place: string): void {
    const { type } = event;
    // A person may name a candidate for a later resumption at any time, and take it back.
    if (isQueueEvent(event)) return;
    const isRetrain = isRetrainEvent(event);
    if (type !== 'run-resumed' && !isRetrain) {
      if (this.#phase === 'ended') throw expected(place, 'run-resumed after run-ended', type);
      if (this.#phase === 'retrained') throw expected(place, 'run-resumed after a retraining', type);
    }
    if (type === 'run-started' && this.#phase !== 'empty') {
      throw expected(place, 'run-started on the first line only', type);
    }
    if (type === 'run-resumed') this.#retraining.close();
    this.#phase = isRetrain ? 'retrained' : type === 'run-ended' ? 'ended' : 'open';
  }

  #enqueued({ queued, parents }: JournalEventOf<'candidate-enqueued'>, place: string): void {
    if (queued !== this.#nEnqueued) throw expected(`${place}, queued`, `${this.#nEnqueued}`, queued);
    const unknown = parents.find((parent) => parent >= this.#trials.length);
    if (unknown !== undefined) throw expected(`${place}, parents`, 'trials that were asked', unknown);
    this.#waiting.push(this.#nEnqueued++);
  }

  #removed({ queued }: JournalEventOf<'candidate-removed'>, place: string): void {
    const at = this.#waiting.indexOf(queued);
    if (at < 0) throw expected(`${place}, queued`, 'a candidate that waits', queued);
    this.#waiting.splice(at, 1);
  }

  /** First come, first served. */
  #taken({ queued }: JournalEventOf<'trial-asked'>, place: string): void {
    if (queued === undefined) return;
    const first = this.#waiting.shift();
    if (first === undefined)
      throw expected(`${place}, queued`, 'nothing, because no candidate waits', queued);
    if (queued !== first) throw expected(`${place}, queued`, `${first}`, queued);
  }

  #asked({ trial, parents, fidelity }: JournalEventOf<'trial-asked'>, place: string): void {
    if (trial !== this.#trials.length) throw expected(`${place}, trial`, `${this.#trials.length}`, trial);
    const later = parents.find((parent) => parent >= trial);
    if (later !== undefined) throw expected(`${place}, parents`, `trials before ${trial}`, later);
    if (fidelity) this.#checkFidelity(fidelity, place);
    this.#trials.push('running');
    this.#epochs.push(fidelity?.epochs ?? Infinity);
  }

  #checkFidelity({ epochs, of, continues }: AskedFidelity, place: string): void {
    if (epochs > of) throw expected(`${place}, fidelity.epochs`, `at most ${of}`, epochs);
    if (continues === undefined) return;
    if (this.#trials[continues] !== 'measured') {
      throw expected(`${place}, fidelity.continues`, 'a trial that was measured', continues);
    }
    const before = this.#epochs[continues]!;
    if (epochs > before) return;
    const longer = `more epochs than trial ${continues}, which it continues`;
    throw expected(`${place}, fidelity.epochs`, longer, epochs);
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
