import { checkNumber } from '../errors';
import type { Images } from '../images';
import { affine, type FloatImage, levelTable, lookUp } from './floatImage';
import { type ImageDrift, imageDrift } from './imageDrift';
import { lumaByte, meanLuma } from './luma';
import { mapPixels } from './mapPixels';

/**
 * Colour contrast by a factor in [0, ∞): every value is blended with the image's mean gray, gray + factor · (x − gray).
 * 1 is the identity, 0 a uniform gray, above 1 stronger contrast. The convention of Pillow's ImageEnhance.Contrast, which
 * rounds the mean gray, and of torchvision's adjust_contrast, which does not. Both cut results off to integers, here they
 * are rounded: within one level of Pillow.
 * @throws {TypeError | RangeError} if factor is not a number ≥ 0.
 * @example
 * const faded = contrast(photographs, 0.6);
 */
export function contrast(images: Images, factor: number): Images {
  checkNumber('factor', factor, 0);
  return mapPixels(images, (from, to) => {
    const gray = meanByte(from, images.channels);
    lookUp(
      from,
      to,
      levelTable(1, (levels) => contrastFloat(levels, factor, gray)),
    );
  });
}

/** The mean of the bytes that Pillow makes of an image for this, rounded. */
function meanByte(pixels: Uint8Array, channels: number): number {
  let sum = 0;
  if (channels === 1) for (let i = 0; i < pixels.length; i++) sum += pixels[i];
  else for (let i = 0; i < pixels.length; i += 3) sum += lumaByte(pixels[i], pixels[i + 1], pixels[i + 2]);
  return Math.floor((sum * channels) / pixels.length + 0.5);
}

/**
 * {@link contrast} before rounding and clipping, about the mean gray or another centre on the scale 0–255, one for all
 * channels or one for each.
 */
export function contrastFloat(
  image: FloatImage,
  factor: number,
  centre: number | readonly number[] = meanLuma(image.values, image.channels),
): FloatImage {
  const offset = typeof centre === 'number' ? (1 - factor) * centre : centre.map((one) => (1 - factor) * one);
  return affine(image, factor, offset);
}

/** Fading contrast: factor 1 − 0.95 · severity. */
export const contrastDrift: ImageDrift = imageDrift('contrast', (images, severity) =>
  contrast(images, 1 - 0.95 * severity),
);
