import * as tf from '@tensorflow/tfjs-core';

/**
 * Largest sum of bytes of live tensors while `run` works, those that were there
 * before left out.
 *
 * Looked at after each kernel; what a kernel needs inside (padding, columns of a
 * convolution) is not among tensors and not counted. Weights are added by the
 * caller.
 */
export async function peakTensorBytes(run: () => void): Promise<number> {
  const before = tf.memory().numBytes;
  const { peakBytes } = await tf.profile(run);
  return Math.max(0, peakBytes - before);
}
