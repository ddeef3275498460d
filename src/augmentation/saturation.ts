import { checkNumber } from '../errors';
import type { Images } from '../images';
import { type FloatImage } from './floatImage';
import { checkColor, type ImageDrift, imageDrift } from './imageDrift';
import { runKernel } from './kernels/runKernel';
import { luma601, type LumaWeights } from './luma';
import { mapPixels } from './mapPixels';

/**
 * Colour saturation by a factor in [0, 100]: each pixel is blended with its gray, g + factor · (x − g), g = 0.299 R + 0.587 G +
 * 0.114 B rounded. 1 is the identity, 0 gray, above 1 more colourful. As Pillow's ImageEnhance.Color, which cuts results off to integers,
 * here they are rounded: within one level.
 * @throws {TypeError | RangeError} if factor is not a number in [0, 100]; {RangeError} for gray images.
 * @example
 * const pale = saturation(photographs, 0.3);
 */
export function saturation(images: Images, factor: number): Images {
  // 16 bits after the point: whole numbers are twice as fast
  const share = Math.round(65536 * checkNumber('factor', factor, 0, 100));
  checkColor('saturation', images);
  return mapPixels(images, (from, to) => runKernel('saturate', from, to, share));
}

/** {@link saturation} before rounding and clipping, of an image with three channels. */
export function saturationFloat(image: FloatImage, factor: number, weights: LumaWeights = luma601): FloatImage {
  const gray = grayscaleFloat(image, weights).values;
  const values = image.values.map((value, i) => gray[Math.floor(i / 3)] + factor * (value - gray[Math.floor(i / 3)]));
  return { ...image, values };
}

/** The brightness of each pixel of an image with three channels. */
export function grayscaleFloat(image: FloatImage, [red, green, blue]: LumaWeights = luma601): FloatImage {
  const { values, height, width } = image;
  const gray = new Float64Array(height * width);
  for (let i = 0, p = 0; i < gray.length; i++, p += 3)
    gray[i] = red * values[p] + green * values[p + 1] + blue * values[p + 2];
  return { values: gray, height, width, channels: 1 };
}

/** Fading colours: factor 1 − severity. */
export const saturationDrift: ImageDrift = imageDrift(
  'saturation',
  (images, severity) => saturation(images, 1 - severity),
  { needsColor: true },
);
