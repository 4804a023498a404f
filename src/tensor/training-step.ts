import * as tf from '@tensorflow/tfjs-core';

import type { TrainingSpec } from '../core/estimator/options';
import { Bug } from '../core/base/errors';
import type { BatchLoss, Loss } from './loss';
import type { Network, Weight } from './network';
import { assign } from './network';
import { differentiable } from './operations/differentiable';
import { updateRule } from './optimizer';
import type { UpdateRule } from './optimizer';

/** Trains on one batch at a time. */
export class TrainingStep {
  readonly #trained: readonly { readonly weight: Weight; readonly update: UpdateRule }[];
  #steps = 0;

  constructor(
    private readonly network: Network,
    private readonly loss: Loss,
    spec: TrainingSpec,
    private readonly seed: number,
  ) {
    this.#trained = network.weights
      .filter(({ spec: { trainable } }) => trainable)
      .map((weight) => ({
        weight,
        update: updateRule(spec.optimizer, weight.variable.size, weight.spec.decays ? spec.weightDecay : 0),
      }));
  }

  /**
   * Moves the weights once; gives the loss of the batch before the move.
   * Weights that the loss does not depend on stay. When the loss is not finite
   * nothing moves.
   *
   * @param x `[count, ...inputShape]`
   * @param y as `Examples.y`
   */
  run(x: Float32Array, y: Float32Array, count: number, learningRate: number): BatchLoss {
    let result: BatchLoss | undefined;
    const noise = { step: this.#steps++, seed: this.seed };
    tf.tidy(() => {
      const batch = this.network.batch(x, count);
      const { grads } = tf.engine().gradients(
        () => {
          const outputs = this.network.forward(batch, noise);
          result = this.loss.ofBatch(outputs.dataSync<'float32'>(), y);
          return lossTensor(outputs, result.gradient);
        },
        this.#trained.map(({ weight }) => weight.variable),
        undefined,
        true,
      );
      if (Number.isFinite(result?.loss)) this.#move(grads, learningRate);
    });
    if (!result) throw new Bug('the loss was not computed');
    return result;
  }

  #move(grads: readonly (tf.Tensor | null | undefined)[], learningRate: number): void {
    this.#trained.forEach(({ weight: { variable }, update }, i) => {
      const gradient = grads[i];
      if (!gradient) return;
      assign(variable, update(variable.dataSync<'float32'>(), gradient.dataSync<'float32'>(), learningRate));
    });
  }
}

/** A scalar whose gradient by `outputs` is known already; its own value is never read. */
function lossTensor(outputs: tf.Tensor, gradient: Float32Array): tf.Tensor {
  return differentiable(
    [outputs],
    () => ({ value: tf.scalar(0), saved: [] }),
    () => [tf.tensor(gradient, outputs.shape)],
  );
}
