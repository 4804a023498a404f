import { unreachable } from '../core/base/errors';
import type { TrainingSpec } from '../core/estimator/options';

type OptimizerName = TrainingSpec['optimizer'];

/** What an optimiser has to know of its options. */
export type OptimizerSpec = Pick<TrainingSpec, 'optimizer' | 'momentum' | 'nesterov' | 'betas'>;

/** Running values that an optimiser keeps for each weight, all 0 at first. */
export const MOMENTS: Readonly<Record<OptimizerName, number>> = { sgd: 1, adam: 2, adamw: 2, rmsprop: 1 };

export const ADAM_EPSILON = 1e-8;
export const RMSPROP_DECAY = 0.9;
export const RMSPROP_EPSILON = 1e-7;

/** How one tensor of weights is to be moved. */
export interface Move {
  readonly learningRate: number;
  /** Steps including this one. */
  readonly step: number;
  /** What every gradient is multiplied by first, see `clippingScale`. */
  readonly gradientScale: number;
  /** Share of the weights that decays; 0 for those that do not. */
  readonly weightDecay: number;
}

/** The new weights of one tensor. Writes into `moments`, `MOMENTS[optimizer]` arrays of the size of the weights. */
export type UpdateRule = (
  weights: Float32Array,
  gradient: Float32Array,
  moments: readonly Float32Array[],
  move: Move,
) => Float32Array;

/**
 * How an optimiser moves weights, in plain loops, so that it is the same on
 * every backend and costs nanoseconds a weight.
 *
 * - `sgd`: v = momentum v + g; w -= lr v, or with Nesterov momentum, in the form of Sutskever et al. 2013 that looks ahead by
 *   the gradient, w -= lr (g + momentum v)
 * - `adam`: Kingma and Ba 2015, algorithm 1, epsilon 1e-8
 * - `adamw`: the same with decoupled decay, w -= lr decay w (Loshchilov and Hutter 2019, algorithm 2, schedule multiplier = lr)
 * - `rmsprop`: Hinton's lecture 6e, decay 0.9, epsilon 1e-7, no momentum
 *
 * Weight decay is L2 (added to the gradient, after clipping) but for `adamw`.
 */
export function updateRule(spec: OptimizerSpec): UpdateRule {
  switch (spec.optimizer) {
    case 'sgd':
      return sgd(spec.momentum, spec.nesterov);
    case 'adam':
      return adam(spec.betas, false);
    case 'adamw':
      return adam(spec.betas, true);
    case 'rmsprop':
      return rmsprop;
    default:
      return unreachable(spec.optimizer);
  }
}

/**
 * What gradients are multiplied by so that the length of all of them together
 * is at most `limit` (Pascanu et al. 2013, algorithm 1).
 *
 * @param limit null for no limit
 */
export function clippingScale(sumOfSquares: number, limit: number | null): number {
  const norm = Math.sqrt(sumOfSquares);
  return limit === null || norm <= limit ? 1 : limit / norm;
}

function sgd(momentum: number, nesterov: boolean): UpdateRule {
  return (weights, gradient, [velocity], { learningRate, gradientScale, weightDecay }) => {
    const next = new Float32Array(weights.length);
    for (let i = 0; i < next.length; i++) {
      const g = gradientScale * gradient[i]! + weightDecay * weights[i]!;
      const v = momentum * velocity![i]! + g;
      velocity![i] = v;
      next[i] = weights[i]! - learningRate * (nesterov ? g + momentum * v : v);
    }
    return next;
  };
}

function adam([beta1, beta2]: readonly [number, number], isDecoupled: boolean): UpdateRule {
  return (weights, gradient, [mean, square], { learningRate, step, gradientScale, weightDecay }) => {
    const next = new Float32Array(weights.length);
    const unbias = 1 / (1 - beta1 ** step);
    const unbiasSquare = 1 / (1 - beta2 ** step);
    const l2 = isDecoupled ? 0 : weightDecay;
    const decoupled = isDecoupled ? weightDecay : 0;
    for (let i = 0; i < next.length; i++) {
      const g = gradientScale * gradient[i]! + l2 * weights[i]!;
      const m = beta1 * mean![i]! + (1 - beta1) * g;
      const s = beta2 * square![i]! + (1 - beta2) * g * g;
      mean![i] = m;
      square![i] = s;
      const direction = (m * unbias) / (Math.sqrt(s * unbiasSquare) + ADAM_EPSILON);
      next[i] = weights[i]! - learningRate * (direction + decoupled * weights[i]!);
    }
    return next;
  };
}

const rmsprop: UpdateRule = (weights, gradient, [square], { learningRate, gradientScale, weightDecay }) => {
  const next = new Float32Array(weights.length);
  for (let i = 0; i < next.length; i++) {
    const g = gradientScale * gradient[i]! + weightDecay * weights[i]!;
    const s = RMSPROP_DECAY * square![i]! + (1 - RMSPROP_DECAY) * g * g;
    square![i] = s;
    next[i] = weights[i]! - (learningRate * g) / (Math.sqrt(s) + RMSPROP_EPSILON);
  }
  return next;
};
