import { checkNumber } from '../errors';
import type { Images } from '../images';
import type { FloatImage } from './floatImage';
import { type ImageDrift, imageDrift } from './imageDrift';
import { runKernel } from './kernels/runKernel';
import { mapPixels } from './mapPixels';

/**
 * Corners get darker: x · (1 − strength · (d / D)²) at distance d from the centre, D that of the corners. `strength` in [0, 1], 0
 * is the identity, 1 makes the corners black.
 * @throws {TypeError | RangeError} if strength is not a number in [0, 1].
 * @example
 * const throughTube = vignette(photographs, 0.6);
 */
export function vignette(images: Images, strength: number): Images {
  checkNumber('strength', strength, 0, 1);
  const gains = new Float32Array(vignetteGains(images, strength));
  return mapPixels(images, (from, to) => runKernel('scale', from, to, gains));
}

/** {@link vignette} before rounding. */
export function vignetteFloat(image: FloatImage, strength: number): FloatImage {
  const gains = vignetteGains(image, strength);
  return { ...image, values: image.values.map((value, i) => value * gains[i]) };
}

/** A factor for each value of an image. */
function vignetteGains({ height, width, channels }: Omit<FloatImage, 'values'>, strength: number): Float64Array {
  const middle = (height - 1) / 2;
  const centre = (width - 1) / 2;
  const corner = middle ** 2 + centre ** 2 || 1;
  const gains = new Float64Array(height * width * channels);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const gain = 1 - (strength * ((y - middle) ** 2 + (x - centre) ** 2)) / corner;
      for (let c = 0; c < channels; c++) gains[i++] = gain;
    }
  return gains;
}

/** A lens that does not fit: strength 0.9 · severity. */
export const vignetteDrift: ImageDrift = imageDrift('vignette', (images, severity) => vignette(images, 0.9 * severity));
