import { unreachable } from '../core/base/errors';
import type { TrainingSpec } from '../core/estimator/options';

/** Moves one tensor of weights; has its own memory of earlier gradients. */
export type UpdateRule = (
  weights: Float32Array,
  gradient: Float32Array,
  learningRate: number,
) => Float32Array;

/**
 * A rule for a tensor of `size` weights, in plain loops, so that it is the same
 * on every backend and costs nanoseconds a weight.
 *
 * - `sgd`: Nesterov momentum 0.9 in the form of Sutskever et al. 2013 that looks ahead by the gradient: v = 0.9 v + g, w -= lr (g + 0.9 v)
 * - `adam`: Kingma and Ba 2015, algorithm 1, betas 0.9 and 0.999, epsilon 1e-8
 * - `adamw`: the same with decoupled decay, w -= lr decay w (Loshchilov and Hutter 2019, algorithm 2, schedule multiplier = lr)
 * - `rmsprop`: Hinton's lecture 6e, decay 0.9, epsilon 1e-7, no momentum
 *
 * @param weightDecay L2 (added to the gradient) but for `adamw`
 */
export function updateRule(
  optimizer: TrainingSpec['optimizer'],
  size: number,
  weightDecay: number,
): UpdateRule {
  switch (optimizer) {
    case 'sgd':
      return nesterov(size, weightDecay);
    case 'adam':
      return adam(size, weightDecay, 0);
    case 'adamw':
      return adam(size, 0, weightDecay);
    case 'rmsprop':
      return rmsprop(size, weightDecay);
    default:
      return unreachable(optimizer);
  }
}

function nesterov(size: number, l2: number): UpdateRule {
  const velocity = new Float32Array(size);
  return (weights, gradient, learningRate) => {
    const next = new Float32Array(size);
    for (let i = 0; i < size; i++) {
      const g = gradient[i]! + l2 * weights[i]!;
      const v = 0.9 * velocity[i]! + g;
      velocity[i] = v;
      next[i] = weights[i]! - learningRate * (g + 0.9 * v);
    }
    return next;
  };
}

function adam(size: number, l2: number, decoupled: number): UpdateRule {
  const mean = new Float32Array(size);
  const square = new Float32Array(size);
  let step = 0;
  return (weights, gradient, learningRate) => {
    step++;
    const next = new Float32Array(size);
    const unbias = 1 / (1 - 0.9 ** step);
    const unbiasSquare = 1 / (1 - 0.999 ** step);
    for (let i = 0; i < size; i++) {
      const g = gradient[i]! + l2 * weights[i]!;
      const m = 0.9 * mean[i]! + 0.1 * g;
      const s = 0.999 * square[i]! + 0.001 * g * g;
      mean[i] = m;
      square[i] = s;
      const direction = (m * unbias) / (Math.sqrt(s * unbiasSquare) + 1e-8);
      next[i] = weights[i]! - learningRate * (direction + decoupled * weights[i]!);
    }
    return next;
  };
}

function rmsprop(size: number, l2: number): UpdateRule {
  const square = new Float32Array(size);
  return (weights, gradient, learningRate) => {
    const next = new Float32Array(size);
    for (let i = 0; i < size; i++) {
      const g = gradient[i]! + l2 * weights[i]!;
      const s = 0.9 * square[i]! + 0.1 * g * g;
      square[i] = s;
      next[i] = weights[i]! - (learningRate * g) / (Math.sqrt(s) + 1e-7);
    }
    return next;
  };
}
