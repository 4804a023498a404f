import { assert } from '../core/base/errors';

/** What one step trains on. */
export interface TrainingBatch {
  readonly size: number;
  /** `[size, ...inputShape]`, may be a view. */
  readonly x: Float32Array;
  /** `[size, outputUnits]`: a distribution over the classes a row (label smoothing and mixup already in it), or standardised values. */
  readonly targets: Float32Array;
  /** `[size]`: what the loss of each example counts; `1 / size` each gives the plain mean. */
  readonly weights: Float32Array;
}

export interface StepResult {
  /** Weighted sum of the examples' losses (cross-entropy in nats; mean over targets of the squared error), before the move. */
  readonly loss: number;
  /** `[size, outputUnits]`, before the move; valid until the next step. */
  readonly outputs: Float32Array;
}

/** What of a learner has to be kept to go on as if nothing had happened, besides the network's weights. */
export interface LearnerState {
  readonly steps: number;
  /** The optimiser's memory, in the order of the network's trained weights. */
  readonly moments: readonly Float32Array[];
}

/** Trains a network on one batch at a time; owns the optimiser's memory. The network is not its own. */
export interface Learner {
  /** Moves the weights once. Weights that the loss does not depend on stay. When the loss is not finite nothing moves. */
  step(batch: TrainingBatch, learningRate: number): StepResult;
  /**
   * Gradients of the loss of one batch by each trained weight, in their order,
   * without a move; `undefined` where the loss does not depend on a weight.
   * Draws the noise of the next step, and moves statistics of batches as a step does.
   */
  gradients(batch: TrainingBatch): (Float32Array | undefined)[];
  state(): LearnerState;
  restore(state: LearnerState): void;
  dispose(): void;
}

/** Puts the moments of a state into a learner's own. Throws `Bug` when they are another network's or optimiser's. */
export function putMoments(own: readonly Float32Array[], { moments }: LearnerState): void {
  const fits = own.length === moments.length && own.every(({ length }, i) => moments[i]!.length === length);
  assert(fits, 'the state of a learner is put into one of the same network and optimiser');
  own.forEach((values, i) => {
    values.set(moments[i]!);
  });
}
