"""A peer's side of a bench: `python peer.py <script> <folder> <options as JSON>`.

The script defines `set_up(inputs, options)` and `run(state)`, which returns named lists of numbers or a function that makes them
untimed. The folder holds the input as .npy files. What is said on standard output: see bench/harness/side.ts.
"""

import importlib
import json
import pathlib
import sys
import time


def say(**answer):
    print(json.dumps(answer), flush=True)


def as_lists(results):
    results = results() if callable(results) else results
    return {name: [float(value) for value in values] for name, values in results.items()}


def main(script, folder, options):
    try:
        import numpy

        peer = importlib.import_module(script)
    except ModuleNotFoundError as error:
        say(missing=error.name)
        return
    inputs = {path.stem: numpy.load(path) for path in pathlib.Path(folder).glob("*.npy")}
    started = time.perf_counter()
    state = peer.set_up(inputs, json.loads(options))
    say(setupMs=(time.perf_counter() - started) * 1e3)
    for line in sys.stdin:
        if line.strip() == "results":
            say(results=as_lists(peer.run(state)))
            continue
        ms = []
        for _ in range(int(line)):
            started = time.perf_counter()
            peer.run(state)
            ms.append((time.perf_counter() - started) * 1e3)
        say(ms=ms)


main(*sys.argv[1:])
