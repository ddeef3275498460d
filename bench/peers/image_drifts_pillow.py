"""Image drifts by Pillow, from and to NumPy arrays."""

import io

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from image_drifts import SIZE, run, set_up_with  # noqa: F401: the harness calls run


def jpeg(image):
    file = io.BytesIO()
    image.save(file, "JPEG", quality=50)
    return Image.open(file)


def zoom(image):
    margin = (SIZE - SIZE / 1.4) / 2
    return image.resize((SIZE, SIZE), Image.Resampling.BILINEAR, (margin, margin, SIZE - margin, SIZE - margin))


GAMMA = 3 * [round(255 * (level / 255) ** 2) for level in range(256)]
WORKS = {
    "gamma": lambda image: image.point(GAMMA),
    "brightness": lambda image: ImageEnhance.Brightness(image).enhance(0.6),
    "contrast": lambda image: ImageEnhance.Contrast(image).enhance(0.5),
    "saturation": lambda image: ImageEnhance.Color(image).enhance(0.5),
    "posterize": lambda image: ImageOps.posterize(image, 4),
    "jpeg": jpeg,
    "pixelate": lambda image: image.resize((28, 28), Image.Resampling.BOX).resize((SIZE, SIZE), Image.Resampling.NEAREST),
    "gaussianBlur": lambda image: image.filter(ImageFilter.GaussianBlur(3)),
    "zoom": zoom,
}


def on_arrays(work):
    return lambda picture: np.asarray(work(Image.fromarray(picture)))


def set_up(inputs, options):
    return set_up_with({name: on_arrays(work) for name, work in WORKS.items()}, inputs, options)
