import type { Dataset } from '../core/estimator/dataset';
import type { TrainingSpec } from '../core/estimator/options';
import type { Architecture } from '../core/graph/architecture';
import { GraphBuilder } from '../core/graph/graph-builder';
import type { Shape } from '../core/graph/operation';
import { createLearner } from '../tensor/create-learner';
import { Network } from '../tensor/network';
import { taskOf } from '../tensor/task';

const STEPS = 3;

/**
 * Trains a small network for a few steps and throws it away: afterwards the
 * code that every trial runs is compiled and its memory has been asked for.
 */
export function warmUp(dataset: Dataset, spec: TrainingSpec): void {
  const { inputShape, target, train } = dataset;
  const outputUnits = target.names.length;
  const network = Network.create(smallNetwork(inputShape, outputUnits), taskOf(dataset), 0);
  try {
    const learner = createLearner(network, spec, 0);
    try {
      const size = Math.min(spec.batchSize, train.count);
      const x = train.x.subarray(0, size * network.inputSize);
      const targets = new Float32Array(size * outputUnits);
      for (let n = 0; n < size; n++) targets[n * outputUnits] = 1;
      const batch = { size, x, targets, weights: new Float32Array(size).fill(1 / size) };
      for (let step = 0; step < STEPS; step++) learner.step(batch, 1e-3);
      network.predict(x, size);
    } finally {
      learner.dispose();
    }
  } finally {
    network.dispose();
  }
}

/** A little of what most networks for such inputs are made of. */
function smallNetwork(inputShape: Shape, outputUnits: number): Architecture {
  const g = new GraphBuilder(inputShape);
  let x = g.input;
  if (inputShape.length === 3) {
    x = g.activation(g.batchNorm(g.conv2d(x, 8, 3)), 'relu');
    x = g.globalAvgPool(g.maxPool(x, 2, { stride: 2 }));
  } else if (inputShape.length === 2) {
    x = g.flatten(x);
  }
  g.dense(g.activation(g.dense(x, 16), 'relu'), outputUnits);
  return g.build();
}
