import type { Rng } from '../base/random';
import type { CandidateId } from '../space/space';
import type { TrialId } from '../trial/trial';
import type { Ask, Proposal } from './strategy';
import type { Candidate, UnseenCandidates } from './unseen';

/** Why a candidate is proposed; what `Proposal` has beside its number and genotype. */
export type Reason = Omit<Proposal, 'trial' | 'genotype'>;

/** A candidate that is out to be measured. */
export interface Pending extends Candidate {
  readonly trial: TrialId;
}

/**
 * What every strategy must remember of its proposals: how many there were, which are out, and which
 * candidates were ever proposed.
 */
export class Proposals {
  readonly #out = new Map<TrialId, Pending>();
  readonly #seen = new Set<CandidateId>();
  #nextTrial = 0;

  constructor(readonly rng: Rng) {}

  /** The stream of the next proposal. An `ask` that ends without a proposal leaves it as it was. */
  stream(): Rng {
    return this.rng.fork(`trial-${this.#nextTrial}`);
  }

  propose(candidate: Candidate, reason: Reason): Extract<Ask, { readonly kind: 'proposal' }> {
    const trial = this.#nextTrial++ as TrialId;
    this.#out.set(trial, { ...candidate, trial });
    this.#seen.add(candidate.id);
    return { kind: 'proposal', proposal: { trial, genotype: candidate.genotype, ...reason } };
  }

  /** Proposes a candidate that comes of no other; exhausted where there is none to draw. */
  draw(from: UnseenCandidates, stream: Rng, explain?: Proposal['explain']): Ask {
    const candidate = from.draw(stream, this.isSeen);
    if (candidate === undefined) return { kind: 'exhausted' };
    return this.propose(candidate, { parents: [], operator: 'sample', ...(explain && { explain }) });
  }

  /** Takes back a proposal that was told; `undefined` when it is not out: never asked, or told before. */
  settle(trial: TrialId): Pending | undefined {
    const pending = this.#out.get(trial);
    this.#out.delete(trial);
    return pending;
  }

  /** What is out, in the order in which it was asked. */
  get out(): readonly Pending[] {
    return [...this.#out.values()];
  }

  get nOut(): number {
    return this.#out.size;
  }

  readonly isSeen = (id: CandidateId): boolean => this.#seen.has(id);
}
