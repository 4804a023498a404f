import * as tf from '@tensorflow/tfjs-core';

import type { OperationOf } from '../../core/graph/operation';
import type { Lowering } from './lowering';
import { weightless } from './lowering';

/** Inverted dropout: what stays is scaled by 1 / (1 - rate), prediction is the identity. */
export const dropout: Lowering<OperationOf<'dropout'>> = {
  ...weightless,
  forward({ rate }, [x], context) {
    if (!context.training || rate === 0) return x!;
    return tf.mul(x!, tf.tensor(dropoutMask(x!.size, rate, context.noiseSeed()), x!.shape));
  },
};

/** Stochastic depth: `dropout` with one draw an example, for all of its values. */
export const dropPath: Lowering<OperationOf<'drop_path'>> = {
  ...weightless,
  forward({ rate }, [x], context) {
    if (!context.training || rate === 0) return x!;
    const [batch, ...rest] = x!.shape as [number, ...number[]];
    const mask = dropoutMask(batch, rate, context.noiseSeed());
    return tf.mul(x!, tf.tensor(mask, [batch, ...rest.map(() => 1)]));
  },
};

/**
 * `size` values, each 0 with probability `rate`, else 1 / (1 - rate).
 *
 * Drawn by a plain xorshift32 (Marsaglia 2003), so that all backends drop the
 * same units and a mask costs a few nanoseconds a unit.
 */
export function dropoutMask(size: number, rate: number, seed: number): Float32Array {
  const mask = new Float32Array(size);
  const kept = 1 / (1 - rate);
  const limit = rate * 2 ** 32;
  let state = seed >>> 0 || 1;
  for (let i = 0; i < size; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    mask[i] = state >>> 0 < limit ? 0 : kept;
  }
  return mask;
}
