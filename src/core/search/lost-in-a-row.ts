import type { Ended } from './trials-out';

/** So many evaluators lost in a row pause the run. */
const MOST = 3;

/** Evaluators that were lost one after the other: what takes them all away will take the next one, too. */
export class LostInARow {
  #n = 0;
  #last = '';

  note(event: Ended, lost: boolean): void {
    this.#n = lost ? this.#n + 1 : 0;
    this.#last = event.type === 'trial-failed' ? event.reason : '';
  }

  forget(): void {
    this.#n = 0;
  }

  /** Why the run should wait for a person. */
  get problem(): string | undefined {
    if (this.#n < MOST) return undefined;
    return `${this.#n} evaluators in a row were lost; the last one: ${this.#last}`;
  }
}
