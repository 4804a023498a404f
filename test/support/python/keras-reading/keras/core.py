"""Symbolic tensors, layers that are called on them, and models."""

import math


class KerasTensor:
    def __init__(self, shape, layer=None, inputs=()):
        self.shape = (None, *shape)
        self.layer = layer
        self.inputs = list(inputs)

    def __add__(self, weight):
        assert self.shape[1:] == weight.shape
        return KerasTensor(self.shape[1:])


class Weight:
    def __init__(self, shape):
        self.shape = tuple(shape)


class Layer:
    """
    `infer(shape, ...)` returns the output shape without the batch axis and may call `add`; a layer of the
    generated code has `build`, `call` and `compute_output_shape` instead.
    """

    many_inputs = False

    def __init__(self, name=None):
        self.name = name
        self.weights = []

    def add(self, *shape, trainable=True):
        if trainable:
            self.weights.append(Weight(shape))

    def add_weight(self, shape=None, initializer=None, dtype=None, trainable=True, name=None):
        self.add(*shape, trainable=trainable)
        return self.weights[-1]

    def infer(self, shape):
        self.build((None, *shape))
        output = self.call(KerasTensor(shape)).shape
        assert self.compute_output_shape((None, *shape)) == output
        return output[1:]

    def __call__(self, inputs):
        assert isinstance(inputs, list) == self.many_inputs, f"{self.name}: wrong kind of argument"
        assert not self.weights, f"{self.name} is called twice"
        tensors = inputs if self.many_inputs else [inputs]
        assert all(isinstance(tensor, KerasTensor) for tensor in tensors)
        shapes = [tensor.shape[1:] for tensor in tensors]
        shape = self.infer(shapes) if self.many_inputs else self.infer(shapes[0])
        return KerasTensor(shape, self, tensors)


def Input(shape, name=None):
    assert isinstance(shape, tuple)
    layer = Layer(name=name)
    return KerasTensor(shape, layer)


class Model:
    def __init__(self, inputs, outputs):
        self.output_shape = outputs.shape
        self.trainable_weights = []
        names = set()
        layers = []
        reached = False
        stack, seen = [outputs], set()
        while stack:
            tensor = stack.pop()
            if id(tensor) in seen:
                continue
            seen.add(id(tensor))
            reached = reached or tensor is inputs
            if tensor.layer is not None:
                layers.append(tensor.layer)
            stack.extend(tensor.inputs)
        assert reached, "the output does not depend on the input"
        for layer in layers:
            assert layer.name not in names, f"The name {layer.name} is used twice in the model"
            names.add(layer.name)
            self.trainable_weights.extend(layer.weights)

    def count_params(self):
        return sum(math.prod(weight.shape) for weight in self.trainable_weights)
