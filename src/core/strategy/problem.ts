import type { Genotype } from '../space/space';

/** What a strategy may know of the task beside the space: nothing that only a measurement tells. */
export interface Problem {
  /** Length of `Score.values`. */
  readonly nObjectives: number;
  /**
   * The epochs after which a candidate can be measured, ascending; the last one is
   * a full measurement. A single entry: there is nothing cheaper.
   */
  readonly fidelities: readonly number[];
  /** What is known of a candidate before it is measured. Pure; may build the candidate, so remember the answer. */
  foresee(genotype: Genotype): Foresight;
}

export interface Foresight {
  /** As in `Score.values`; `undefined` for an objective that has to be measured, or of a candidate that nobody knows. */
  readonly values: readonly (number | undefined)[];
  /** The part of `Score.violation` that is known. */
  readonly violation: number;
}

/** One objective of which nothing is known before, measured in full. */
export const ONE_OBJECTIVE: Problem = {
  nObjectives: 1,
  fidelities: [1],
  foresee: () => ({ values: [undefined], violation: 0 }),
};
