"""A search as one writes it with PyTorch and Optuna: small chains of convolutions on 2,000 MNIST digits.

usage: torch_search.py SEED THREADS IMAGES LABELS (idx files, .gz)

20 trials of 2 epochs; 1 to 3 convolutions (filters, kernel, pooling), a dense layer or none, the learning rate;
validated on 1,000 digits, the best one tested on the rest. Prints one line for the benchmark.
"""
import gzip
import sys
import time

from channel import say

TRIALS, EPOCHS, BATCH = 20, 2, 64
TRAINING, VALIDATION = 2000, 1000

try:
    import numpy as np
    import optuna
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError as error:
    say({"absent": str(error)})
    raise SystemExit from error


def read_idx(path, header):
    with gzip.open(path) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def load(images, labels):
    """Images as [count, 1, 28, 28] in [0, 1], and labels, in a fixed random order."""
    x = read_idx(images, 16).reshape(-1, 1, 28, 28).astype(np.float32) / 255
    y = read_idx(labels, 8).astype(np.int64)
    order = np.random.default_rng(0).permutation(len(x))
    return torch.from_numpy(x[order]), torch.from_numpy(y[order])


def build(trial):
    layers, channels, side = [], 1, 28
    for i in range(trial.suggest_int("depth", 1, 3)):
        filters = trial.suggest_categorical(f"filters{i}", [8, 16, 32])
        kernel = trial.suggest_categorical(f"kernel{i}", [3, 5])
        layers += [nn.Conv2d(channels, filters, kernel, padding=kernel // 2), nn.ReLU()]
        channels = filters
        if trial.suggest_categorical(f"pooling{i}", [False, True]):
            layers.append(nn.MaxPool2d(2))
            side //= 2
    layers.append(nn.Flatten())
    features = channels * side * side
    units = trial.suggest_categorical("dense", [0, 32, 64])
    if units:
        layers += [nn.Linear(features, units), nn.ReLU()]
        features = units
    return nn.Sequential(*layers, nn.Linear(features, 10))


def train(model, x, y, learning_rate):
    optimizer = torch.optim.Adam(model.parameters(), learning_rate)
    model.train()
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            F.cross_entropy(model(x[rows]), y[rows]).backward()
            optimizer.step()


def accuracy(model, x, y):
    model.eval()
    with torch.no_grad():
        return (model(x).argmax(1) == y).float().mean().item()


def main(seed, threads, images, labels):
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    x, y = load(images, labels)
    train_end, validation_end = TRAINING, TRAINING + VALIDATION
    best = {"accuracy": -1.0, "model": None}

    def objective(trial):
        model = build(trial)
        train(model, x[:train_end], y[:train_end], trial.suggest_float("rate", 1e-4, 1e-2, log=True))
        value = accuracy(model, x[train_end:validation_end], y[train_end:validation_end])
        if value > best["accuracy"]:
            best.update(accuracy=value, model=model)
        return value

    start = time.perf_counter()
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed))
    study.optimize(objective, n_trials=TRIALS)
    seconds = time.perf_counter() - start
    test = accuracy(best["model"], x[validation_end:], y[validation_end:])
    say({"searchSeconds": seconds, "bestValAccuracy": best["accuracy"], "testAccuracy": test})


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:5])
