"""
A reading of Keras 3's documentation, for checking generated code where Keras is not installed.

Layers take the documented arguments (an unknown one is a TypeError), check what the documentation says they
check, infer output shapes and make lists of weight shapes. Nothing is computed.
"""

from . import layers, ops, saving
from .core import Input, Model

__all__ = ["Input", "Model", "layers", "ops", "saving"]
