"""
Runs every `pytorch_*.py` of a folder and prints, as JSON, its parameters and output shape.

Beside a network may lie `pytorch_*.json`: an input, and the weights and the output of the same network in
TensorFlow.js. Then the weights are carried over and the largest difference of the outputs is reported too.
"""

import importlib
import json
import pathlib
import sys

import numpy
import torch

folder = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(folder))
torch.set_num_threads(1)


def array(tensor):
    return numpy.array(tensor["values"], dtype=numpy.float32).reshape(tensor["shape"])


def channels_first(x):
    return numpy.transpose(x, (0, 3, 1, 2)) if x.ndim == 4 else x


def pointwise_or_plain(kernel):
    return kernel.transpose(3, 2, 0, 1)


def depthwise(kernel):
    height, width, channels, multiplier = kernel.shape
    return kernel.transpose(2, 3, 0, 1).reshape(channels * multiplier, 1, height, width)


def carry(parameter, value):
    with torch.no_grad():
        assert list(parameter.shape) == list(value.shape), (parameter.shape, value.shape)
        parameter.copy_(torch.from_numpy(numpy.ascontiguousarray(value)))


def carry_layer(module, weights):
    """Copies one layer's weights, by the names that TensorFlow.js gives them."""
    if "table" in weights:
        carry(module, weights.pop("table"))
    elif "embeddings" in weights:
        carry(module.weight, weights.pop("embeddings"))
    elif "qkv" in weights:
        for layer, name in ((module.qkv, "qkv"), (module.output, "output")):
            carry(layer.weight, weights.pop(name).T)
            if f"{name}Bias" in weights:
                carry(layer.bias, weights.pop(f"{name}Bias"))
    elif isinstance(module, torch.nn.Sequential):
        carry(module[0].weight, depthwise(weights.pop("depthwise_kernel")))
        carry(module[1].weight, pointwise_or_plain(weights.pop("pointwise_kernel")))
        module = module[1]
    elif isinstance(module, torch.nn.Conv2d):
        if "depthwise_kernel" in weights:
            carry(module.weight, depthwise(weights.pop("depthwise_kernel")))
        else:
            carry(module.weight, pointwise_or_plain(weights.pop("kernel")))
    elif isinstance(module, torch.nn.Linear):
        carry(module.weight, weights.pop("kernel").T)
    else:
        carry(module.weight, weights.pop("gamma"))
        carry(module.bias, weights.pop("beta"))
        if "moving_mean" in weights:
            carry(module.running_mean, weights.pop("moving_mean"))
            carry(module.running_var, weights.pop("moving_variance"))
    if "bias" in weights:
        carry(module.bias, weights.pop("bias"))
    assert not weights, weights.keys()


def compare(network, reference):
    for layer, weights in reference["layers"].items():
        carry_layer(getattr(network, layer), {name: array(value) for name, value in weights.items()})
    with torch.no_grad():
        output = network(torch.from_numpy(channels_first(array(reference["input"])).copy())).numpy()
    return float(numpy.abs(output - channels_first(array(reference["output"]))).max())


found = {}
for path in sorted(folder.glob("pytorch_*.py")):
    network = importlib.import_module(path.stem).Network().eval()
    name = path.stem.removeprefix("pytorch_")
    shape = json.loads((folder / f"{name}.shape.json").read_text())
    with torch.no_grad():
        output = network(torch.from_numpy(channels_first(numpy.zeros([2, *shape], numpy.float32)).copy()))
    size = list(output.shape[1:])
    found[name] = {
        "paramCount": sum(parameter.numel() for parameter in network.parameters()),
        "output": size[1:] + size[:1] if len(size) == 3 else size,
    }
    reference = folder / f"{name}.reference.json"
    if reference.exists():
        found[name]["difference"] = compare(network, json.loads(reference.read_text()))
print(json.dumps(found))
