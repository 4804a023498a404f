import type { Dataset } from '../core/estimator/dataset';
import type { TrainingSpec } from '../core/estimator/options';
import type { Architecture } from '../core/graph/architecture';
import type { InitialWeights } from '../core/graph/initial-weights';
import type { Metrics } from '../core/trial/trial';
import type { CheckpointPort } from './checkpoint';

/** One candidate to be trained. */
export interface TrainingRequest {
  readonly architecture: Architecture;
  readonly dataset: Dataset;
  readonly spec: TrainingSpec;
  /** What the candidate says of its first weights. */
  readonly initialWeights?: InitialWeights;
  /** Decides other first weights, order of examples, augmentation and dropout. */
  readonly seed: number;
  /**
   * Called after each epoch, counted from 1, with `trainLoss` and the metrics of
   * the validation examples; of a training that goes on from a checkpoint, for the epochs before it first.
   */
  readonly onEpoch: (epoch: number, metrics: Metrics) => void;
  readonly signal: AbortSignal;
  /**
   * Stops after so many epochs, the first ones of the whole training that `spec` describes: learning rates are those
   * of all its epochs, so that what is measured here is what the whole training measures at this point, early
   * stopping included: a training that has stopped by then stays stopped, and measures its best epoch. All where it
   * is not said.
   */
  readonly epochs?: number;
  /** Where the training is written down from time to time, and what it goes on from where that is there. */
  readonly checkpoint?: CheckpointPort;
}
