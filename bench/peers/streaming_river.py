"""river's stream detectors, fed one value at a time as Python floats."""

from river.drift import ADWIN, KSWIN
from river.drift.binary import HDDM_W


def set_up(inputs, options):
    kind = int(options["kind"])
    values = inputs["values"].ravel().tolist()
    if kind == 0:
        return values, ADWIN
    if kind == 1:
        return values, HDDM_W
    return values, lambda: KSWIN(alpha=options["alpha"], window_size=int(options["windowSize"]), stat_size=30, seed=1)


def run(state):
    values, create = state
    detector = create()
    detections = []
    for index, value in enumerate(values):
        detector.update(value)
        if detector.drift_detected:
            detections.append(index)
    return {"detections": detections}
