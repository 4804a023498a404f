"""Cells of NAS-Bench-201 in Keras, each built, compiled and trained for one epoch of random images."""
import time

import keras
import numpy as np

from keras_networks import nas_bench_201
from tasks import TASKS, random_examples


def candidates(cells, images):
    """Seconds for all of them, one after another."""
    task = TASKS["nas-bench-201"]
    x, y = random_examples(task, 10, images, np.random.default_rng(1))
    start = time.perf_counter()
    for cell in cells:
        keras.backend.clear_session()
        model = nas_bench_201(10, cell)
        optimizer = keras.optimizers.SGD(task.learning_rate, momentum=0.9)
        model.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        model.fit(x, y, batch_size=task.batch, verbose=0)
    return {"seconds": time.perf_counter() - start}
