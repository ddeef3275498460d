"""Image drifts in plain NumPy, in float32 where nothing is drawn."""

import numpy as np

from image_drifts import SIZE, run, set_up_with  # noqa: F401: the harness calls run

random = np.random.default_rng(2)
ROWS, COLUMNS = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
MIDDLE = np.float32((SIZE - 1) / 2)
VIGNETTE = (1 - 0.45 * ((ROWS - MIDDLE) ** 2 + (COLUMNS - MIDDLE) ** 2) / (2 * MIDDLE**2))[..., None]
GRADIENT = (1 - 0.45 * COLUMNS / (SIZE - 1))[..., None]
WARMER = np.array([1.25, 1, 0.75], np.float32)
STAINS = np.array([[0.65, 0.7, 0.29], [0.07, 0.99, 0.11], [0.27, 0.57, 0.78]])
STAINING = (np.linalg.inv(STAINS) @ np.diag([1.25, 0.75, 1]) @ STAINS).astype(np.float32)


def as_bytes(values):
    return np.clip(np.round(values), 0, 255).astype(np.uint8)


def impulses(picture):
    place = random.random(picture.shape, np.float32)
    return np.where(place < 0.075, np.uint8(0), np.where(place < 0.15, np.uint8(255), picture))


def covered(picture):
    picture = picture.copy()
    picture[20:120, 40:140] = 0
    return picture


def stained(picture):
    density = np.log((picture + np.float32(1)) / np.float32(256))
    return as_bytes(256 * np.exp(density @ STAINING) - 1)


WORKS = {
    "colorTemperature": lambda picture: as_bytes(picture * WARMER),
    "stain": stained,
    "gaussianNoise": lambda picture: as_bytes(picture + 51 * random.standard_normal(picture.shape, np.float32)),
    "shotNoise": lambda picture: as_bytes(random.poisson(picture * (12 / 255)) * (255 / 12)),
    "speckleNoise": lambda picture: as_bytes(picture * (1 + 0.3 * random.standard_normal(picture.shape, np.float32))),
    "impulseNoise": impulses,
    "occlusion": covered,
    "vignette": lambda picture: as_bytes(picture * VIGNETTE),
    "illuminationGradient": lambda picture: as_bytes(picture * GRADIENT),
}


def set_up(inputs, options):
    return set_up_with(WORKS, inputs, options)
