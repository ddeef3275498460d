import { checkNumber, checkOneOf } from '../errors';
import type { Images } from '../images';
import { type ImageDrift, imageDrift, shorterSide } from './imageDrift';
import { correlatePixels, type Tap } from './kernels/correlatePixels';
import { mapPixels } from './mapPixels';

/** How light falls while the camera moves: all the time alike, or most in the middle. */
export const shutters = ['uniform', 'gaussian'] as const;

/** Options of {@link motionBlur}. */
export interface MotionBlurOptions {
  /** Pixels on the way, ≥ 1; 1 is the identity. */
  readonly length: number;
  /** Of the way, in degrees: 0 along rows, 90 along columns, 45 from lower left to upper right. */
  readonly angle: number;
  /**
   * uniform: equal weights, as in most libraries. gaussian: normal weights of the same standard deviation, length / √12, as ImageMagick's
   * and Hendrycks & Dietterich's; stripes do not come back where the way is a multiple of their period. Default uniform.
   */
  readonly shutter?: (typeof shutters)[number];
}

/**
 * Blur by a camera that moves along a straight line while the shutter is open. Between pixels of neighbouring rows (or columns, for a steep
 * line) the weight is shared. Mirrored at the frame. O(pixels · length) time.
 * @throws {TypeError | RangeError} if length is not a number in [1, 1000], angle not a finite one, or the shutter is unknown.
 * @example
 * const shaken = motionBlur(photographs, { length: 9, angle: 30 });
 */
export function motionBlur(images: Images, { length, angle, shutter = 'uniform' }: MotionBlurOptions): Images {
  checkNumber('length', length, 1, 1000);
  checkNumber('angle', angle);
  checkOneOf('shutter', shutter, shutters);
  const taps = lineTaps({ length, angle, shutter });
  return mapPixels(images, (from, to) => correlatePixels(from, to, images, [taps]));
}

/** Weights along a line through a pixel; they sum to 1. */
function lineTaps({ length, angle, shutter }: Required<MotionBlurOptions>): Tap[] {
  const turn = (angle * Math.PI) / 180;
  const [across, down] = [Math.cos(turn), -Math.sin(turn)];
  const steep = Math.abs(down) > Math.abs(across);
  const slope = steep ? across / down : down / across;
  const pace = Math.hypot(1, slope);
  const weightAt = shutter === 'uniform' ? uniformWeight(length) : gaussianWeight(length);
  const radius = Math.ceil((shutter === 'uniform' ? length / 2 : length) / pace);
  const taps: Tap[] = [];
  for (let i = -radius; i <= radius; i++) {
    const aside = Math.floor(i * slope);
    const share = i * slope - aside;
    for (const [j, part] of [
      [aside, 1 - share],
      [aside + 1, share],
    ]) {
      const weight = part * weightAt(i * pace, pace);
      if (weight > 0) taps.push(steep ? { down: i, across: j, weight } : { down: j, across: i, weight });
    }
  }
  const sum = taps.reduce((total, { weight }) => total + weight, 0);
  return taps.map((tap) => ({ ...tap, weight: tap.weight / sum }));
}

/** The share of the way within half a pace of a place. */
function uniformWeight(length: number): (place: number, pace: number) => number {
  return (place, pace) => {
    const from = Math.max(-length / 2, place - pace / 2);
    return Math.max(0, Math.min(length / 2, place + pace / 2) - from);
  };
}

/** The variance of a pixel's own width is taken off, as it is for the uniform shutter of length 1. */
function gaussianWeight(length: number): (place: number) => number {
  const variance = Math.max((length ** 2 - 1) / 12, 1e-9);
  return (place) => Math.exp(-(place ** 2) / (2 * variance));
}

/** A camera that shakes: 1.5 pixels, where bytes begin to change, plus severity / 8 of the shorter side, gaussian shutter, in another direction for each image. */
export const motionBlurDrift: ImageDrift = imageDrift('motionBlur', (images, severity, random) => {
  const length = 1.5 + (severity * shorterSide(images)) / 8;
  return mapPixels(images, (from, to) => {
    const taps = lineTaps({ length, angle: 180 * random.uniform(), shutter: 'gaussian' });
    correlatePixels(from, to, images, [taps]);
  });
});
