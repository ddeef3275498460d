import { checkNumber } from '../errors';
import type { Images } from '../images';
import { pad } from './border';
import { type FloatImage, mapImages } from './floatImage';
import { type ImageDrift, imageDrift, shorterSide } from './imageDrift';

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
  return radius <= 0.5
    ? { ...images, pixels: images.pixels.slice() }
    : mapImages(images, (image) => blurred(image, radius));
}

function blurred(image: FloatImage, radius: number): FloatImage {
  const { height, width, channels } = image;
  const chords = halfChords(radius);
  const margin = Math.ceil(radius) + 1;
  const padded = pad(image, chords.length - 1, margin, 'mirror');
  const length = (padded.width + 1) * channels;
  const sums = runningSums(padded);
  const values = new Float64Array(height * width * channels);
  for (let y = 0; y < height; y++) {
    const line = values.subarray(y * width * channels, (y + 1) * width * channels);
    for (let k = 1 - chords.length; k < chords.length; k++)
      addChord(line, sums, (y + k + chords.length - 1) * length + margin * channels, channels, chords[Math.abs(k)]);
  }
  const area = Math.PI * radius ** 2;
  return { ...image, values: values.map((sum) => sum / area) };
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

/** In each row the sums of the values to the left, by channel; one pixel longer than the row. */
function runningSums({ values, height, width, channels }: FloatImage): Float64Array {
  const sums = new Float64Array(height * (width + 1) * channels);
  for (let y = 0, from = 0, to = 0; y < height; y++, to += channels)
    for (let i = 0; i < width * channels; i++, from++, to++) sums[to + channels] = sums[to] + values[from];
  return sums;
}

/** Adds what lies within `half` pixels of each pixel's middle; pixels at the ends count in part. */
function addChord(line: Float64Array, sums: Float64Array, from: number, channels: number, half: number): void {
  const whole = Math.floor(half + 0.5);
  const part = half + 0.5 - whole;
  const right = from + whole * channels;
  const left = from + (1 - whole) * channels;
  for (let i = 0; i < line.length; i++) {
    const inner = sums[right + i] - sums[left + i];
    const outer = sums[right + channels + i] - sums[left - channels + i];
    line[i] += inner + part * (outer - inner);
  }
}

/** A lens out of focus: radius 0.5 plus severity / 25 of the shorter side. */
export const defocusBlurDrift: ImageDrift = imageDrift('defocusBlur', (images, severity) =>
  defocusBlur(images, 0.5 + (severity * shorterSide(images)) / 25),
);
