import { checkNumber } from '../errors';
import type { Images } from '../images';
import type { Random } from '../random';
import type { FloatImage } from './floatImage';
import { type ImageDrift, imageDrift } from './imageDrift';
import { clamped, mapPixels } from './mapPixels';
import { fillNormals } from './noise';

/**
 * Adds independent normal noise to every value: x + 255 · sigma · z. `sigma` ≥ 0 is a share of the full scale; 0 is the
 * identity.
 * @throws {TypeError | RangeError} if sigma is not a number ≥ 0.
 * @example
 * const noisy = gaussianNoise(digits, 0.1, createRandom(1));
 */
export function gaussianNoise(images: Images, sigma: number, random: Random): Images {
  const scale = 255 * checkNumber('sigma', sigma, 0);
  const z = new Float32Array(images.height * images.width * images.channels);
  return mapPixels(images, (from, to) => {
    fillNormals(z, random);
    const rounded = clamped(to);
    for (let i = 0; i < from.length; i++) rounded[i] = from[i] + scale * z[i];
  });
}

/** {@link gaussianNoise} before rounding and clipping, with `z` given. */
export function gaussianNoiseFloat(image: FloatImage, sigma: number, z: ArrayLike<number>): FloatImage {
  return { ...image, values: image.values.map((value, i) => value + 255 * sigma * z[i]) };
}

/** Sensor noise: sigma 0.4 · severity², as harm begins at a few levels. */
export const gaussianNoiseDrift: ImageDrift = imageDrift('gaussianNoise', (images, severity, random) =>
  gaussianNoise(images, 0.4 * severity ** 2, random),
);
