import { checkNumber } from '../errors';
import type { Images } from '../images';
import { type FloatImage, mapLevels } from './floatImage';
import { type ImageDrift, imageDrift } from './imageDrift';

/**
 * Keeps the upper bits of each value: ⌊x / 2^(8 − bits)⌋ · 2^(8 − bits), as Pillow's ImageOps.posterize. `bits` in [1, 8]; 8 is
 * the identity. Between two whole numbers it is the blend of both, so that there is no step in between.
 * @throws {TypeError | RangeError} if bits is not a number in [1, 8].
 * @example
 * const flat = posterize(photographs, 3); // 8 levels a channel
 */
export function posterize(images: Images, bits: number): Images {
  checkNumber('bits', bits, 1, 8);
  return mapLevels(images, (levels) => posterizeFloat(levels, bits));
}

/** {@link posterize} before rounding. */
export function posterizeFloat(image: FloatImage, bits: number): FloatImage {
  const fine = 2 ** (8 - Math.ceil(bits));
  const coarse = 2 ** (8 - Math.floor(bits));
  const share = Math.ceil(bits) - bits;
  const values = image.values.map((value) => value - (1 - share) * (value % fine) - share * (value % coarse));
  return { ...image, values };
}

/** A worse converter: from 8 bits over 2.8 in the middle to one, 8^(1 − severity). */
export const posterizeDrift: ImageDrift = imageDrift('posterize', (images, severity) =>
  posterize(images, 8 ** (1 - severity)),
);
