import { checkNumber } from '../errors';
import type { Images } from '../images';
import type { Random } from '../random';
import { type ImageDrift, imageDrift } from './imageDrift';
import { clamped, mapPixels } from './mapPixels';
import { fillNormals } from './noise';

/**
 * Noise that grows with the signal, as in ultrasound and radar: x · (1 + sigma · z) with z standard normal (Hendrycks & Dietterich
 * 2019). `sigma` ≥ 0, 0 is the identity; black stays black.
 * @throws {TypeError | RangeError} if sigma is not a number ≥ 0.
 * @example
 * const grainy = speckleNoise(ultrasound, 0.2, createRandom(1));
 */
export function speckleNoise(images: Images, sigma: number, random: Random): Images {
  checkNumber('sigma', sigma, 0);
  const z = new Float32Array(images.height * images.width * images.channels);
  return mapPixels(images, (from, to) => {
    fillNormals(z, random);
    const rounded = clamped(to);
    for (let i = 0; i < from.length; i++) rounded[i] = from[i] * (1 + sigma * z[i]);
  });
}

/** A worse probe: sigma 0.6 · severity. */
export const speckleNoiseDrift: ImageDrift = imageDrift('speckleNoise', (images, severity, random) =>
  speckleNoise(images, 0.6 * severity, random),
);
