import type { AnalyticEstimator, Measurement } from '../estimator/estimator';
import type { TrialExecutor } from './ports';

export interface AnalyticExecutorOptions {
  /**
   * Lets the process look after other things (messages, a click on *Pause*):
   * a promise of the next turn of its event loop, which the core does not have.
   */
  readonly breathe: () => Promise<void>;
  /** Measurements between two breaths. */
  readonly trialsPerBreath?: number;
}

/**
 * Measures in this process, one candidate at a time, with an estimator that needs
 * no tensors. There is no model, hence nothing to test or to keep.
 */
export function analyticExecutor(
  estimator: AnalyticEstimator,
  { breathe, trialsPerBreath = 20 }: AnalyticExecutorOptions,
): TrialExecutor {
  let nMeasured = 0;
  return {
    capacity: 1,
    backend: 'none',
    recomputes: true,
    startsOver: estimator.startsOver,
    async run({ genotype, seed, fidelity, paidEpochs }): Promise<Measurement> {
      if (nMeasured++ % trialsPerBreath === trialsPerBreath - 1) await breathe();
      return estimator.estimate(genotype, seed, fidelity?.epochs, paidEpochs);
    },
    test: () => Promise.resolve(undefined),
    retain: () => undefined,
    close: () => Promise.resolve(),
  };
}
