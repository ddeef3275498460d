import { checkNumber } from '../errors';
import type { Images } from '../images';
import { type ImageDrift, imageDrift } from './imageDrift';
import { warp, warpMap } from './warp';

/**
 * Turns images about their centre by `angle` degrees, counter-clockwise, bilinear; the corners that become free mirror the image.
 * The size stays; 0 is the identity.
 * @throws {TypeError | RangeError} if angle is not a finite number.
 * @example
 * const tilted = rotation(scans, 10);
 */
export function rotation(images: Images, angle: number): Images {
  const turn = (checkNumber('angle', angle) * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const [centre, middle] = [(images.width - 1) / 2, (images.height - 1) / 2];
  const map = warpMap(images, (at, x, y) => {
    at[0] = centre + cosine * (x - centre) - sine * (y - middle);
    at[1] = middle + sine * (x - centre) + cosine * (y - middle);
  });
  return warp(images, () => map);
}

/** A patient or a part that lies askew: 30° · severity. On a fine texture the harm no longer grows once it has lost its place. */
export const rotationDrift: ImageDrift = imageDrift('rotation', (images, severity) => rotation(images, 30 * severity));
