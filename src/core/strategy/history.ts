import type { CandidateId } from '../space/space';
import { compareScores } from '../trial/objective';
import type { Score } from '../trial/objective';
import type { Pending } from './proposals';

/** A trial that was measured. */
export interface Measured extends Pending {
  readonly score: Score;
  readonly seconds?: number;
}

/** What was measured so far, for strategies that learn from all of it. */
export class History {
  readonly #measured: Measured[] = [];
  readonly #failed: Pending[] = [];
  readonly #byId = new Map<CandidateId, Measured>();
  /** Best first; equals in the order in which they were told. */
  readonly #ranked: Measured[] = [];

  /** In the order in which they were told. */
  get measured(): readonly Measured[] {
    return this.#measured;
  }

  get failed(): readonly Pending[] {
    return this.#failed;
  }

  /** By `compareScores`, best first. */
  get ranked(): readonly Measured[] {
    return this.#ranked;
  }

  /** The last measurement of that candidate. */
  of(id: CandidateId): Measured | undefined {
    return this.#byId.get(id);
  }

  /** O(log n) to find the place, a move of memory to insert. */
  add(measured: Measured): void {
    this.#measured.push(measured);
    this.#byId.set(measured.id, measured);
    let low = 0;
    let high = this.#ranked.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareScores(this.#ranked[middle]!.score, measured.score) >= 0) low = middle + 1;
      else high = middle;
    }
    this.#ranked.splice(low, 0, measured);
  }

  addFailed(pending: Pending): void {
    this.#failed.push(pending);
  }
}
