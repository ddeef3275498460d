"""Two-sample Kolmogorov-Smirnov of each feature by SciPy, one after the other."""

from scipy.stats import ks_2samp


def set_up(inputs, options):
    return inputs["reference"], inputs["sample"]


def run(state):
    found = [ks_2samp(x, y, method="asymp") for x, y in zip(*state)]
    return lambda: {"statistic": [one.statistic for one in found], "pValue": [one.pvalue for one in found]}
