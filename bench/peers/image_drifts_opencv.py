"""Image drifts by OpenCV, on two threads."""

import cv2
import numpy as np

from image_drifts import SIZE, run, set_up_with  # noqa: F401: the harness calls run

cv2.setNumThreads(2)

GAMMA = np.round(255 * (np.arange(256) / 255) ** 2).astype(np.uint8)
LINE = np.full((1, 15), 1 / 15, np.float32)
CENTRE = ((SIZE - 1) / 2, (SIZE - 1) / 2)
COLUMNS, ROWS = np.meshgrid(np.arange(SIZE, dtype=np.float32), np.arange(SIZE, dtype=np.float32))


def disk(radius):
    rows, columns = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    inside = (rows**2 + columns**2 <= radius**2).astype(np.float32)
    return inside / inside.sum()


def affine(angle, scale):
    turn = cv2.getRotationMatrix2D(CENTRE, angle, scale)
    return lambda picture: cv2.warpAffine(
        picture, turn, (SIZE, SIZE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
    )


def elastic(picture, random=np.random.default_rng(2)):
    # control points 45 pixels apart, between them cubic, as ours; pixels move half as much as the points of a spline
    shifts = random.normal(0, 2.5, (2, 7, 7)).astype(np.float32)
    across, down = (cv2.resize(shift, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC) for shift in shifts)
    return cv2.remap(picture, COLUMNS + across, ROWS + down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


DISK = disk(5)
WORKS = {
    "gamma": lambda picture: cv2.LUT(picture, GAMMA),
    "gaussianBlur": lambda picture: cv2.GaussianBlur(picture, (19, 19), 3),
    "defocusBlur": lambda picture: cv2.filter2D(picture, -1, DISK),
    "motionBlur": lambda picture: cv2.filter2D(picture, -1, LINE),
    "rotation": affine(15, 1),
    "zoom": affine(0, 1.4),
    "elasticTransform": elastic,
}


def set_up(inputs, options):
    return set_up_with(WORKS, inputs, options)
