import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

import { differentiable, runKernel } from './differentiable';

/**
 * Rows of `table` by token, with the gradient by the table: sums of the rows
 * that asked for each token.
 *
 * @param table `[vocabulary, units]`
 * @param tokens any shape, `[...tokens.shape, units]` comes out. Floats; they are rounded, and those outside the vocabulary moved to its nearest end
 */
export function lookUp(table: Tensor, tokens: Tensor): Tensor {
  const [vocabulary, units] = table.shape as [number, number];
  const rows = tf.cast(tf.clipByValue(tf.round(tf.reshape(tokens, [-1])), 0, vocabulary - 1), 'int32');
  return differentiable(
    [table],
    () => ({
      value: tf.reshape(tf.gather(table, rows), [...tokens.shape, units]),
      saved: [rows],
    }),
    (dy, [segmentIds]) => [
      runKernel(
        'UnsortedSegmentSum',
        { x: tf.reshape(dy, [-1, units]), segmentIds: segmentIds! },
        { numSegments: vocabulary },
      ),
    ],
  );
}
