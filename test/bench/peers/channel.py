"""The peers' end of the benchmark's questions: lines of JSON on standard input and output."""
import json
import os
import sys
import time

# Libraries print too, so they get standard error in place of the real output.
_out = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def say(message):
    _out.write("@bench " + json.dumps(message) + "\n")
    _out.flush()


def serve(answers):
    """Answers {"<question>": {...}} with answers[question](**asked), until the input ends."""
    for line in sys.stdin:
        ((question, asked),) = json.loads(line).items()
        say(answers[question](**asked))


def median(values):
    return sorted(values)[len(values) // 2]


def step_times(step, seconds):
    """Milliseconds of each step(i), for so many seconds and at least five steps."""
    times = []
    end = time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < end:
        start = time.perf_counter()
        step(len(times))
        times.append(1000 * (time.perf_counter() - start))
    return times
