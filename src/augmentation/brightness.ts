import { checkNumber } from '../errors';
import type { Images } from '../images';
import { affine, type FloatImage, mapLevels } from './floatImage';
import { type ImageDrift, imageDrift } from './imageDrift';

/**
 * Brightness by a factor in [0, ∞): factor · x, as Pillow's ImageEnhance.Brightness, rounded. 1 is the identity, 0
 * black.
 * @throws {TypeError | RangeError} if factor is not a number ≥ 0.
 * @example
 * const dim = brightness(photographs, 0.5);
 */
export function brightness(images: Images, factor: number): Images {
  checkNumber('factor', factor, 0);
  return mapLevels(images, (levels) => brightnessFloat(levels, factor));
}

/** {@link brightness} before rounding and clipping. */
export function brightnessFloat(image: FloatImage, factor: number): FloatImage {
  return affine(image, factor);
}

/** A lamp that dies: factor 1 − 0.8 · severity. Black images stay as they are. */
export const brightnessDrift: ImageDrift = imageDrift('brightness', (images, severity) =>
  brightness(images, 1 - 0.8 * severity),
);
