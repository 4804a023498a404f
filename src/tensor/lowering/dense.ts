import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

import type { OperationOf } from '../../core/graph/operation';
import { addBias } from '../operations/elementwise';
import type { Lowering } from './lowering';
import { kernel, vector } from './lowering';

export const dense: Lowering<OperationOf<'dense'>> = {
  weights({ units, useBias }, [input]) {
    const features = input!.at(-1)!;
    return [kernel('kernel', [features, units], features), ...(useBias ? [vector('bias', units, 0)] : [])];
  },
  forward({ useBias }, [x], context) {
    return project(x!, context.weight('kernel'), useBias ? context.weight('bias') : undefined);
  },
};

/**
 * `x kernel + bias` over the last axis; positions of a sequence count as examples.
 *
 * @param x `[batch, features]` or `[batch, positions, features]`
 * @param kernel `[features, units]`
 */
export function project(x: Tensor, kernel: Tensor, bias?: Tensor): Tensor {
  const [features, units] = kernel.shape as [number, number];
  const isSequence = x.rank > 2;
  const product = tf.matMul(isSequence ? tf.reshape(x, [-1, features]) : x, kernel);
  const y = bias ? addBias(product, bias) : product;
  return isSequence ? tf.reshape(y, [...x.shape.slice(0, -1), units]) : y;
}
