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
  estimate(genotype: Genotype, trialSeed: number): Measurement;
  /** Metrics that would be known without measuring (size, work); empty where there are none. */
  known(genotype: Genotype): Metrics;
}
