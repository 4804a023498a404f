"""Entry of an engine process: Keras on TensorFlow, compiled by `fit` as its users have it, OMP_NUM_THREADS threads."""
import os
import time

os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")

import numpy as np

from channel import median, say, serve
from tasks import TASKS, random_examples

# An epoch is long, since Keras takes time between epochs.
BATCHES = 32
WARM_UP_STEPS = 3
THREADS = int(os.environ["OMP_NUM_THREADS"])

try:
    import tensorflow as tf
    import keras
except ImportError as error:
    say({"absent": str(error)})
    raise SystemExit from error

from keras_candidates import candidates
from keras_networks import NETWORKS

tf.config.threading.set_intra_op_parallelism_threads(THREADS)
tf.config.threading.set_inter_op_parallelism_threads(THREADS)
opened = {}


def examples_of(name, outputs, batches):
    task = TASKS[name]
    return random_examples(task, outputs, batches * task.batch, np.random.default_rng(1))


def trainee(name, outputs):
    task = TASKS[name]
    model = NETWORKS[name](outputs)
    if task.optimizer == "sgd":
        optimizer = keras.optimizers.SGD(task.learning_rate, momentum=0.9, nesterov=True)
    else:
        optimizer = keras.optimizers.Adam(task.learning_rate)
    model.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


def fit(model, name, x, y, epochs=1, callbacks=()):
    model.fit(x, y, batch_size=TASKS[name].batch, epochs=epochs, verbose=0, callbacks=list(callbacks))


class StepTimes(keras.callbacks.Callback):
    """Milliseconds between the ends of one epoch's batches; ends the training after so many seconds."""

    def __init__(self, seconds):
        super().__init__()
        self.times = []
        self.end = time.perf_counter() + seconds

    def on_epoch_begin(self, epoch, logs=None):
        self.last = None

    def on_train_batch_end(self, batch, logs=None):
        now = time.perf_counter()
        if self.last is not None:
            self.times.append(1000 * (now - self.last))
        self.last = now

    def on_epoch_end(self, epoch, logs=None):
        self.model.stop_training = len(self.times) >= 5 and time.perf_counter() > self.end


def warm(network):
    fit(trainee(network, 10), network, *examples_of(network, 10, WARM_UP_STEPS))
    return {}


def first(network, outputs):
    x, y = examples_of(network, outputs, 1)
    start = time.perf_counter()
    keras.backend.clear_session()
    fit(trainee(network, outputs), network, x, y)
    return {"ms": 1000 * (time.perf_counter() - start)}


def open_network(network):
    model = trainee(network, 10)
    x, y = examples_of(network, 10, BATCHES)
    fit(model, network, x, y)
    opened.update(model=model, name=network, x=x, y=y)
    return {"params": int(sum(np.prod(w.shape) for w in model.trainable_weights))}


def steady(seconds):
    clock = StepTimes(seconds)
    cpu = time.process_time()
    fit(opened["model"], opened["name"], opened["x"], opened["y"], 1_000_000, [clock])
    cpu_ms = 1000 * (time.process_time() - cpu) / len(clock.times)
    return {"stepMs": median(clock.times), "cpuMs": cpu_ms, "steps": len(clock.times)}


say({"ready": f"Keras {keras.__version__} on TensorFlow {tf.__version__}"})
serve({"warm": warm, "first": first, "open": open_network, "steady": steady, "candidates": candidates})
