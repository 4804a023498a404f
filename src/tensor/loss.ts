import { unreachable } from '../core/base/errors';
import type { NetworkTask } from './network';

/** Loss of a batch, and its gradient. */
export interface BatchLoss {
  /** Sum of the examples' losses, each times its weight. */
  readonly loss: number;
  /** d loss / d outputs, in the layout of the outputs. */
  readonly gradient: Float32Array;
}

/**
 * Judges the outputs of a batch; plain loops in double precision, so that every backend is judged alike.
 *
 * @param outputs `[count, units]`
 * @param targets `[count, units]`
 * @param weights `[count]`
 */
export type Loss = (outputs: Float32Array, targets: Float32Array, weights: Float32Array) => BatchLoss;

/** What a network for this task makes small. */
export function lossOf(kind: NetworkTask['kind']): Loss {
  switch (kind) {
    case 'classes':
      return crossEntropy;
    case 'values':
      return squaredError;
    default:
      return unreachable(kind);
  }
}

/** Softmax cross-entropy in nats; a row of targets is a distribution over the classes. */
export const crossEntropy: Loss = (logits, targets, weights) => {
  const gradient = new Float32Array(logits.length);
  const classes = logits.length / weights.length;
  let loss = 0;
  weights.forEach((weight, n) => {
    const logSum = logSumExp(logits, n * classes, classes, largest(logits, n * classes, classes));
    let whole = 0;
    for (let i = n * classes; i < (n + 1) * classes; i++) whole += targets[i]!;
    for (let i = n * classes; i < (n + 1) * classes; i++) {
      const logProbability = logits[i]! - logSum;
      const target = targets[i]!;
      // A class that is no target adds nothing, however improbable it is.
      if (target !== 0) loss -= weight * target * logProbability;
      gradient[i] = weight * (Math.exp(logProbability) * whole - target);
    }
  });
  return { loss, gradient };
};

/** Mean over the targets of the squared error. */
export const squaredError: Loss = (outputs, targets, weights) => {
  const gradient = new Float32Array(outputs.length);
  const units = outputs.length / weights.length;
  let loss = 0;
  weights.forEach((weight, n) => {
    for (let i = n * units; i < (n + 1) * units; i++) {
      const error = outputs[i]! - targets[i]!;
      loss += (weight * error * error) / units;
      gradient[i] = (2 * weight * error) / units;
    }
  });
  return { loss, gradient };
};

/**
 * log of the sum of the exponentials of `count` values from `start` on, without overflow.
 *
 * @param most the largest of them
 */
export function logSumExp(values: Float32Array, start: number, count: number, most: number): number {
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += Math.exp(values[i]! - most);
  return most + Math.log(sum);
}

function largest(values: Float32Array, start: number, count: number): number {
  let most = -Infinity;
  for (let i = start; i < start + count; i++) most = Math.max(most, values[i]!);
  return most;
}
