import type { Examples } from '../../core/estimator/dataset';
import type { TrainingSpec } from '../../core/estimator/options';
import { createLearner } from '../create-learner';
import type { Network, Weight } from '../network';
import { MOMENTS } from '../optimizer';
import { targetsOf } from '../targets';
import { peakTensorBytes } from './peak-memory';

/** Of a candidate, in bytes. */
export interface EnginePeaks {
  /** While one example is predicted. */
  readonly peakMemoryBytes: number;
  /** In a training step with a batch of `spec.batchSize`. */
  readonly peakTrainMemoryBytes: number;
}

/**
 * What the engine that the network runs on needs at its peak: weights and
 * statistics, and beside them activations; in training also gradients and the
 * optimiser's memory.
 *
 * A compiled plan knows exactly: the block that all its buffers share by their
 * lifetimes. Where operations run one by one on tfjs, its live tensors are
 * counted after each of them; what an operation needs inside is not seen. The
 * program itself and the data set are in neither.
 */
export async function enginePeaks(
  network: Network,
  examples: Examples,
  spec: TrainingSpec,
): Promise<EnginePeaks> {
  const size = Math.min(spec.batchSize, examples.count);
  const { predictionBytes, trainingBytes } = network.compiled
    ? plannedBytes(network.compiled, size)
    : await countedBytes(network, examples, spec, size);
  const weights = bytesOf(network.weights);
  const moments =
    MOMENTS[spec.optimizer] * bytesOf(network.weights.filter((weight) => weight.spec.trainable));
  return {
    peakMemoryBytes: weights + predictionBytes,
    peakTrainMemoryBytes: weights + moments + trainingBytes,
  };
}

interface Working {
  readonly predictionBytes: number;
  readonly trainingBytes: number;
}

function plannedBytes(compiled: NonNullable<Network['compiled']>, size: number): Working {
  return {
    predictionBytes: compiled.bytesFor('prediction', 1),
    trainingBytes: compiled.bytesFor('training', size),
  };
}

async function countedBytes(
  network: Network,
  examples: Examples,
  spec: TrainingSpec,
  size: number,
): Promise<Working> {
  const x = examples.x.subarray(0, size * network.inputSize);
  const targets = new Float32Array(size * network.outputUnits);
  const write = targetsOf(examples, network.task, spec);
  for (let i = 0; i < size; i++) write(i, targets, i * network.outputUnits);
  const batch = { size, x, targets, weights: new Float32Array(size).fill(1 / size) };
  // Gradients move the statistics of batches.
  const before = network.snapshot();
  const learner = createLearner(network, spec, 0);
  try {
    return {
      predictionBytes: await peakTensorBytes(() => network.predictBatch(x.subarray(0, network.inputSize), 1)),
      trainingBytes: await peakTensorBytes(() => learner.gradients(batch)),
    };
  } finally {
    learner.dispose();
    network.restoreSnapshot(before);
  }
}

function bytesOf(weights: readonly Weight[]): number {
  return weights.reduce((sum, { variable }) => sum + 4 * variable.size, 0);
}
