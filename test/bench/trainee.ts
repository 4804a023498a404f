import { trainingOptions } from '../../src/core/estimator/options';
import type { Architecture } from '../../src/core/graph/architecture';
import type { Learner, TrainingBatch } from '../../src/tensor/learner';
import { Network } from '../../src/tensor/network';
import { createTfjsLearner } from '../../src/tensor/tfjs-learner';
import type { Optimizer } from './questions';

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
    const spec = trainingOptions.parse({ kind: 'training', optimizer });
    return new Trainee(network, createTfjsLearner(network, spec, 1), learningRate);
  }

  get params(): number {
    const trained = this.network.weights.filter(({ spec }) => spec.trainable);
    return trained.reduce((sum, { variable }) => sum + variable.size, 0);
  }

  /** The loss before the move. */
  step(batch: TrainingBatch): number {
    return this.learner.step(batch, this.learningRate).loss;
  }

  dispose(): void {
    this.learner.dispose();
    this.network.dispose();
  }
}
