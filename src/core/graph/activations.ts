/**
 * Activations whose definition differs between libraries, as they are meant here.
 *
 *   leaky_relu    x for x > 0, else LEAKY_RELU_SLOPE x   (PyTorch's default; Keras has 0.3, TensorFlow 0.2)
 *   gelu          x Phi(x) with the error function, not the tanh approximation
 *   hard_sigmoid  clip(x / 6 + 1/2, 0, 1)                (PyTorch, Keras 3; TensorFlow.js has 0.2 x + 1/2)
 *   hard_swish    x hard_sigmoid(x)
 *   softmax       over the last axis
 */
export const LEAKY_RELU_SLOPE = 0.01;
