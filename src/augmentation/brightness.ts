import { checkNumber } from '../errors';
import type { Images } from '../images';
import { affine, mapLevels } from './floatImage';
import { type ImageDrift, imageDrift } from './imageDrift';

/**
 * Brightness: factor · x + offset, factor in [0, ∞), offset a number of levels, default 0. The factor as Pillow's
 * ImageEnhance.Brightness, rounded: 1 is the identity, 0 black.
 * @throws {TypeError | RangeError} if factor is not a number ≥ 0 or offset not one in [−255, 255].
 * @example
 * const dim = brightness(photographs, 0.5);
 */
export function brightness(images: Images, factor: number, offset = 0): Images {
  checkNumber('factor', factor, 0);
  checkNumber('offset', offset, -255, 255);
  return mapLevels(images, (levels) => affine(levels, factor, offset));
}

/** A lamp that dies: factor 1 − 0.8 · severity. Black images stay as they are. */
export const brightnessDrift: ImageDrift = imageDrift('brightness', (images, severity) =>
  brightness(images, 1 - 0.8 * severity),
);
