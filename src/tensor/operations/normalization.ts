import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

import { BATCH_NORM, BATCH_NORM_GRADIENT } from '../kernels/batch-norm';
import { differentiable, hasKernel, runKernel, runKernelForAll } from './differentiable';

/** Mean and biased variance of a batch, `[channels]` each. */
export type StatisticsListener = (mean: Float32Array, variance: Float32Array) => void;

/**
 * Batch normalisation over all axes but the last, with the statistics of the
 * batch, and its analytic gradient (Ioffe and Szegedy 2015, section 3).
 */
export function batchNormOfBatch(
  x: Tensor,
  gamma: Tensor,
  beta: Tensor,
  epsilon: number,
  onStatistics: StatisticsListener,
): Tensor {
  const fused = hasKernel(BATCH_NORM);
  return differentiable(
    [x, gamma, beta],
    () => {
      const [value, mean, scale] = fused
        ? runKernelForAll(BATCH_NORM, { x, gamma, beta }, { epsilon })
        : normalised(x, gamma, beta, epsilon);
      const inverse = scale!.dataSync<'float32'>();
      onStatistics(
        mean!.dataSync<'float32'>(),
        inverse.map((s) => Math.max(0, 1 / (s * s) - epsilon)),
      );
      return { value: value!, saved: [x, gamma, mean!, scale!] };
    },
    (dy, saved) => {
      const [image, weight, mean, scale] = saved as [Tensor, Tensor, Tensor, Tensor];
      return fused
        ? runKernelForAll(BATCH_NORM_GRADIENT, { dy, x: image, gamma: weight, mean, scale })
        : normalisedGradient(dy, image, weight, mean, scale);
    },
  );
}

/** Batch normalisation with given statistics, for prediction. */
export function batchNormWith(
  x: Tensor,
  gamma: Tensor,
  beta: Tensor,
  mean: Tensor,
  variance: Tensor,
  epsilon: number,
): Tensor {
  return runKernel(
    'FusedBatchNorm',
    { x, mean, variance, offset: beta, scale: gamma },
    { varianceEpsilon: epsilon },
  );
}

/**
 * Layer normalisation over the last axis (Ba et al. 2016, as Keras's default
 * axis has it), with its analytic gradient.
 */
export function layerNorm(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Tensor {
  const features = x.shape.at(-1)!;
  const flat = (t: Tensor): Tensor => tf.reshape(t, [-1, features]);
  return differentiable(
    [x, gamma, beta],
    () => {
      const rows = flat(x);
      const centred = tf.sub(rows, tf.mean(rows, 1, true));
      const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon));
      const hat = tf.mul(centred, scale);
      return { value: tf.reshape(tf.add(tf.mul(hat, gamma), beta), x.shape), saved: [hat, scale, gamma] };
    },
    (dy, saved) => {
      const [hat, scale, weight] = saved as [Tensor, Tensor, Tensor];
      const gradient = flat(dy);
      const byHat = tf.mul(gradient, weight);
      const along = tf.mul(hat, tf.mean(tf.mul(byHat, hat), 1, true));
      const dx = tf.mul(tf.sub(tf.sub(byHat, tf.mean(byHat, 1, true)), along), scale);
      return [tf.reshape(dx, dy.shape), tf.sum(tf.mul(gradient, hat), 0), tf.sum(gradient, 0)];
    },
  );
}

/** For backends without our kernel: y, mean and 1 / deviation from ordinary tensors. */
function normalised(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Tensor[] {
  const rows = tf.reshape(x, [-1, x.shape.at(-1)!]);
  const mean = tf.mean(rows, 0);
  const centred = tf.sub(rows, mean);
  const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 0), epsilon));
  const y = tf.add(tf.mul(centred, tf.mul(scale, gamma)), beta);
  return [tf.reshape(y, x.shape), mean, scale];
}

function normalisedGradient(dy: Tensor, x: Tensor, gamma: Tensor, mean: Tensor, scale: Tensor): Tensor[] {
  const channels = x.shape.at(-1)!;
  const gradient = tf.reshape(dy, [-1, channels]);
  const hat = tf.mul(tf.sub(tf.reshape(x, [-1, channels]), mean), scale);
  const dgamma = tf.sum(tf.mul(gradient, hat), 0);
  const dbeta = tf.sum(gradient, 0);
  const rows = gradient.shape[0];
  const inner = tf.sub(tf.sub(gradient, tf.div(dbeta, rows)), tf.mul(hat, tf.div(dgamma, rows)));
  return [tf.reshape(tf.mul(inner, tf.mul(gamma, scale)), x.shape), dgamma, dbeta];
}
