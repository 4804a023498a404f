"""What the networks are trained on, as in networks.ts; images are channels last."""
from typing import NamedTuple


class Task(NamedTuple):
    shape: tuple
    batch: int
    optimizer: str
    learning_rate: float
    vocabulary: int = 0


TASKS = {
    "nas-bench-201": Task((16, 16, 3), 64, "sgd", 0.02),
    "mlp": Task((784,), 128, "sgd", 0.02),
    "transformer": Task((32,), 32, "adam", 0.001, vocabulary=64),
    "depthwise": Task((16, 16, 3), 64, "sgd", 0.02),
    "pooling": Task((16, 16, 3), 64, "sgd", 0.02),
}


def random_examples(task, outputs, count, rng):
    size = (count, *task.shape)
    if task.vocabulary:
        x = rng.integers(0, task.vocabulary, size)
    else:
        x = rng.standard_normal(size, dtype="float32")
    return x, rng.integers(0, outputs, count)
