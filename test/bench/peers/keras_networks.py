"""The networks of networks.ts in Keras."""
import keras
from keras import layers

from cells import NAS_BENCH_201_CELL, edges_of


def conv(x, filters, kernel, **options):
    return layers.Conv2D(filters, kernel, padding="same", use_bias=False, **options)(x)


def norm_relu(x):
    return layers.ReLU()(layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(x))


def relu_conv_norm(x, filters, kernel, strides=1):
    x = conv(layers.ReLU()(x), filters, kernel, strides=strides)
    return layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(x)


def add(terms):
    return terms[0] if len(terms) == 1 else layers.Add()(terms)


def cell_of(cell, x, channels):
    def edge(operation, source):
        if operation == "skip_connect":
            return source
        if operation == "avg_pool_3x3":
            return layers.AveragePooling2D(3, strides=1, padding="same")(source)
        return relu_conv_norm(source, channels, 3 if operation == "nor_conv_3x3" else 1)

    values = [x]
    for edges in edges_of(cell):
        terms = [edge(operation, values[source]) for operation, source in edges if operation != "none"]
        values.append(add(terms) if terms else layers.Rescaling(0.0)(x))
    return values[-1]


def reduction(x, filters):
    body = relu_conv_norm(relu_conv_norm(x, filters, 3, 2), filters, 3)
    return add([body, conv(layers.AveragePooling2D(2)(x), filters, 1)])


def nas_bench_201(outputs, cell=NAS_BENCH_201_CELL, channels=8):
    c = channels
    inputs = keras.Input((16, 16, 3))
    x = layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(conv(inputs, c, 3))
    x = cell_of(cell, x, c)
    x = cell_of(cell, reduction(x, 2 * c), 2 * c)
    x = cell_of(cell, reduction(x, 4 * c), 4 * c)
    x = layers.GlobalAveragePooling2D()(norm_relu(x))
    return keras.Model(inputs, layers.Dense(outputs)(x))


def mlp(outputs):
    return keras.Sequential(
        [
            keras.Input((784,)),
            layers.Dense(256, activation="relu"),
            layers.Dense(128, activation="relu"),
            layers.Dense(outputs),
        ]
    )


class Positions(layers.Layer):
    def build(self, shape):
        self.rows = self.add_weight(shape=shape[1:], initializer="random_normal")

    def call(self, x):
        return x + self.rows


def transformer(outputs, vocabulary=64, positions=32, features=64, heads=4, hidden=128):
    inputs = keras.Input((positions,), dtype="int32")
    x = Positions()(layers.Embedding(vocabulary, features)(inputs))
    for _ in range(2):
        y = layers.LayerNormalization(epsilon=1e-5)(x)
        x = add([x, layers.MultiHeadAttention(heads, features // heads)(y, y)])
        y = layers.LayerNormalization(epsilon=1e-5)(x)
        y = layers.Dense(hidden, activation="gelu")(y)
        x = add([x, layers.Dense(features)(y)])
    x = layers.GlobalAveragePooling1D()(layers.LayerNormalization(epsilon=1e-5)(x))
    return keras.Model(inputs, layers.Dense(outputs)(x))


def depthwise(outputs):
    inputs = keras.Input((16, 16, 3))
    x = norm_relu(conv(inputs, 16, 3))
    for filters, strides in [(32, 1), (64, 2), (64, 1), (128, 2)]:
        x = layers.DepthwiseConv2D(3, strides=strides, padding="same", use_bias=False)(x)
        x = norm_relu(conv(norm_relu(x), filters, 1))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(outputs)(x))


def pooling_cell(x, c):
    pooled = add(
        [
            x,
            layers.MaxPooling2D(3, strides=1, padding="same")(x),
            layers.AveragePooling2D(3, strides=1, padding="same")(x),
        ]
    )
    separable = layers.SeparableConv2D(c, 3, dilation_rate=2, padding="same", use_bias=False)
    branches = [
        conv(x, c, 1),
        conv(x, c, 3, dilation_rate=2),
        conv(x, c, 5, dilation_rate=2),
        separable(x),
    ]
    return layers.Concatenate()([pooled, *map(norm_relu, branches)])


def pooling(outputs):
    inputs = keras.Input((16, 16, 3))
    x = norm_relu(conv(inputs, 8, 3))
    x = layers.MaxPooling2D(2)(norm_relu(conv(pooling_cell(x, 8), 16, 1)))
    x = layers.AveragePooling2D(2)(norm_relu(conv(pooling_cell(x, 16), 16, 1)))
    x = layers.Concatenate()([layers.GlobalAveragePooling2D()(x), layers.GlobalMaxPooling2D()(x)])
    return keras.Model(inputs, layers.Dense(outputs)(x))


NETWORKS = {
    "nas-bench-201": nas_bench_201,
    "mlp": mlp,
    "transformer": transformer,
    "depthwise": depthwise,
    "pooling": pooling,
}
