import type { Ask, Outcome, Proposal, Strategy } from '../strategy/strategy';
import type { TrialId } from '../trial/trial';

/**
 * A strategy inside a run that also has trials which it has not proposed.
 *
 * A strategy numbers its own proposals from 0 on, without gaps, and draws by that number; the run numbers all its
 * trials. Here one is turned into the other, both ways, so that trials of a person shift nothing in the strategy:
 * it proposes what it would have proposed without them. Of those it is told under numbers below 0, which it never
 * gives and by its contract ignores.
 */
export class NumberedStrategy {
  /** By the strategy's number, the run's. */
  readonly #inRun: TrialId[] = [];
  readonly #own = new Map<TrialId, TrialId>();

  constructor(private readonly strategy: Strategy) {}

  /** @param next the number in the run of what is proposed */
  ask(next: TrialId): Ask {
    const ask = this.strategy.ask();
    return ask.kind === 'proposal' ? { kind: 'proposal', proposal: this.#numbered(ask.proposal, next) } : ask;
  }

  tell(outcome: Outcome): void {
    this.strategy.tell({
      ...outcome,
      trial: this.#own.get(outcome.trial) ?? ((-1 - outcome.trial) as TrialId),
    });
  }

  /** As `Strategy.mayContinue`; nothing continues a trial that the strategy has not proposed. */
  mayContinue(trial: TrialId): boolean {
    const own = this.#own.get(trial);
    return own !== undefined && (this.strategy.mayContinue?.(own) ?? true);
  }

  #numbered(proposal: Proposal, next: TrialId): Proposal {
    this.#inRun[proposal.trial] = next;
    this.#own.set(next, proposal.trial);
    const { parents, fidelity } = proposal;
    const numbered = { ...proposal, trial: next, parents: parents.map((parent) => this.#inRun[parent]!) };
    if (fidelity?.continues === undefined) return numbered;
    return { ...numbered, fidelity: { ...fidelity, continues: this.#inRun[fidelity.continues]! } };
  }
}
