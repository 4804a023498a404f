import type { RunState } from '../journal/run-state';
import type { Strategy } from '../strategy/strategy';
import type { TrialId } from '../trial/trial';

/**
 * Which trials that were measured in part some later trial may still continue, so that what is left of their
 * training has to stay.
 */
export class Rungs {
  readonly #waiting = new Set<TrialId>();

  constructor(private readonly strategy: Pick<Strategy, 'mayContinue'>) {}

  /** Hears of the end of a trial, after the strategy has. */
  ended(trial: TrialId, { trials }: Pick<RunState, 'trials'>): void {
    const { fidelity, status } = trials[trial]!;
    if (!fidelity) return;
    if (status === 'measured' && fidelity.epochs < fidelity.of) this.#waiting.add(trial);
    // Nothing is continued twice.
    if (fidelity.continues !== undefined) this.#waiting.delete(fidelity.continues);
  }

  /**
   * The trials whose training has to stay while `out` are out: those that may be continued, and those that
   * are being. A trial that the strategy has given up is asked about no more.
   */
  kept(out: readonly TrialId[], { trials }: Pick<RunState, 'trials'>): ReadonlySet<TrialId> {
    const kept = new Set(out);
    for (const trial of out) {
      const continues = trials[trial]?.fidelity?.continues;
      if (continues !== undefined) kept.add(continues);
    }
    for (const trial of this.#waiting) {
      if (kept.has(trial)) continue;
      if (this.strategy.mayContinue?.(trial) ?? true) kept.add(trial);
      else this.#waiting.delete(trial);
    }
    return kept;
  }
}
