import { checkNumber } from '../errors';
import type { Images } from '../images';
import type { Random } from '../random';
import { type ImageDrift, imageDrift } from './imageDrift';
import { runKernel } from './kernels/runKernel';
import { mapPixels } from './mapPixels';
import { fillWords } from './noise';

/**
 * Salt and pepper: a value becomes 0 or 255, each with probability share / 2 (Hendrycks & Dietterich 2019). `share` in [0, 1]; 0
 * is the identity. With the same seed a larger share hits the same values and more.
 * @throws {TypeError | RangeError} if share is not a number in [0, 1].
 * @example
 * const dead = impulseNoise(photographs, 0.05, createRandom(1));
 */
export function impulseNoise(images: Images, share: number, random: Random): Images {
  const last = Math.round(checkNumber('share', share, 0, 1) * 2 ** 31) - 1;
  const words = new Int32Array(images.height * images.width * images.channels);
  return mapPixels(images, (from, to) => runKernel('impulses', from, to, fillWords(words, random), last));
}

/** Dying pixels and errors of transmission: share 0.3 · severity², as harm begins at a few pixels. */
export const impulseNoiseDrift: ImageDrift = imageDrift('impulseNoise', (images, severity, random) =>
  impulseNoise(images, 0.3 * severity ** 2, random),
);
