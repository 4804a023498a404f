"""The layers that generated code uses, with the arguments of the documentation in its order."""

import math

from .core import Layer


def pair(value):
    return (value, value) if isinstance(value, int) else tuple(value)


def window(shape, size, strides, padding, dilation=(1, 1)):
    assert len(shape) == 3, f"expected height, width and channels, got {shape}"
    assert padding in ("same", "valid")
    assert max(strides) == 1 or max(dilation) == 1, "strides > 1 not supported in conjunction with dilation > 1"
    result = []
    for length, k, s, d in zip(shape, size, strides, dilation):
        reach = (k - 1) * d + 1
        result.append(-(-length // s) if padding == "same" else (length - reach) // s + 1)
    assert min(result) > 0
    return tuple(result)


class Conv2D(Layer):
    def __init__(self, filters, kernel_size, strides=(1, 1), padding="valid", data_format=None,
                 dilation_rate=(1, 1), groups=1, activation=None, use_bias=True, name=None):
        super().__init__(name)
        assert filters % groups == 0
        self.filters, self.groups, self.use_bias = filters, groups, use_bias
        self.window = pair(kernel_size), pair(strides), padding, pair(dilation_rate)

    def infer(self, shape):
        assert shape[2] % self.groups == 0
        self.add(*self.window[0], shape[2] // self.groups, self.filters)
        if self.use_bias:
            self.add(self.filters)
        return (*window(shape, *self.window), self.filters)


class DepthwiseConv2D(Layer):
    def __init__(self, kernel_size, strides=(1, 1), padding="valid", depth_multiplier=1, data_format=None,
                 dilation_rate=(1, 1), activation=None, use_bias=True, name=None):
        super().__init__(name)
        self.multiplier, self.use_bias = depth_multiplier, use_bias
        self.window = pair(kernel_size), pair(strides), padding, pair(dilation_rate)
        assert len(set(self.window[1])) == 1, "TensorFlow wants equal strides here"

    def infer(self, shape):
        self.add(*self.window[0], shape[2], self.multiplier)
        if self.use_bias:
            self.add(shape[2] * self.multiplier)
        return (*window(shape, *self.window), shape[2] * self.multiplier)


class SeparableConv2D(Layer):
    def __init__(self, filters, kernel_size, strides=(1, 1), padding="valid", data_format=None,
                 dilation_rate=(1, 1), depth_multiplier=1, activation=None, use_bias=True, name=None):
        super().__init__(name)
        self.filters, self.multiplier, self.use_bias = filters, depth_multiplier, use_bias
        self.window = pair(kernel_size), pair(strides), padding, pair(dilation_rate)
        assert len(set(self.window[1])) == 1, "TensorFlow wants equal strides here"

    def infer(self, shape):
        self.add(*self.window[0], shape[2], self.multiplier)
        self.add(1, 1, shape[2] * self.multiplier, self.filters)
        if self.use_bias:
            self.add(self.filters)
        return (*window(shape, *self.window), self.filters)


class Dense(Layer):
    def __init__(self, units, activation=None, use_bias=True, name=None):
        super().__init__(name)
        self.units, self.use_bias = units, use_bias

    def infer(self, shape):
        self.add(shape[-1], self.units)
        if self.use_bias:
            self.add(self.units)
        return (*shape[:-1], self.units)


class MaxPooling2D(Layer):
    def __init__(self, pool_size=(2, 2), strides=None, padding="valid", data_format=None, name=None):
        super().__init__(name)
        self.window = pair(pool_size), pair(pool_size if strides is None else strides), padding

    def infer(self, shape):
        return (*window(shape, *self.window), shape[2])


class AveragePooling2D(MaxPooling2D):
    pass


class GlobalAveragePooling2D(Layer):
    def infer(self, shape):
        assert len(shape) == 3
        return (shape[2],)


class GlobalMaxPooling2D(GlobalAveragePooling2D):
    pass


class GlobalAveragePooling1D(Layer):
    def infer(self, shape):
        assert len(shape) == 2
        return (shape[1],)


class Embedding(Layer):
    def __init__(self, input_dim, output_dim, embeddings_initializer="uniform", mask_zero=False, name=None):
        super().__init__(name)
        self.sizes = input_dim, output_dim

    def infer(self, shape):
        self.add(*self.sizes)
        return (*shape, self.sizes[1])


class MultiHeadAttention(Layer):
    def __init__(self, num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True, name=None):
        super().__init__(name)
        self.sizes, self.use_bias = (num_heads, key_dim), use_bias

    def __call__(self, query, value, use_causal_mask=False):
        assert query is value
        return super().__call__(query)

    def infer(self, shape):
        assert len(shape) == 2
        for _ in range(3):
            self.add(shape[1], *self.sizes)
            if self.use_bias:
                self.add(*self.sizes)
        self.add(*self.sizes, shape[1])
        if self.use_bias:
            self.add(shape[1])
        return shape


class BatchNormalization(Layer):
    def __init__(self, axis=-1, momentum=0.99, epsilon=1e-3, center=True, scale=True, name=None):
        super().__init__(name)

    def infer(self, shape):
        for trainable in (True, True, False, False):
            self.add(shape[-1], trainable=trainable)
        return shape


class LayerNormalization(Layer):
    def __init__(self, axis=-1, epsilon=1e-3, center=True, scale=True, name=None):
        super().__init__(name)

    def infer(self, shape):
        self.add(shape[-1])
        self.add(shape[-1])
        return shape


class Activation(Layer):
    KNOWN = {"linear", "relu", "relu6", "elu", "selu", "gelu", "silu", "hard_silu", "sigmoid", "hard_sigmoid",
             "tanh", "softplus", "softmax"}

    def __init__(self, activation, name=None):
        super().__init__(name)
        assert activation in self.KNOWN, activation

    def infer(self, shape):
        return shape


class LeakyReLU(Layer):
    def __init__(self, negative_slope=0.3, name=None):
        super().__init__(name)

    def infer(self, shape):
        return shape


class Dropout(Layer):
    def __init__(self, rate, noise_shape=None, seed=None, name=None):
        super().__init__(name)
        assert 0 <= rate <= 1
        self.noise_shape = noise_shape

    def infer(self, shape):
        assert self.noise_shape is None or self.noise_shape == (None, *(1 for _ in shape))
        return shape


class Add(Layer):
    many_inputs = True

    def infer(self, shapes):
        assert len(shapes) >= 2 and len(set(shapes)) == 1
        return shapes[0]


class Concatenate(Layer):
    many_inputs = True

    def __init__(self, axis=-1, name=None):
        super().__init__(name)

    def infer(self, shapes):
        assert len({shape[:-1] for shape in shapes}) == 1
        return (*shapes[0][:-1], sum(shape[-1] for shape in shapes))


class Flatten(Layer):
    def infer(self, shape):
        return (math.prod(shape),)


class Reshape(Layer):
    def __init__(self, target_shape, name=None):
        super().__init__(name)
        self.target = tuple(target_shape)

    def infer(self, shape):
        assert math.prod(shape) == math.prod(self.target)
        return self.target
