import type { Metrics } from '../trial/trial';
import type { Genotype } from '../space/space';

/** What one measurement says. */
export interface Measurement {
  readonly metrics: Metrics;
  /** Seconds that the measurement stands for, where it was looked up and not made; counts against a budget of simulated seconds. */
  readonly simulatedSeconds?: number;
  /** Kinds of operations that the backend left to TensorFlow.js, one by one and slower; absent when there were none. */
  readonly fallbacks?: readonly string[];
}

/** An estimator that needs no tensors and runs inside the search process. Throws `TrialError` for a candidate it cannot measure. */
export interface AnalyticEstimator {
  /**
   * @param epochs one of `fidelities`; a full measurement where it is not said
   * @param continues the epochs that an earlier trial has paid already; with `startsOver` of no effect
   */
  estimate(genotype: Genotype, trialSeed: number, epochs?: number, continues?: number): Measurement;
  /** The epochs after which a candidate can be measured, ascending; the last is a full measurement. */
  readonly fidelities: readonly number[];
  /** Each measurement stands for a training of its own: none goes on from a shorter one. */
  readonly startsOver: boolean;
  /** Metrics that would be known without measuring (size, work); empty where there are none. */
  known(genotype: Genotype): Metrics;
}
