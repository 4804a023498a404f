import { assert, unreachable } from '../../core/base/errors';
import type { TrainingSpec } from '../../core/estimator/options';
import type { Learner, LearnerState, StepResult, TrainingBatch } from '../learner';
import { putMoments } from '../learner';
import type { Network, Weight } from '../network';
import { ADAM_EPSILON, clippingScale, MOMENTS, RMSPROP_DECAY, RMSPROP_EPSILON } from '../optimizer';
import type { Block } from '../wasm/heap';
import { addressOf, allocate } from '../wasm/heap';
import type { BoundPlan } from './bound-plan';
import type { TrainingPart } from './compile';
import { OPTIMIZER_RECORD } from './compile';
import type { CompiledNetwork } from './compiled-network';

interface Trained {
  readonly position: number;
  readonly weight: Weight;
  /** Of its moments, in bytes from the beginning of the moments' block. */
  readonly moments: readonly number[];
}

/**
 * Trains by a compiled plan: a step is one pass over its calls, and one call
 * that moves all weights where they lie.
 *
 * @param seed of the noise that training adds, as dropout
 */
export class PlanLearner implements Learner {
  readonly #trained: readonly Trained[];
  readonly #moments: Block;
  #steps = 0;
  #outputs = new Float32Array(0);

  constructor(
    private readonly network: Network,
    private readonly compiled: CompiledNetwork,
    private readonly spec: TrainingSpec,
    private readonly seed: number,
  ) {
    let bytes = 0;
    this.#trained = network.weights.flatMap((weight, position) => {
      if (!weight.spec.trainable) return [];
      const moments = Array.from({ length: MOMENTS[spec.optimizer] }, () => {
        const offset = bytes;
        bytes += 4 * Math.ceil(weight.variable.size / 4) * 4;
        return offset;
      });
      return [{ position, weight, moments }];
    });
    this.#moments = allocate(Math.max(bytes, 4));
    for (const values of this.#momentViews()) values.fill(0);
  }

  step(batch: TrainingBatch, learningRate: number): StepResult {
    const { plan, result } = this.#forward(batch);
    this.#steps++;
    if (!Number.isFinite(result.loss)) return result;
    plan.backward();
    this.#move(plan, learningRate);
    this.network.weightsChanged();
    return result;
  }

  gradients(batch: TrainingBatch): (Float32Array | undefined)[] {
    const { plan } = this.#forward(batch);
    plan.backward();
    const { gradients } = trainingOf(plan);
    return this.#trained.map(({ position, weight }) => {
      const address = gradients.get(position);
      return address && plan.floats(address, weight.variable.size).slice();
    });
  }

  state(): LearnerState {
    return { steps: this.#steps, moments: this.#momentViews().map((values) => values.slice()) };
  }

  restore(state: LearnerState): void {
    putMoments(this.#momentViews(), state);
    this.#steps = state.steps;
  }

  dispose(): void {
    this.#moments.free();
  }

  #forward({ x, size, targets, weights }: TrainingBatch): { plan: BoundPlan; result: StepResult } {
    const plan = this.compiled.enter('training', size);
    const training = trainingOf(plan);
    plan.seedNoise(this.seed, this.#steps);
    plan.feed(x);
    plan.floats(training.targets, targets.length).set(targets);
    plan.floats(training.weights, size).set(weights);
    plan.forward();
    let loss = 0;
    for (const value of plan.floats(training.losses, size)) loss += value;
    const outputs = plan.output();
    if (this.#outputs.length !== outputs.length) this.#outputs = new Float32Array(outputs.length);
    this.#outputs.set(outputs);
    return { plan, result: { loss, outputs: this.#outputs } };
  }

  #move(plan: BoundPlan, learningRate: number): void {
    const { kernels } = this.compiled;
    const { optimizer, momentum, nesterov, betas, gradientClipNorm } = this.spec;
    const { table, count } = this.#writeTable(plan);
    const scale =
      gradientClipNorm === null ? 1 : clippingScale(kernels.sumOfSquares(table, count), gradientClipNorm);
    switch (optimizer) {
      case 'sgd':
        kernels.sgd(table, count, learningRate, momentum, nesterov ? 1 : 0, scale);
        return;
      case 'adam':
      case 'adamw': {
        const [unbias1, unbias2] = betas.map((beta) => 1 / (1 - beta ** this.#steps)) as [number, number];
        kernels.adam(table, count, learningRate, ...betas, unbias1, unbias2, ADAM_EPSILON, scale);
        return;
      }
      case 'rmsprop':
        kernels.rmsprop(table, count, learningRate, RMSPROP_DECAY, RMSPROP_EPSILON, scale);
        return;
      default:
        unreachable(optimizer);
    }
  }

  /** One record a weight that has a gradient, as `Kernels` describes them. */
  #writeTable(plan: BoundPlan): { table: number; count: number } {
    const { gradients, optimizerTable } = trainingOf(plan);
    const { optimizer, weightDecay } = this.spec;
    const words = OPTIMIZER_RECORD * gradients.size;
    const ints = plan.ints(optimizerTable, words);
    const floats = plan.floats(optimizerTable, words);
    let at = 0;
    for (const { position, weight, moments } of this.#trained) {
      const gradient = gradients.get(position);
      if (!gradient) continue;
      const decay = weight.spec.decays ? weightDecay : 0;
      ints[at] = addressOf(weight.variable);
      ints[at + 1] = plan.addressOf(gradient);
      ints[at + 2] = this.#momentAddress(moments[0]);
      ints[at + 3] = this.#momentAddress(moments[1]);
      ints[at + 4] = weight.variable.size;
      floats[at + 5] = optimizer === 'adamw' ? 0 : decay;
      floats[at + 6] = optimizer === 'adamw' ? decay : 0;
      at += OPTIMIZER_RECORD;
    }
    return { table: plan.addressOf(optimizerTable), count: gradients.size };
  }

  #momentAddress(offset: number | undefined): number {
    return offset === undefined ? 0 : this.#moments.address + offset;
  }

  #momentViews(): Float32Array[] {
    return this.#trained.flatMap(({ weight, moments }) =>
      moments.map((offset) => this.compiled.view(this.#moments.address + offset, weight.variable.size)),
    );
  }
}

function trainingOf({ plan }: BoundPlan): TrainingPart {
  assert(plan.training !== undefined, 'a learner runs training plans');
  return plan.training;
}
