import * as tf from '@tensorflow/tfjs-core';

import type { TrainingSpec } from '../core/estimator/options';
import type { Loss } from './loss';
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
   * Moves the weights once; gives the mean loss of the batch before the move.
   * Weights that the loss does not depend on stay. When the loss is not finite
   * nothing moves.
   *
   * @param x `[count, ...inputShape]`
   * @param y as `Examples.y`
   */
  run(x: Float32Array, y: Float32Array, count: number, learningRate: number): number {
    let loss = NaN;
    const noise = { step: this.#steps++, seed: this.seed };
    tf.tidy(() => {
      const batch = this.network.batch(x, count);
      const { grads } = tf.engine().gradients(
        () => {
          const outputs = this.network.forward(batch, noise);
          const judged = this.loss.ofBatch(outputs.dataSync<'float32'>(), y);
          loss = judged.loss;
          return lossTensor(outputs, judged.gradient);
        },
        this.#trained.map(({ weight }) => weight.variable),
        undefined,
        true,
      );
      if (Number.isFinite(loss)) this.#move(grads, learningRate);
    });
    return loss;
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
