import { createRng } from '../../src/core/base/random';
import { trainingOptions } from '../../src/core/estimator/options';
import type { Architecture } from '../../src/core/graph/architecture';
import { createLearner } from '../../src/tensor/create-learner';
import type { Learner, TrainingBatch } from '../../src/tensor/learner';
import { Network } from '../../src/tensor/network';
import type { Optimizer } from './questions';

const ULP = 2 ** -23;

/** A network and its learner on the started backend, with the defaults of an experiment. */
export class Trainee {
  private constructor(
    readonly network: Network,
    readonly learner: Learner,
    private readonly learningRate: number,
  ) {}

  static of(architecture: Architecture, optimizer: Optimizer, learningRate: number): Trainee {
    const outputs = architecture.shapes.at(-1)![0]!;
    const names = Array.from({ length: outputs }, (_, i) => `${i}`);
    const network = Network.create(architecture, { kind: 'classes', names }, 1);
    const spec = trainingOptions.parse({ kind: 'training', optimizer, weightDecay: 0.001 });
    return new Trainee(network, createLearner(network, spec, 1), learningRate);
  }

  get params(): number {
    const trained = this.network.weights.filter(({ spec }) => spec.trainable);
    return trained.reduce((sum, { variable }) => sum + variable.size, 0);
  }

  /** The loss before the move. */
  step(batch: TrainingBatch): number {
    return this.learner.step(batch, this.learningRate).loss;
  }

  /** Adds the smallest step of a 32-bit number to each weight, or takes it away. */
  nudge(): void {
    const rng = createRng(1).fork('nudge');
    const nudged = this.network
      .snapshot()
      .map((values) => values.map((value) => value * (1 + (rng.below(2) === 0 ? ULP : -ULP))));
    this.network.restoreSnapshot(nudged);
  }

  dispose(): void {
    this.learner.dispose();
    this.network.dispose();
  }
}
