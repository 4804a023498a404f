import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

import { LEAKY_RELU_SLOPE } from '../../core/graph/activations';
import type { Activation } from '../../core/graph/operation';
import { COLUMN_SUM, RELU_GRADIENT } from '../kernels/elementwise';
import { differentiable, hasKernel, runKernel } from './differentiable';

/** `max(x, 0)`; its gradient at 0 is 0. */
export function relu(x: Tensor): Tensor {
  if (!hasKernel(RELU_GRADIENT)) return tf.relu(x);
  return differentiable(
    [x],
    () => {
      const value = runKernel('Relu', { x });
      return { value, saved: [value] };
    },
    (dy, [y]) => [runKernel(RELU_GRADIENT, { dy, y: y! })],
  );
}

/** Adds `bias` along the last axis. */
export function addBias(x: Tensor, bias: Tensor): Tensor {
  if (!hasKernel(COLUMN_SUM)) return tf.add(x, bias);
  return differentiable(
    [x, bias],
    () => ({ value: runKernel('Add', { a: x, b: bias }), saved: [] }),
    (dy) => [tf.clone(dy), runKernel(COLUMN_SUM, { dy })],
  );
}

const hardSigmoid = (x: Tensor): Tensor => tf.clipByValue(tf.add(tf.mul(x, 1 / 6), 0.5), 0, 1);

/** Every activation as `core/graph/activations` defines it. */
export const ACTIVATION_FUNCTIONS: Readonly<Record<Activation, (x: Tensor) => Tensor>> = {
  linear: (x) => x,
  relu,
  relu6: (x) => tf.relu6(x),
  leaky_relu: (x) => tf.leakyRelu(x, LEAKY_RELU_SLOPE),
  elu: (x) => tf.elu(x),
  selu: (x) => tf.selu(x),
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  hard_swish: (x) => tf.mul(x, hardSigmoid(x)),
  sigmoid: (x) => tf.sigmoid(x),
  hard_sigmoid: hardSigmoid,
  tanh: (x) => tf.tanh(x),
  softplus: (x) => tf.softplus(x),
  softmax: (x) => tf.softmax(x),
};
