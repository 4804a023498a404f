import { expected, unreachable } from '../base/errors';
import type { JournalEventOf, RetrainEvent } from './event';

/** Checks that the lines of retrainings come in an order that they can produce: nothing outside its plan, no seed measured twice. */
export class RetrainOrder {
  #plan: JournalEventOf<'retrain-started'> | undefined;
  readonly #measured = new Set<string>();

  /** The process of a retraining is gone: only a new one may go on with it. */
  close(): void {
    this.#plan = undefined;
  }

  /** Takes the next event. Throws `InputError` at `place`. */
  check(event: RetrainEvent, place: string, isMeasured: (trial: number) => boolean): void {
    switch (event.type) {
      case 'retrain-started': {
        const other = event.trials.find((trial) => !isMeasured(trial));
        if (other !== undefined) throw expected(`${place}, trials`, 'trials that were measured', other);
        this.#plan = event;
        return;
      }
      case 'retrain-epoch':
      case 'retrain-measured':
      case 'retrain-failed':
        this.#result(event, place);
        return;
      case 'retrain-ended':
        this.#open(event, place);
        this.close();
        return;
      default:
        unreachable(event);
    }
  }

  #result(event: Extract<RetrainEvent, { seed: number }>, place: string): void {
    const { trials, seeds, epochs } = this.#open(event, place);
    const { trial, seed, type } = event;
    if (!trials.includes(trial)) throw expected(`${place}, trial`, `one of ${trials.join(', ')}`, trial);
    if (seed >= seeds) throw expected(`${place}, seed`, `a number below ${seeds}`, seed);
    const key = `${trial} ${epochs} ${seed}`;
    if (this.#measured.has(key)) {
      throw expected(place, `no more of seed ${seed} of trial ${trial}, which was measured before`, type);
    }
    if (type === 'retrain-measured') this.#measured.add(key);
  }

  #open({ type }: RetrainEvent, place: string): JournalEventOf<'retrain-started'> {
    if (!this.#plan) throw expected(place, 'retrain-started first', type);
    return this.#plan;
  }
}
