import type { Activation } from '../graph/operation';

/**
 * Activations that TensorFlow.js's layers API computes as they are meant here,
 * by its names; the others need a layer of their own (see `../graph/activations`).
 */
export const TFJS_ACTIVATIONS: Readonly<Partial<Record<Activation, string>>> = {
  linear: 'linear',
  relu: 'relu',
  relu6: 'relu6',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  swish: 'swish',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  softplus: 'softplus',
  softmax: 'softmax',
};
