"""What the peers of the image drifts share: the pictures as bytes, one after the other, and the harm of what comes out."""

import numpy as np

SIZE = 224


def set_up_with(works, inputs, options):
    """The pictures, and the work of the drift whose name is the key of the options."""
    pictures = inputs["pictures"].astype(np.uint8).reshape(-1, SIZE, SIZE, 3)
    return pictures, works[next(iter(options))]


def run(state):
    pictures, work = state
    drifted = [work(picture) for picture in pictures]
    return lambda: {"harm": [np.mean((np.asarray(drifted, float) - pictures) ** 2)]}
