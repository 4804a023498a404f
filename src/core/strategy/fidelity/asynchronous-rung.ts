import { compareScores } from '../../trial/objective';
import type { Score } from '../../trial/objective';
import type { TrialId } from '../../trial/trial';
import type { Pending } from '../proposals';
import type { Member } from './bracket';

/** A rung of ASHA: the trials that have ended in it, and which of them have gone on. */
export class AsynchronousRung {
  /** Best first; of equals the one told first. */
  readonly #ranked: Member[] = [];
  /** Measured and not promoted. */
  readonly #waiting = new Set<TrialId>();
  #nEnded = 0;

  /** @param oneIn one in so many of the trials that ended here may go on; Infinity in the last rung */
  constructor(
    readonly epochs: number,
    private readonly oneIn: number,
  ) {}

  /** The best trial that may go on now; `undefined` when there is none. */
  get promotable(): Member | undefined {
    const n = Math.floor(this.#nEnded / this.oneIn);
    for (let i = 0; i < n && i < this.#ranked.length; i++) {
      const member = this.#ranked[i]!;
      if (this.#waiting.has(member.trial)) return member;
    }
    return undefined;
  }

  isWaiting(trial: TrialId): boolean {
    return this.oneIn !== Infinity && this.#waiting.has(trial);
  }

  promote(trial: TrialId): void {
    this.#waiting.delete(trial);
  }

  /** @param score `undefined` of a trial that failed: it counts, as the worst */
  add(pending: Pending, score: Score | undefined): void {
    this.#nEnded++;
    if (!score) return;
    let low = 0;
    let high = this.#ranked.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareScores(this.#ranked[middle]!.score, score) >= 0) low = middle + 1;
      else high = middle;
    }
    this.#ranked.splice(low, 0, { ...pending, score });
    this.#waiting.add(pending.trial);
  }
}
