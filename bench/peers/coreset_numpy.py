"""Greedy k-center in plain NumPy: one matrix-vector product for each row that is chosen."""

import numpy as np


def set_up(inputs, options):
    return inputs["points"], int(options["count"])


def run(state):
    points, count = state
    norms = np.einsum("ij,ij->i", points, points)
    nearest = np.full(len(points), np.inf, points.dtype)
    indices, squares = [0], []
    while True:
        centre = indices[-1]
        distances = points @ points[centre]
        distances *= -2
        distances += norms
        distances += norms[centre]
        np.minimum(nearest, distances, out=nearest)
        farthest = int(nearest.argmax())
        squares.append(nearest[farthest])
        if len(indices) == count:
            return lambda: {"indices": indices, "radii": np.sqrt(np.array(squares, np.float64))}
        indices.append(farthest)
