import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

import type { OperationOf } from '../../core/graph/operation';
import { project } from './dense';
import type { Lowering } from './lowering';
import { kernel, vector } from './lowering';

/** Added to the scores of what may not be seen: its share becomes exactly 0. */
const HIDDEN = -1e9;

/**
 * `qkv` holds the kernels of queries, keys and values side by side, head by
 * head in each. Kernels start with variance 1 / fanIn: no rectifier follows.
 */
export const multiHeadAttention: Lowering<OperationOf<'multi_head_attention'>> = {
  weights({ heads, keyUnits, useBias }, [input]) {
    const features = input![1]!;
    const inner = heads * keyUnits;
    return [
      kernel('qkv', [features, 3 * inner], 2 * features),
      ...(useBias ? [vector('qkvBias', 3 * inner, 0)] : []),
      kernel('output', [inner, features], 2 * inner),
      ...(useBias ? [vector('outputBias', features, 0)] : []),
    ];
  },
  forward({ heads, keyUnits, causal, useBias }, [x], context) {
    const [batch, positions] = x!.shape as [number, number, number];
    const bias = (name: string): Tensor | undefined => (useBias ? context.weight(name) : undefined);
    const qkv = project(x!, context.weight('qkv'), bias('qkvBias'));
    const [queries, keys, values] = tf
      .split(qkv, 3, 2)
      .map((part) => tf.transpose(tf.reshape(part, [batch, positions, heads, keyUnits]), [0, 2, 1, 3]));
    const scores = tf.mul(tf.matMul(queries!, keys!, false, true), 1 / Math.sqrt(keyUnits));
    const shares = tf.softmax(causal ? tf.add(scores, hiddenAfter(positions)) : scores);
    const joined = tf.transpose(tf.matMul(shares, values!), [0, 2, 1, 3]);
    const rows = tf.reshape(joined, [batch, positions, heads * keyUnits]);
    return project(rows, context.weight('output'), bias('outputBias'));
  },
};

/** `[positions, positions]`: row i hides what comes after position i. */
function hiddenAfter(positions: number): Tensor {
  const mask = new Float32Array(positions * positions);
  for (let i = 0; i < positions; i++) mask.fill(HIDDEN, i * positions + i + 1, (i + 1) * positions);
  return tf.tensor(mask, [positions, positions]);
}
