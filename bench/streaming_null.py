"""river's side of bench/streamingNull.ts: `python streaming_null.py <folder> <options as JSON>`.

Runs river's detectors at their defaults over the streams in the folder; prints false alarms and delays as JSON.
"""

import json
import pathlib
import sys

import numpy as np
from river.drift import ADWIN, KSWIN, PageHinkley
from river.drift.binary import DDM, EDDM, HDDM_A, HDDM_W

DETECTORS = {
    "ADWIN, values scaled to [0, 1]": ("shares", ADWIN),
    "ADWIN, values as they are": ("normal", ADWIN),
    "KSWIN": ("normal", lambda: KSWIN(seed=0)),
    "Page–Hinkley": ("normal", PageHinkley),
    "DDM": ("errors", DDM),
    "EDDM": ("errors", EDDM),
    "HDDM-A": ("errors", HDDM_A),
    "HDDM-W": ("errors", HDDM_W),
}


def values_of(kind, base, shift):
    if kind == "errors":
        return (base < 0.2 + 0.4 * shift).astype(int)
    return np.clip((base + shift + 5) / 10, 0, 1) if kind == "shares" else base + shift


def false_alarms(detector, values):
    alarms = 0
    for value in values.tolist():
        detector.update(value)
        alarms += detector.drift_detected
    return alarms


def delay(detector, values, change):
    for index, value in enumerate(values.tolist()):
        detector.update(value)
        if index >= change and detector.drift_detected:
            return index - change
    return None


def main(folder, options):
    base = {path.stem: np.load(path) for path in pathlib.Path(folder).glob("*.npy")}
    change = options["change"]
    rows = []
    for name, (kind, create) in DETECTORS.items():
        slow = name == "KSWIN"
        source = "errors" if kind == "errors" else "normal"
        null = base[source + "Null"].ravel()[: options["slowNull" if slow else "null"]]
        row = {"detector": name, "nullValues": len(null)}
        row["falseAlarms"] = false_alarms(create(), values_of(kind, null, 0))
        runs = base[source + "Runs"][: options["slowRuns" if slow else "runs"]]
        row["runs"] = len(runs)
        row["delays"] = []
        for shift in options["shifts"]:
            found = []
            for noise in runs:
                shifts = np.where(np.arange(len(noise)) < change, 0, shift)
                found.append(delay(create(), values_of(kind, noise, shifts), change))
            row["delays"].append(found)
        rows.append(row)
    json.dump(rows, sys.stdout)


main(sys.argv[1], json.loads(sys.argv[2]))
