import { checkNumber } from '../errors';
import type { Images } from '../images';
import type { Random } from '../random';
import { type ImageDrift, imageDrift } from './imageDrift';
import { mapPixels } from './mapPixels';

/** Options of {@link illuminationGradient}. */
export interface IlluminationOptions {
  /** How much darker the far side is, in [0, 1]; 0 is the identity. */
  readonly strength: number;
  /** From the bright side to the dark one, in degrees: 0 to the right, 90 down. */
  readonly angle: number;
}

/**
 * Light from one side: x · (1 − strength · t), where t grows evenly from 0 in one corner to 1 in the opposite one, as seen along
 * `angle`.
 * @throws {TypeError | RangeError} if strength is not a number in [0, 1] or angle not a finite one.
 * @example
 * const lampAtLeft = illuminationGradient(photographs, { strength: 0.5, angle: 0 });
 */
export function illuminationGradient(images: Images, { strength, angle }: IlluminationOptions): Images {
  checkNumber('strength', strength, 0, 1);
  checkNumber('angle', angle);
  return mapPixels(images, (from, to) => shade(images, from, to, strength, (angle * Math.PI) / 180));
}

function shade({ height, width, channels }: Images, from: Uint8Array, to: Uint8Array, strength: number, angle: number) {
  const across = Math.cos(angle);
  const down = Math.sin(angle);
  const length = Math.abs(across) * (width - 1) + Math.abs(down) * (height - 1) || 1;
  const fall = strength / length;
  const start = 1 + fall * (Math.min(0, across) * (width - 1) + Math.min(0, down) * (height - 1));
  // 16 bits after the point: whole numbers are twice as fast
  const step = 65536 * fall * across;
  for (let y = 0, i = 0; y < height; y++) {
    const first = 65536 * (start - fall * down * y) + 0.5;
    for (let x = 0; x < width; x++, i += channels) {
      const gain = (first - step * x) | 0;
      to[i] = (Math.imul(from[i], gain) + 32768) >> 16;
      if (channels === 1) continue;
      to[i + 1] = (Math.imul(from[i + 1], gain) + 32768) >> 16;
      to[i + 2] = (Math.imul(from[i + 2], gain) + 32768) >> 16;
    }
  }
}

/** A lamp out of place: strength 0.9 · severity, from another side for each image. */
export const illuminationGradientDrift: ImageDrift = imageDrift('illuminationGradient', (images, severity, random) =>
  illuminationFromAnySide(images, 0.9 * severity, random),
);

function illuminationFromAnySide(images: Images, strength: number, random: Random): Images {
  return mapPixels(images, (from, to) => shade(images, from, to, strength, 2 * Math.PI * random.uniform()));
}
