import { checkNumber } from '../errors';
import type { Images } from '../images';
import type { Random } from '../random';
import { type FloatImage, mapImages } from './floatImage';
import { type ImageDrift, imageDrift } from './imageDrift';

/**
 * Adds independent normal noise to every value: x + 255 · sigma · z. `sigma` ≥ 0 is a share of the full scale; 0 is the
 * identity.
 * @throws {TypeError | RangeError} if sigma is not a number ≥ 0.
 * @example
 * const noisy = gaussianNoise(digits, 0.1, createRandom(1));
 */
export function gaussianNoise(images: Images, sigma: number, random: Random): Images {
  checkNumber('sigma', sigma, 0);
  return mapImages(images, (image) => gaussianNoiseFloat(image, sigma, random));
}

/** {@link gaussianNoise} before rounding and clipping. */
export function gaussianNoiseFloat(image: FloatImage, sigma: number, random: Pick<Random, 'normal'>): FloatImage {
  const values = image.values.slice();
  for (let i = 0; i < values.length; i++) values[i] += 255 * sigma * random.normal();
  return { ...image, values };
}

/** Sensor noise: sigma 0.4 · severity. */
export const gaussianNoiseDrift: ImageDrift = imageDrift('gaussianNoise', (images, severity, random) =>
  gaussianNoise(images, 0.4 * severity, random),
);
