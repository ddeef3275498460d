import { checkNumber } from '../errors';
import type { Images } from '../images';
import { affine, type FloatImage, mapLevels } from './floatImage';
import { checkColor, type ImageDrift, imageDrift } from './imageDrift';

/**
 * Colour temperature by a shift in [−1, 1]: red · (1 + shift), blue · (1 − shift), green as it is; above 0 warmer, 0
 * the identity.
 * @throws {TypeError | RangeError} if shift is not a number in [−1, 1]; {RangeError} for gray images.
 * @example
 * const evening = colorTemperature(photographs, 0.2);
 */
export function colorTemperature(images: Images, shift: number): Images {
  checkNumber('shift', shift, -1, 1);
  checkColor('colorTemperature', images);
  return mapLevels(images, (levels) => colorTemperatureFloat(levels, shift), { apart: true });
}

/** {@link colorTemperature} before rounding and clipping. */
export function colorTemperatureFloat(image: FloatImage, shift: number): FloatImage {
  return affine(image, [1 + shift, 1, 1 - shift]);
}

/** A warmer lamp: shift 0.5 · severity. */
export const colorTemperatureDrift: ImageDrift = imageDrift(
  'colorTemperature',
  (images, severity) => colorTemperature(images, 0.5 * severity),
  { needsColor: true },
);
