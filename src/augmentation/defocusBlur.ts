import { checkNumber } from '../errors';
import type { Images } from '../images';
import { type ImageDrift, imageDrift, shorterSide } from './imageDrift';
import { correlatePixels, type Tap } from './kernels/correlatePixels';
import { mapPixels } from './mapPixels';

/**
 * Out of focus: every point becomes a disk of `radius` pixels in [0, 1000], as an open aperture draws it (Hendrycks & Dietterich 2019). Rows
 * of pixels count with the disk's share of them, so that the radius need not be whole; up to 0.5 it is the identity. Mirrored at the
 * frame. O(pixels · radius) time.
 * @throws {TypeError | RangeError} if radius is not a number in [0, 1000].
 * @example
 * const unsharp = defocusBlur(photographs, 3.5);
 */
export function defocusBlur(images: Images, radius: number): Images {
  checkNumber('radius', radius, 0, 1000);
  if (radius <= 0.5) return { ...images, pixels: images.pixels.slice() };
  const taps = diskTaps(radius);
  return mapPixels(images, (from, to) => correlatePixels(from, to, images, [taps], { sums: true }));
}

/** The chords of a disk, one behind the other, over running sums. */
function diskTaps(radius: number): Tap[] {
  const chords = halfChords(radius);
  const area = Math.PI * radius ** 2;
  return Array.from({ length: 2 * chords.length - 1 }, (_, i) => i + 1 - chords.length).flatMap((down) =>
    chordTaps(chords[Math.abs(down)]).map(([across, share]) => ({ down, across, weight: share / area })),
  );
}

/** Half of what the disk covers of the row k below its centre, for k = 0, 1, … */
function halfChords(radius: number): number[] {
  // the integral of √(r² − t²)
  const area = (t: number) => (t * Math.sqrt(radius ** 2 - t ** 2) + radius ** 2 * Math.asin(t / radius)) / 2;
  const upTo = (t: number) => area(Math.min(radius, t));
  return Array.from(
    { length: Math.ceil(radius + 0.5) },
    (_, k) => upTo(k + 0.5) - (k === 0 ? -upTo(0.5) : upTo(k - 0.5)),
  );
}

/** Places and shares of running sums that make what lies within `half` pixels of a pixel's middle; pixels at the ends count in part. */
function chordTaps(half: number): [across: number, share: number][] {
  const whole = Math.floor(half + 0.5);
  const part = half + 0.5 - whole;
  return [
    [-whole, -part],
    [1 - whole, part - 1],
    [whole, 1 - part],
    [whole + 1, part],
  ];
}

/** A lens out of focus: radius 0.5 plus severity / 25 of the shorter side. */
export const defocusBlurDrift: ImageDrift = imageDrift('defocusBlur', (images, severity) =>
  defocusBlur(images, 0.5 + (severity * shorterSide(images)) / 25),
);
