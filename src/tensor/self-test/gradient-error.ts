import { createRng } from '../../core/base/random';
import type { Rng } from '../../core/base/random';
import type { TrainingSpec } from '../../core/estimator/options';
import { createLearner } from '../create-learner';
import type { TrainingBatch } from '../learner';
import { Network } from '../network';
import type { NetworkTask } from '../network';
import type { Fragment } from './fragments';

/** Enough for statistics of a batch. */
const BATCH = 4;

/** Length of the step to each side along a direction; a smaller one where the first crossed a kink of the loss. */
const STEPS = [0.01, 0.002, 0.0005];

/** Towards the gradient and away from it. */
const SIDES = [1, -1];

/** Below this a gradient counts as 0: rounding of the loss alone gives a slope of about a thousandth of it. */
const SMALLEST_SLOPE = 2e-3;

/**
 * How far the gradients of a small network are from finite differences of its
 * loss, on whatever engine trains here: always in the same order.
 *
 * Two random directions for each tensor of weights but the head's. An error is
 * relative to what the slope along a random direction is by chance, `|g| /
 * sqrt(n)`: about 1 where a gradient is simply wrong.
 */
export function gradientErrors(
  { architecture }: Fragment,
  task: NetworkTask,
  seed: number,
): readonly number[] {
  const rng = createRng(seed).fork('self-test');
  const network = Network.create(architecture, task, seed);
  try {
    const values = network.snapshot();
    // No weight keeps a value at which a kernel that ignores it would be right.
    network.weights.forEach(({ spec }, i) => {
      if (spec.trainable) shake(values[i]!, 0.3, rng);
    });
    network.restoreSnapshot(values);
    const learner = createLearner(network, SPEC, seed);
    try {
      const batch = batchFor(network, rng);
      const state = learner.state();
      const lossAt = (moved: readonly Float32Array[]): number => {
        network.restoreSnapshot(moved);
        learner.restore(state);
        return learner.step(batch, 0).loss;
      };
      const gradients = learner.gradients(batch).map((gradient) => gradient?.slice());
      const trained = network.weights.flatMap(({ spec }, i) => (spec.trainable ? [i] : []));
      const head = `${architecture.nodes.at(-1)!.name}/`;
      return trained.flatMap((weight, i) =>
        network.weights[weight]!.name.startsWith(head)
          ? []
          : SIDES.map((side) => slopeError(values, weight, gradients[i], side, lossAt, rng)),
      );
    } finally {
      learner.dispose();
    }
  } finally {
    network.dispose();
  }
}

/** @param weight the position in `values` of the tensor that is moved */
function slopeError(
  values: readonly Float32Array[],
  weight: number,
  gradient: Float32Array | undefined,
  side: number,
  lossAt: (moved: readonly Float32Array[]) => number,
  rng: Rng,
): number {
  const at = values[weight]!;
  const found = gradient ?? new Float32Array(at.length);
  const scale = Math.max(Math.sqrt(dot(found, found) / at.length), SMALLEST_SLOPE);
  const direction = leaning(found, side, rng);
  const predicted = dot(found, direction);
  const moved = (step: number): readonly Float32Array[] =>
    values.map((own, i) => (i === weight ? own.map((v, j) => v + step * direction[j]!) : own));
  let smallest = Infinity;
  for (const step of STEPS) {
    const slope = (lossAt(moved(step)) - lossAt(moved(-step))) / (2 * step);
    const error = Math.abs(slope - predicted) / scale;
    // A comparison with NaN keeps what was there.
    if (error < smallest) smallest = error;
    if (smallest < RIGHT) break;
  }
  return smallest;
}

/** Below this an error is rounding. */
export const RIGHT = 0.05;

function batchFor(network: Network, rng: Rng): TrainingBatch {
  const first = network.architecture.nodes[1]!;
  const tokens = first.operation.kind === 'embedding' ? first.operation.vocabulary : undefined;
  const next = (): number => (tokens === undefined ? 2 * rng.next() - 1 : rng.below(tokens));
  const size = network.architecture.shapes[0]!.reduce((product, n) => product * n, BATCH);
  // Unequal, so that a kernel that leaves them out is found.
  const weights = Float32Array.from({ length: BATCH }, (_, i) => (i + 1) / 10);
  return {
    size: BATCH,
    x: Float32Array.from({ length: size }, next),
    targets: targetsFor(network, rng),
    weights,
  };
}

/** Distributions over classes, or values. */
function targetsFor({ task, outputUnits }: Network, rng: Rng): Float32Array {
  const targets = Float32Array.from({ length: BATCH * outputUnits }, () => rng.next());
  if (task.kind === 'values') return targets;
  for (let row = 0; row < BATCH; row++) {
    const own = targets.subarray(row * outputUnits, (row + 1) * outputUnits);
    const sum = own.reduce((a, b) => a + b, 0);
    own.forEach((value, i) => (own[i] = value / sum));
  }
  return targets;
}

function shake(values: Float32Array, width: number, rng: Rng): void {
  values.forEach((value, i) => (values[i] = value + width * (2 * rng.next() - 1)));
}

/**
 * A random direction of length 1 that leans towards the gradient, or away from
 * it: a random one alone would now and then miss a gradient of a wrong length,
 * the gradient itself one that is 0 where it should not be.
 */
function leaning(gradient: Float32Array, side: number, rng: Rng): Float32Array {
  const n = gradient.length;
  const random = Float32Array.from({ length: n }, () => rng.normal());
  const lean = (3 * side) / Math.sqrt(n * dot(gradient, gradient) || Infinity);
  const length = Math.sqrt(dot(random, random));
  return random.map((v, i) => v / length + lean * gradient[i]!);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/** Plain gradient descent: what the weights do is not looked at. */
const SPEC: TrainingSpec = {
  kind: 'training',
  trainedLayers: null,
  epochs: 1,
  batchSize: BATCH,
  optimizer: 'sgd',
  momentum: 0,
  nesterov: false,
  betas: [0.9, 0.999],
  learningRate: 1,
  schedule: 'constant',
  warmupEpochs: 0,
  weightDecay: 0,
  gradientClipNorm: null,
  labelSmoothing: 0,
  classWeights: null,
  augmentation: { shift: 0, crop: 0, flipHorizontal: false, cutout: 0, mixup: 0 },
  earlyStoppingPatience: null,
  earlyStoppingMetric: 'valLoss',
  divergenceFactor: null,
  measureLatency: false,
  device: { batchLatency: false, batchSize: 1, memory: false, energy: 'none' },
};
