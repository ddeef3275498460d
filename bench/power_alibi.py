"""alibi-detect's side of bench/power.ts: `python power_alibi.py <folder> <options as JSON>`.

Reads pairs of samples from the folder and prints the p values of MMDDrift (PyTorch, its own bandwidth) and KSDrift (the smallest over the
features) as JSON. Wants alibi-detect 0.13.0 and torch 2.13.0.
"""

import json
import logging
import pathlib
import sys

import numpy as np
import torch

logging.disable(logging.WARNING)
from alibi_detect.cd import KSDrift, MMDDrift  # noqa: E402


def mmd(reference, sample, permutations):
    detector = MMDDrift(reference, backend="pytorch", n_permutations=permutations, device="cpu")
    return float(detector.predict(sample)["data"]["p_val"])


def ks(reference, sample):
    return float(KSDrift(reference).predict(sample)["data"]["p_val"].min())


def main(folder, options):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    found = {}
    for name, runs in options["runs"].items():
        sides = [np.load(pathlib.Path(folder) / f"{name}-{side}.npy") for side in ("reference", "sample")]
        pairs = list(zip(*(np.split(side, runs) for side in sides)))
        found[name] = {
            "MMDDrift": [mmd(x, y, options["permutations"]) for x, y in pairs],
            "KSDrift": [ks(x, y) for x, y in pairs],
        }
    print(json.dumps(found))


main(sys.argv[1], json.loads(sys.argv[2]))
