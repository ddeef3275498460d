import { checkNumber } from '../errors';
import type { Images } from '../images';
import { affine, type FloatImage, mapLevels } from './floatImage';
import { type ImageDrift, imageDrift } from './imageDrift';
import { luma601 } from './luma';

/**
 * Colour temperature by a shift in [−1, 1]: red · (1 + shift), blue · (1 − shift), green as it is; above 0 warmer, 0
 * the identity. A gray image has no colour, but a gray camera sees the lamp too: it is taken as R = G = B and turned
 * gray again, a gain of 1 + 0.185 · shift.
 * @throws {TypeError | RangeError} if shift is not a number in [−1, 1].
 * @example
 * const evening = colorTemperature(photographs, 0.2);
 */
export function colorTemperature(images: Images, shift: number): Images {
  checkNumber('shift', shift, -1, 1);
  return mapLevels(images, (levels) => colorTemperatureFloat(levels, shift));
}

/** {@link colorTemperature} before rounding and clipping. */
export function colorTemperatureFloat(image: FloatImage, shift: number): FloatImage {
  const [red, green, blue] = luma601;
  const gains = [1 + shift, 1, 1 - shift];
  return affine(image, image.channels === 3 ? gains : red * gains[0] + green + blue * gains[2]);
}

/** A warmer lamp: shift 0.5 · severity. */
export const colorTemperatureDrift: ImageDrift = imageDrift('colorTemperature', (images, severity) =>
  colorTemperature(images, 0.5 * severity),
);
