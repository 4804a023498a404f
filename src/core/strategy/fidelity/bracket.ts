import { compareScores } from '../../trial/objective';
import type { Score } from '../../trial/objective';
import type { TrialId } from '../../trial/trial';
import type { Pending } from '../proposals';
import type { PlannedRung } from './rung-plan';

/** A candidate that was measured in a rung. */
export interface Member extends Pending {
  readonly score: Score;
}

/**
 * One run of successive halving: when every trial of a rung has ended, the best of them go on to the next, and the
 * others are given up. A trial that failed has an infinite loss, so it comes last, and there is nothing to go on
 * with. Of equals the one asked first is better.
 */
export class Bracket {
  #rung = 0;
  /** Trials that the current rung still wants. Of the first rung they are fresh. */
  #wanted: number;
  /** Promoted to the current rung and not yet proposed, best first. */
  #due: Member[] = [];
  readonly #out = new Set<TrialId>();
  #measured: Member[] = [];

  /** @param number what the formula calls s: how many promotions lie ahead of a candidate */
  constructor(
    readonly number: number,
    private readonly plan: readonly PlannedRung[],
  ) {
    this.#wanted = plan[0]!.size;
  }

  get rung(): number {
    return this.#rung;
  }

  get epochs(): number {
    return this.plan[this.#rung]!.epochs;
  }

  /** The next candidate to go on. */
  get due(): Member | undefined {
    return this.#due[0];
  }

  get wantsFresh(): boolean {
    return this.#rung === 0 && this.#wanted > 0;
  }

  /** Nothing is wanted and nothing is out. */
  get isOver(): boolean {
    return this.#wanted === 0 && this.#out.size === 0;
  }

  /** Whether some of it would go on if no more fresh candidates came. */
  get isClosable(): boolean {
    return this.wantsFresh && this.#out.size === 0 && this.#measured.length > 0 && this.plan.length > 1;
  }

  /** There are no more fresh candidates: the first rung is as large as it is. */
  close(): void {
    this.#wanted = 0;
    this.#promote();
  }

  /** What was fresh, or due, is now out as `trial`. */
  propose(trial: TrialId): void {
    this.#wanted--;
    this.#due.shift();
    this.#out.add(trial);
  }

  has(trial: TrialId): boolean {
    return this.#out.has(trial);
  }

  /** @param score `undefined` of a trial that failed */
  tell(pending: Pending, score: Score | undefined): void {
    this.#out.delete(pending.trial);
    if (score) this.#measured.push({ ...pending, score });
    this.#promote();
  }

  /** Whether a trial that was measured is in the running for the next rung, or about to be taken there. */
  mayContinue(trial: TrialId): boolean {
    const isIt = (member: Member): boolean => member.trial === trial;
    return this.#due.some(isIt) || (this.#rung < this.plan.length - 1 && this.#measured.some(isIt));
  }

  #promote(): void {
    if (!this.isOver) return;
    const next = this.plan[this.#rung + 1];
    const ranked = this.#measured.sort((a, b) => compareScores(b.score, a.score) || a.trial - b.trial);
    this.#measured = [];
    if (!next || ranked.length === 0) return;
    this.#rung++;
    this.#due = ranked.slice(0, next.size);
    this.#wanted = this.#due.length;
  }
}
