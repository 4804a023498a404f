import type { Execution } from '../experiment/experiment';
import { compareForBest } from '../journal/query';
import { dominates } from '../pareto/domination';

import type { Score } from '../trial/objective';
import type { TrialId } from '../trial/trial';

interface Member {
  readonly trial: TrialId;
  readonly score: Score;
}

/**
 * The best trial and the front so far of those of the highest fidelity, kept up to
 * date one measurement at a time in O(front). Agrees with `bestTrial` and `frontTrials`, which look at a whole run.
 */
export class Incumbents {
  #best: Member | undefined;
  #front: Member[] = [];
  #fidelity = 0;

  get best(): TrialId | undefined {
    return this.#best?.trial;
  }

  /**
   * The trials whose models stay while the search goes on; `undefined` for all.
   * The best one always does: it is tested at the end, also where nothing is kept
   * after that. It is not on the front while every candidate breaks a constraint.
   */
  kept(keepModels: Execution['keepModels']): ReadonlySet<TrialId> | undefined {
    if (keepModels === 'all') return undefined;
    const front = keepModels === 'front' ? this.#front : [];
    return new Set([...(this.#best ? [this.#best] : []), ...front].map(({ trial }) => trial));
  }

  /** Whether `kept` would name this trial if it were added now; `false` stays so whatever is added before it. */
  wouldKeep(trial: TrialId, score: Score, keepModels: Execution['keepModels'], fidelity = 1): boolean {
    if (keepModels === 'all') return true;
    if (fidelity !== this.#fidelity) return fidelity > this.#fidelity;
    const member = { trial, score };
    return this.#isBest(member) || (keepModels === 'front' && this.#isOnFront(member));
  }

  /** @param fidelity how much of a full measurement it was, as `fidelityOf` says */
  add(trial: TrialId, score: Score, fidelity = 1): void {
    if (fidelity < this.#fidelity) return;
    if (fidelity > this.#fidelity) {
      this.#fidelity = fidelity;
      this.#best = undefined;
      this.#front = [];
    }
    const member = { trial, score };
    if (this.#isBest(member)) this.#best = member;
    if (!this.#isOnFront(member)) return;
    this.#front = this.#front.filter((other) => !dominates(score.values, other.score.values));
    this.#front.push(member);
  }

  /** Of equals the one asked first, in whatever order they came back. */
  #isBest({ trial, score }: Member): boolean {
    if (!this.#best) return true;
    const order = compareForBest(score, this.#best.score);
    return order > 0 || (order === 0 && trial < this.#best.trial);
  }

  #isOnFront({ score }: Member): boolean {
    return score.violation === 0 && !this.#front.some((other) => dominates(other.score.values, score.values));
  }
}
