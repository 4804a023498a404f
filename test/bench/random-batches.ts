import { createRng } from '../../src/core/base/random';
import type { Shape } from '../../src/core/graph/operation';
import type { TrainingBatch } from '../../src/tensor/learner';

export interface BatchShape {
  readonly size: number;
  readonly inputShape: Shape;
  readonly classes: number;
  /** Inputs are whole numbers below this, not standard normal ones. */
  readonly vocabulary?: number;
}

/** Batches with random classes, the same for one seed. */
export function randomBatches(count: number, shape: BatchShape, seed: number): TrainingBatch[] {
  const rng = createRng(seed);
  const { size, inputShape, classes, vocabulary } = shape;
  const inputSize = inputShape.reduce((product, n) => product * n, 1);
  return Array.from({ length: count }, () => {
    const targets = new Float32Array(size * classes);
    for (let n = 0; n < size; n++) targets[n * classes + rng.below(classes)] = 1;
    const draw = vocabulary === undefined ? () => rng.normal() : () => rng.below(vocabulary);
    return {
      size,
      x: Float32Array.from({ length: size * inputSize }, draw),
      targets,
      weights: new Float32Array(size).fill(1 / size),
    };
  });
}
