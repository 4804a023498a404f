import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';

import { InputError } from '../core/base/errors';
import { createRng } from '../core/base/random';
import { convolution, depthwiseConvolution } from './operations/convolution';
import { addBias, relu } from './operations/elementwise';
import { batchNormOfBatch, layerNorm } from './operations/normalization';

interface Check {
  readonly operation: string;
  readonly inputs: readonly (readonly number[])[];
  readonly f: (...inputs: Tensor[]) => Tensor;
}

const NO_LISTENER = (): void => undefined;
const window = { stride: [2, 2], dilation: [1, 1], padding: 'same' } as const;
const dilated = { stride: [1, 1], dilation: [2, 2], padding: 'same' } as const;

/** Small cases of what training uses most, each with the padding and strides that have been wrong in some backend. */
export const GRADIENT_CHECKS: readonly Check[] = [
  {
    operation: 'convolution',
    inputs: [
      [2, 5, 6, 2],
      [3, 3, 2, 3],
    ],
    f: (x, w) => convolution(x, w, 1, window),
  },
  {
    operation: 'dilated convolution',
    inputs: [
      [1, 6, 5, 2],
      [3, 3, 2, 2],
    ],
    f: (x, w) => convolution(x, w, 1, dilated),
  },
  {
    operation: 'depthwise convolution',
    inputs: [
      [2, 5, 6, 3],
      [3, 3, 3, 1],
    ],
    f: (x, w) => depthwiseConvolution(x, w, window),
  },
  {
    operation: 'max pooling',
    inputs: [[2, 5, 6, 2]],
    f: (x) => tf.maxPool(x as Tensor4D, 3, 2, 'same'),
  },
  {
    operation: 'average pooling',
    inputs: [[2, 5, 5, 2]],
    f: (x) => tf.avgPool(x as Tensor4D, 3, 1, 'same'),
  },
  {
    operation: 'batch norm',
    inputs: [[2, 3, 3, 2], [2], [2]],
    f: (x, gamma, beta) => batchNormOfBatch(x, gamma, beta, 1e-3, NO_LISTENER),
  },
  {
    operation: 'layer norm',
    inputs: [[3, 4], [4], [4]],
    f: (x, gamma, beta) => layerNorm(x, gamma, beta, 1e-3),
  },
  {
    operation: 'dense layer',
    inputs: [[4, 5], [5, 3], [3]],
    f: (x, w, b) => relu(addBias(tf.matMul(x, w), b)),
  },
];

/**
 * Compares gradients with finite differences along one random direction for
 * each input. Throws `InputError` naming the first operation that is wrong:
 * nothing trained on such a backend could be trusted.
 */
export function testGradients(backend: string, checks: readonly Check[] = GRADIENT_CHECKS): void {
  for (const check of checks) {
    const error = tf.tidy(() => gradientError(check));
    if (!(error < 0.02)) {
      throw new InputError(
        'execution.backend',
        `the backend ${backend} computes a wrong gradient of ${check.operation} (off by ${(100 * error).toFixed(1)} %); choose another backend`,
      );
    }
  }
}

/**
 * Largest error over the inputs of the slope along a random direction,
 * relative to the length of the gradient.
 */
export function gradientError({ operation, inputs, f }: Check, step = 0.01): number {
  const rng = createRng(1).fork(operation);
  const xs = inputs.map((shape) => tf.tensor(distinct(size(shape), rng.fork(`${shape.length}`)), [...shape]));
  const weights = tf.tidy(() => {
    const { shape } = f(...xs);
    return tf.tensor(distinct(size(shape), rng.fork('weights')), shape);
  });
  const value = (...at: Tensor[]): Tensor => tf.sum(tf.mul(f(...at), weights));
  const gradients = tf.grads(value)(xs);
  const errors = xs.map((x, i) => {
    const direction = tf.tensor(distinct(x.size, rng.fork(`direction ${i}`)), x.shape);
    const at = (offset: number): number => {
      const moved = xs.map((other, j) => (j === i ? tf.add(x, tf.mul(direction, offset)) : other));
      return value(...moved).dataSync()[0]!;
    };
    const slope = (at(step) - at(-step)) / (2 * step);
    const predicted = tf.sum(tf.mul(gradients[i]!, direction)).dataSync()[0]!;
    const scale = tf.norm(gradients[i]!).dataSync()[0]! * tf.norm(direction).dataSync()[0]!;
    return Math.abs(slope - predicted) / Math.max(scale, 1e-6);
  });
  return Math.max(...errors);
}

/** Values in (-1, 1) at equal distances, shuffled: no two are so near that a step exchanges the larger one. */
function distinct(count: number, rng: ReturnType<typeof createRng>): Float32Array {
  const values = Array.from({ length: count }, (_, i) => (2 * i + 1) / count - 1);
  return Float32Array.from(rng.shuffled(values));
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
