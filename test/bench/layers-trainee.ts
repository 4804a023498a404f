import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

import type { Architecture } from '../../src/core/graph/architecture';
import { layersModelOf } from '../../src/tensor/layers-model';
import type { TrainingBatch } from '../../src/tensor/learner';
import type { Trainee } from './trainee';

type Topology = Exclude<Parameters<typeof layers.models.modelFromJSON>[0], string>['modelTopology'];

/**
 * A network as people train it with stock TensorFlow.js: a model of its layers,
 * its optimisers, and none of our learners or gradients. What `trainOnBatch`
 * does, without waiting for the loss between steps.
 */
export class LayersTrainee implements Pick<Trainee, 'params' | 'step' | 'dispose'> {
  private constructor(
    private readonly model: layers.LayersModel,
    private readonly optimizer: tf.Optimizer,
  ) {}

  static async of(
    architecture: Architecture,
    optimizer: 'sgd' | 'adam',
    learningRate: number,
  ): Promise<LayersTrainee> {
    const names = Array.from({ length: architecture.shapes.at(-1)![0]! }, (_, i) => `${i}`);
    const { topology } = layersModelOf(architecture, { kind: 'classes', names });
    const model = await layers.models.modelFromJSON({ modelTopology: topology as Topology });
    const rule =
      optimizer === 'sgd' ? tf.train.momentum(learningRate, 0.9, true) : tf.train.adam(learningRate);
    return new LayersTrainee(model, rule);
  }

  get params(): number {
    return this.model.trainableWeights.reduce(
      (sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]),
      0,
    );
  }

  step({ x, size, targets }: TrainingBatch): number {
    return tf.tidy(() => {
      const input = tf.tensor(x, [size, ...(this.model.inputs[0]!.shape.slice(1) as number[])]);
      const wanted = tf.tensor(targets, [size, targets.length / size]);
      const loss = this.optimizer.minimize(() => {
        const outputs = this.model.apply(input, { training: true }) as Tensor;
        return tf.mean(layers.metrics.categoricalCrossentropy(wanted, outputs));
      }, true);
      return loss!.dataSync()[0]!;
    });
  }

  dispose(): void {
    this.optimizer.dispose();
    this.model.dispose();
  }
}
