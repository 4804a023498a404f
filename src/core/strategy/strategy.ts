import type { Genotype } from '../space/space';
import type { Score } from '../trial/objective';
import type { TrialId } from '../trial/trial';

/** A candidate to measure, and why. */
export interface Proposal {
  readonly trial: TrialId;
  readonly genotype: Genotype;
  /** The trials it was made from; empty for a fresh draw. */
  readonly parents: readonly TrialId[];
  /** What made it: `sample`, `mutation`, `neighbour`, `crossover` ... */
  readonly operator: string;
  /** Numbers and words that explain the choice (acquisition value, tournament), for views. */
  readonly explain?: Readonly<Record<string, number | string>>;
}

export type Ask =
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  /** Nothing to propose until one of the proposals that are out is told. */
  | { readonly kind: 'wait' }
  /** Nothing left to propose, ever. */
  | { readonly kind: 'exhausted' };

export type Outcome =
  | { readonly trial: TrialId; readonly status: 'measured'; readonly score: Score }
  | { readonly trial: TrialId; readonly status: 'failed'; readonly reason: string };

/**
 * Decides which candidate to try next.
 *
 * Calls may interleave freely: many proposals can be out at once and come back
 * in any order. A strategy does no I/O, holds no clock and learns only from
 * `tell`, so the same seed and the same calls give the same proposals. Resuming
 * a search is therefore replaying its journal into a fresh strategy. An `ask`
 * that is answered `wait` or `exhausted` changes nothing: it is not journaled.
 */
export interface Strategy {
  ask(): Ask;
  /** Reports how a proposal ended. Every proposal is told at most once; a proposal may never be told. */
  tell(outcome: Outcome): void;
}
