import { checkNumber } from '../errors';
import type { Images } from '../images';
import { type FloatImage, mapLevels } from './floatImage';
import { type ImageDrift, imageDrift } from './imageDrift';

/**
 * Another gamma curve: 255 · (x / 255)^exponent, as torchvision's adjust_gamma. Above 1 middle tones get darker, below 1
 * brighter, 1 is the identity; black and white stay.
 * @throws {TypeError | RangeError} if exponent is not a number in [0.01, 100].
 * @example
 * const dark = gamma(photographs, 2.2);
 */
export function gamma(images: Images, exponent: number): Images {
  checkNumber('exponent', exponent, 0.01, 100);
  return mapLevels(images, (levels) => gammaFloat(levels, exponent));
}

/** {@link gamma} before rounding. */
export function gammaFloat(image: FloatImage, exponent: number): FloatImage {
  return { ...image, values: image.values.map((value) => 255 * (value / 255) ** exponent) };
}

/** A display or scanner calibrated otherwise: exponent 1 + 2 · severity. */
export const gammaDrift: ImageDrift = imageDrift('gamma', (images, severity) => gamma(images, 1 + 2 * severity));
