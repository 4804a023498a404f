from .core import KerasTensor


def zeros_like(x):
    return KerasTensor(x.shape[1:], None, [x])
