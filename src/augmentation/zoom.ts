import { checkNumber } from '../errors';
import type { Images } from '../images';
import { type ImageDrift, imageDrift } from './imageDrift';
import { warp, warpMap } from './warp';

/**
 * Enlarges images about their centre by `factor` in [1, 100], bilinear, and keeps the size; 1 is the identity. What is shown is the middle
 * 1 / factor of height and width, not rounded to whole pixels, so that small factors act on small images too.
 * @throws {TypeError | RangeError} if factor is not a number in [1, 100].
 * @example
 * const closer = zoom(scans, 1.5);
 */
export function zoom(images: Images, factor: number): Images {
  checkNumber('factor', factor, 1, 100);
  const [centre, middle] = [(images.width - 1) / 2, (images.height - 1) / 2];
  const map = warpMap(images, (at, x, y) => {
    at[0] = centre + (x - centre) / factor;
    at[1] = middle + (y - middle) / factor;
  });
  return warp(images, () => map);
}

/** The camera comes closer: factor 1 + 0.8 · severity. On a fine texture the harm no longer grows once it has lost its place. */
export const zoomDrift: ImageDrift = imageDrift('zoom', (images, severity) => zoom(images, 1 + 0.8 * severity));
