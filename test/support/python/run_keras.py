"""
Builds every `keras_*.py` of a folder and prints its trainable parameters and output shape as JSON.

A second argument names a folder to import `keras` from.
"""

import importlib
import json
import math
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
sys.path[:0] = [str(folder), *sys.argv[2:]]

found = {}
for path in sorted(folder.glob("keras_*.py")):
    model = importlib.import_module(path.stem).create_model()
    found[path.stem.removeprefix("keras_")] = {
        "paramCount": sum(math.prod(weight.shape) for weight in model.trainable_weights),
        "output": list(model.output_shape[1:]),
    }
print(json.dumps(found))
