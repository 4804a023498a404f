"""The peers' samplers on the NAS-Bench-201 table, six categories of five operations each, everything at its default.

usage: table_search.py TABLE METHOD PROTOCOL DATASET EVALUATIONS SEED...

METHOD is optuna-random, optuna-tpe, optuna-tpe-univariate, optuna-gp, optuna-nsga-ii, pymoo-nsga-ii (operators for integers) or
pymoo-nsga-ii-choice. PROTOCOL is validation (sees the 200-epoch validation accuracy; answers, after every evaluation, the mean test
accuracy in percent of the first architecture with the best one) or front (validation accuracy up, FLOPs down; answers the
hypervolume above 80 % and below 220.2 M as a share of the true front's). Prints a line a seed: every evaluation counts, repeats too.
"""
import gzip
import importlib.util
import json
import os
import sys
import time
import types
import warnings

from channel import say

OPERATIONS = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]
EDGES = 6
WORST_ACCURACY, WORST_FLOPS = 80.0, 220.2

if importlib.util.find_spec("alive_progress") is None:
    # pymoo imports its progress bar, which nothing here shows, and which not every index has.
    sys.modules["alive_progress"] = types.SimpleNamespace(alive_bar=None)

try:
    import optuna
    import pymoo  # noqa: F401  (its version is part of the answer)
except ImportError as error:
    say({"absent": str(error)})
    raise SystemExit from error


def read_table(path, dataset):
    """Positions of the six operations to (validation accuracy, test accuracy, MFLOPs)."""
    with gzip.open(path) as file:
        table = json.load(file)
    column = {name: i for i, name in enumerate(table["columns"])}
    rows = {}
    for row in table["rows"]:
        cell = row[column["arch"]].replace("+", "").strip("|").split("|")
        key = tuple(OPERATIONS.index(edge.split("~")[0]) for edge in cell if edge)
        rows[key] = (row[column[f"{dataset}_val_200ep"]], row[column[f"{dataset}_test_200ep"]], row[column["flops_m"]])
    return rows


def volume(points):
    """Of (accuracy, MFLOPs) pairs: the area that they dominate."""
    covered, best = 0.0, WORST_ACCURACY
    for accuracy, flops in sorted(points, key=lambda p: (p[1], -p[0])):
        if flops < WORST_FLOPS and accuracy > best:
            covered += (WORST_FLOPS - flops) * (accuracy - best)
            best = accuracy
    return covered


class Search:
    """Looks cells up and keeps the curve."""

    def __init__(self, rows, evaluations, whole):
        self.rows, self.evaluations, self.whole = rows, evaluations, whole
        self.best, self.seen, self.share, self.curve = None, [], 0.0, []

    @property
    def is_full(self):
        return len(self.curve) >= self.evaluations

    def measure(self, cell):
        validation, test, flops = self.rows[tuple(int(i) for i in cell)]
        if self.whole:
            if not any(a >= validation and f <= flops for a, f in self.seen):
                self.seen = [(a, f) for a, f in self.seen if a > validation or f < flops] + [(validation, flops)]
                self.share = volume(self.seen) / self.whole
            self.curve.append(self.share)
            return validation, flops
        if self.best is None or validation > self.best[0]:
            self.best = (validation, test)
        self.curve.append(self.best[1])
        return validation


def with_optuna(search, sampler, directions):
    study = optuna.create_study(directions=directions, sampler=sampler)
    while not search.is_full:
        trial = study.ask()
        cell = [trial.suggest_categorical(f"edge{i}", list(range(len(OPERATIONS)))) for i in range(EDGES)]
        study.tell(trial, search.measure(cell))


def with_pymoo(search, seed, kind):
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.core.problem import ElementwiseProblem
    from pymoo.optimize import minimize

    last = len(OPERATIONS) - 1

    class Cells(ElementwiseProblem):
        def __init__(self):
            if kind == "choice":
                from pymoo.core.variable import Choice

                super().__init__(vars={f"e{i}": Choice(options=list(range(last + 1))) for i in range(EDGES)}, n_obj=2)
            else:
                super().__init__(n_var=EDGES, n_obj=2, xl=0, xu=last, vtype=int)

        def _evaluate(self, x, out, *_, **__):
            cell = [x[f"e{i}"] for i in range(EDGES)] if kind == "choice" else x
            accuracy, flops = search.measure(cell)
            out["F"] = [-accuracy, flops]

    if kind == "choice":
        from pymoo.core.mixed import MixedVariableDuplicateElimination, MixedVariableMating, MixedVariableSampling

        algorithm = NSGA2(
            pop_size=20,
            sampling=MixedVariableSampling(),
            mating=MixedVariableMating(eliminate_duplicates=MixedVariableDuplicateElimination()),
            eliminate_duplicates=MixedVariableDuplicateElimination(),
        )
    else:
        from pymoo.operators.crossover.sbx import SBX
        from pymoo.operators.mutation.pm import PM
        from pymoo.operators.repair.rounding import RoundingRepair
        from pymoo.operators.sampling.rnd import IntegerRandomSampling

        # The operators that its documentation names for integers.
        whole = {"prob": 1.0, "eta": 3.0, "vtype": float, "repair": RoundingRepair()}
        algorithm = NSGA2(
            pop_size=20,
            sampling=IntegerRandomSampling(),
            crossover=SBX(**whole),
            mutation=PM(**whole),
            eliminate_duplicates=True,
        )
    minimize(Cells(), algorithm, ("n_evals", search.evaluations), seed=seed + 1, verbose=False)


def run(search, method, seed, protocol):
    directions = ["maximize", "minimize"] if protocol == "front" else ["maximize"]
    samplers = {
        "optuna-random": lambda: optuna.samplers.RandomSampler(seed=seed),
        "optuna-tpe": lambda: optuna.samplers.TPESampler(seed=seed, multivariate=True),
        "optuna-tpe-univariate": lambda: optuna.samplers.TPESampler(seed=seed, multivariate=False),
        "optuna-gp": lambda: optuna.samplers.GPSampler(seed=seed),
        "optuna-nsga-ii": lambda: optuna.samplers.NSGAIISampler(seed=seed),
    }
    if method.startswith("pymoo"):
        with_pymoo(search, seed, "choice" if method.endswith("choice") else "integer")
    else:
        with_optuna(search, samplers[method](), directions)


def main():
    table, method, protocol, dataset, evaluations, *seeds = sys.argv[1:]
    warnings.simplefilter("ignore")
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    rows = read_table(table, dataset)
    whole = volume([(validation, flops) for validation, _, flops in rows.values()]) if protocol == "front" else 0.0
    if method == "optuna-gp":
        import torch

        torch.set_num_threads(1)
    for seed in map(int, seeds):
        search = Search(rows, int(evaluations), whole)
        start = time.process_time()
        run(search, method, seed, protocol)
        say(
            {
                "seed": seed,
                "curve": search.curve[: int(evaluations)],
                "cpuSeconds": time.process_time() - start,
                "versions": {"optuna": optuna.__version__, "pymoo": pymoo.__version__},
            }
        )


os.environ.setdefault("OMP_NUM_THREADS", "1")
if __name__ == "__main__":
    main()
