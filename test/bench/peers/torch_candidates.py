"""Cells of NAS-Bench-201 in PyTorch, each built and trained for one epoch of random images."""
import time

import numpy as np
import torch
from torch.nn import functional as F

from tasks import TASKS, random_examples
from torch_networks import nas_bench_201


def candidates(cells, images):
    """Seconds for all of them, one after another."""
    task = TASKS["nas-bench-201"]
    x, y = random_examples(task, 10, images, np.random.default_rng(1))
    x, y = torch.from_numpy(x).permute(0, 3, 1, 2).contiguous(), torch.from_numpy(y)
    start = time.perf_counter()
    for cell in cells:
        model = nas_bench_201(10, cell)
        model.train()
        optimizer = torch.optim.SGD(model.parameters(), task.learning_rate, momentum=0.9)
        order = torch.randperm(images)
        for rows in order.split(task.batch):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
        loss.item()
    return {"seconds": time.perf_counter() - start}
