"""Entry of an engine process: PyTorch, eager, with OMP_NUM_THREADS threads."""
import os
import time

import numpy as np

from channel import median, say, serve, step_times
from tasks import TASKS, random_examples

BATCHES = 8
WARM_UP_STEPS = 3

try:
    import torch
    from torch.nn import functional as F
except ImportError as error:
    say({"absent": str(error)})
    raise SystemExit from error

from torch_candidates import candidates
from torch_networks import NETWORKS

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
torch.set_num_interop_threads(1)
opened = {}


def batches_of(name, outputs, count):
    task = TASKS[name]
    rng = np.random.default_rng(1)
    batches = []
    for _ in range(count):
        x, y = random_examples(task, outputs, task.batch, rng)
        x = torch.from_numpy(x)
        batches.append((x.permute(0, 3, 1, 2).contiguous() if x.dim() == 4 else x, torch.from_numpy(y)))
    return batches


def trainee(name, outputs):
    """The network, and a function that trains it on one batch."""
    task = TASKS[name]
    model = NETWORKS[name](outputs)
    model.train()
    if task.optimizer == "sgd":
        optimizer = torch.optim.SGD(model.parameters(), task.learning_rate, momentum=0.9, nesterov=True)
    else:
        optimizer = torch.optim.Adam(model.parameters(), task.learning_rate)

    def step(batch):
        x, y = batch
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        # Whoever trains looks at the loss.
        return loss.item()

    return model, step


def warm(network):
    _, step = trainee(network, 10)
    for batch in batches_of(network, 10, WARM_UP_STEPS):
        step(batch)
    return {}


def first(network, outputs):
    (batch,) = batches_of(network, outputs, 1)
    start = time.perf_counter()
    _, step = trainee(network, outputs)
    step(batch)
    return {"ms": 1000 * (time.perf_counter() - start)}


def open_network(network):
    model, step = trainee(network, 10)
    batches = batches_of(network, 10, BATCHES)
    for batch in batches[:WARM_UP_STEPS]:
        step(batch)
    opened.update(step=step, batches=batches)
    return {"params": sum(p.numel() for p in model.parameters() if p.requires_grad)}


def steady(seconds):
    step, batches = opened["step"], opened["batches"]
    cpu = time.process_time()
    times = step_times(lambda i: step(batches[i % BATCHES]), seconds)
    cpu_ms = 1000 * (time.process_time() - cpu) / len(times)
    return {"stepMs": median(times), "cpuMs": cpu_ms, "steps": len(times)}


say({"ready": f"PyTorch {torch.__version__}"})
serve({"warm": warm, "first": first, "open": open_network, "steady": steady, "candidates": candidates})
