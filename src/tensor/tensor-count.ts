import * as tf from '@tensorflow/tfjs-core';

/** How many tensors this process holds; between two trials it must always be the same. */
export function tensorCount(): number {
  return tf.memory().numTensors;
}
