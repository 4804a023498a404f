import type { Genotype } from '../space/space';
import type { Score } from '../trial/objective';
import type { TrialId } from '../trial/trial';

/** A candidate to measure, and why. */
export interface Proposal {
  readonly trial: TrialId;
  readonly genotype: Genotype;
  /** The trials it was made from; empty for a fresh draw. */
  readonly parents: readonly TrialId[];
  /** What made it: `sample`, `mutation`, `neighbour`, `crossover`, `acquisition`, `promotion` ... */
  readonly operator: string;
  /**
   * Numbers and words that explain the choice, for views. The names that strategies share: `acquisition` (value),
   * `mean` and `sd` (the first objective as predicted, as a score: higher is better), `parentScore`, `generation`,
   * `population`, `rung`, `bracket`, `species`, `temperature`, `epsilon`, `probability`, `reward`.
   */
  readonly explain?: Readonly<Record<string, number | string>>;
  /** What is asked for where less than a full measurement will do; absent for a full one. */
  readonly fidelity?: Fidelity;
}

/** A cheaper measurement, or one that goes on from a cheaper one. */
export interface Fidelity {
  /** Measure after so many epochs: one of `Problem.fidelities`. */
  readonly epochs: number;
  /** The trial of the same candidate whose training goes on, so that its epochs are not paid again. */
  readonly continues?: TrialId;
}

export type Ask =
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  /** Nothing to propose until one of the proposals that are out is told. */
  | { readonly kind: 'wait' }
  /** Nothing left to propose, ever. */
  | { readonly kind: 'exhausted' };

export type Outcome =
  | {
      readonly trial: TrialId;
      readonly status: 'measured';
      readonly score: Score;
      /** What the measurement took, or stands for. */
      readonly seconds?: number;
    }
  | { readonly trial: TrialId; readonly status: 'failed'; readonly reason: string };

/**
 * Decides which candidate to try next.
 *
 * Calls may interleave freely: many proposals can be out at once and come back
 * in any order. A strategy does no I/O, holds no clock and learns only from
 * `tell`, so the same seed and the same calls give the same proposals. Resuming
 * a search is therefore replaying its journal into a fresh strategy. An `ask`
 * that is answered `wait` or `exhausted` changes nothing: it is not journaled.
 * Unless it is told that measurements are noisy, a strategy proposes no
 * candidate twice (by `candidateId`, and per fidelity) while the space has others.
 */
export interface Strategy {
  ask(): Ask;
  /** Reports how a proposal ended. A proposal may never be told; what is not out (told twice, never asked) is ignored. */
  tell(outcome: Outcome): void;
  /**
   * Whether a proposal to come may continue this trial, which was measured at less than full fidelity; `false` is
   * final, and what is left of its training is removed. Absent: any that has not been continued yet may be.
   */
  mayContinue?(trial: TrialId): boolean;
}
