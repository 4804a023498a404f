import * as tf from '@tensorflow/tfjs-core';

import { Bug } from '../core/base/errors';
import type { TrainingSpec } from '../core/estimator/options';
import type { Learner, LearnerState, StepResult, TrainingBatch } from './learner';
import { putMoments } from './learner';
import type { Loss } from './loss';
import { lossOf } from './loss';
import type { Network, Weight } from './network';
import { assign } from './network';
import { differentiable } from './operations/differentiable';
import { clippingScale, MOMENTS, updateRule } from './optimizer';
import type { UpdateRule } from './optimizer';

/**
 * Trains op by op on tfjs's current backend.
 *
 * @param seed of the noise that training adds, as dropout
 */
export function createTfjsLearner(network: Network, spec: TrainingSpec, seed: number): Learner {
  return new TfjsLearner(network, spec, seed);
}

interface TrainedWeight {
  readonly weight: Weight;
  readonly moments: readonly Float32Array[];
}

interface Judged {
  readonly result: StepResult;
  readonly gradients: readonly (Float32Array | undefined)[];
}

class TfjsLearner implements Learner {
  readonly #trained: readonly TrainedWeight[];
  readonly #update: UpdateRule;
  readonly #loss: Loss;
  #steps = 0;

  constructor(
    private readonly network: Network,
    private readonly spec: TrainingSpec,
    private readonly seed: number,
  ) {
    this.#loss = lossOf(network.task.kind);
    this.#update = updateRule(spec);
    this.#trained = network.weights
      .filter(({ spec: { trainable } }) => trainable)
      .map((weight) => ({
        weight,
        moments: Array.from(
          { length: MOMENTS[spec.optimizer] },
          () => new Float32Array(weight.variable.size),
        ),
      }));
  }

  step(batch: TrainingBatch, learningRate: number): StepResult {
    const { result, gradients } = this.#judge(batch);
    this.#steps++;
    if (Number.isFinite(result.loss)) this.#move(gradients, learningRate);
    return result;
  }

  gradients(batch: TrainingBatch): (Float32Array | undefined)[] {
    return [...this.#judge(batch).gradients];
  }

  state(): LearnerState {
    const moments = this.#trained.flatMap((trained) => trained.moments);
    return { steps: this.#steps, moments: moments.map((values) => values.slice()) };
  }

  restore(state: LearnerState): void {
    putMoments(
      this.#trained.flatMap((trained) => trained.moments),
      state,
    );
    this.#steps = state.steps;
  }

  dispose(): void {
    // Its memory is plain arrays, and the variables are the network's.
  }

  #judge({ x, size, targets, weights }: TrainingBatch): Judged {
    const noise = { step: this.#steps, seed: this.seed };
    let result: StepResult | undefined;
    // For weights that the loss does not depend on tfjs has null, whatever its types say.
    let found: readonly (tf.Tensor | null | undefined)[] = [];
    let gradients: readonly (Float32Array | undefined)[] = [];
    tf.tidy(() => {
      const input = this.network.batch(x, size);
      const forward = (): tf.Tensor => {
        const outputs = this.network.forward(input, noise);
        const values = outputs.dataSync<'float32'>();
        const { loss, gradient } = this.#loss(values, targets, weights);
        result = { loss, outputs: values };
        return lossTensor(outputs, gradient);
      };
      const variables = this.#trained.map(({ weight }) => weight.variable);
      // tfjs takes no empty list.
      if (variables.length === 0) forward();
      else found = tf.engine().gradients(forward, variables, undefined, true).grads;
      gradients = found.map((gradient) => gradient?.dataSync<'float32'>());
    });
    if (!result) throw new Bug('the loss was not computed');
    return { result, gradients };
  }

  #move(gradients: readonly (Float32Array | undefined)[], learningRate: number): void {
    const { gradientClipNorm, weightDecay } = this.spec;
    const gradientScale =
      gradientClipNorm === null ? 1 : clippingScale(sumOfSquares(gradients), gradientClipNorm);
    this.#trained.forEach(({ weight: { variable, spec }, moments }, i) => {
      const gradient = gradients[i];
      if (!gradient) return;
      const move = {
        learningRate,
        step: this.#steps,
        gradientScale,
        weightDecay: spec.decays ? weightDecay : 0,
      };
      assign(variable, this.#update(variable.dataSync<'float32'>(), gradient, moments, move));
    });
  }
}

function sumOfSquares(gradients: readonly (Float32Array | undefined)[]): number {
  let sum = 0;
  for (const gradient of gradients) {
    if (gradient) for (const value of gradient) sum += value * value;
  }
  return sum;
}

/** A scalar whose gradient by `outputs` is known already; its own value is never read. */
function lossTensor(outputs: tf.Tensor, gradient: Float32Array): tf.Tensor {
  return differentiable(
    [outputs],
    () => ({ value: tf.scalar(0), saved: [] }),
    () => [tf.tensor(gradient, outputs.shape)],
  );
}
