import * as tf from '@tensorflow/tfjs-core';

import type { OperationOf, Shape } from '../../core/graph/operation';
import { lookUp } from '../operations/embedding';
import type { Lowering, WeightSpec } from './lowering';

export const embedding: Lowering<OperationOf<'embedding'>> = {
  weights: ({ vocabulary, units }) => [table([vocabulary, units])],
  forward: (_, [x], context) => lookUp(context.weight('table'), x!),
};

export const positionEmbedding: Lowering<OperationOf<'position_embedding'>> = {
  weights: (_, [input]) => [table(input!)],
  forward: (_, [x], context) => tf.add(x!, context.weight('table')),
};

/**
 * Rows of about length 1 (deviation 1 / sqrt(units)), as the first
 * implementation of Vaswani et al. 2017 has them. A table does not decay:
 * a row that a batch does not ask for would shrink all the same.
 */
function table(shape: Shape): WeightSpec {
  const fanIn = 2 * shape.at(-1)!;
  return { name: 'table', shape, init: { kind: 'he-normal', fanIn }, trainable: true, decays: false };
}
