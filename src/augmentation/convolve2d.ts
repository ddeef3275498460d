import { checkNumber, checkOneOf } from '../errors';
import type { Images } from '../images';
import { type Border, borders, pad } from './border';
import { type FloatImage, mapImages } from './floatImage';

/**
 * Correlates each channel with a kernel of any size, which is not flipped: as torch's conv2d, OpenCV's filter2D and SciPy's correlate.
 * The tap in row ⌊rows / 2⌋ and column ⌊columns / 2⌋ lies on the pixel. O(pixels · non-zero taps) time.
 * @param border what lies outside the frame; default mirror.
 * @throws {TypeError | RangeError} if the kernel is empty, its rows differ in length or hold anything but finite numbers, or the border is unknown.
 * @example
 * const sharp = convolve2d(photographs, [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]);
 */
export function convolve2d(
  images: Images,
  kernel: readonly ArrayLike<number>[],
  { border = 'mirror' }: { readonly border?: Border } = {},
): Images {
  checkOneOf('border', border, borders);
  const columns = kernel[0]?.length ?? 0;
  if (columns === 0) throw new RangeError('invalid kernel: expected at least one row of at least one weight, got none');
  for (const row of kernel) {
    if (row.length !== columns)
      throw new RangeError(`invalid kernel: expected ${columns} weights in each row, got ${row.length}`);
    for (let x = 0; x < columns; x++) checkNumber('kernel', row[x]);
  }
  return mapImages(images, (image) => convolve2dFloat(image, kernel, border));
}

/** {@link convolve2d} before rounding and clipping. */
export function convolve2dFloat(image: FloatImage, kernel: readonly ArrayLike<number>[], border: Border): FloatImage {
  const [rows, columns] = [kernel.length, kernel[0].length];
  const [above, before] = [Math.floor(rows / 2), Math.floor(columns / 2)];
  const { height, width, channels } = image;
  const padded = pad(image, above, before, border);
  const step = padded.width * channels;
  const taps = kernel.flatMap((weights, y) =>
    Array.from(weights, (weight, x) => ({ weight, offset: y * step + x * channels })).filter(
      ({ weight }) => weight !== 0,
    ),
  );
  // four taps at a time: fewer passes over the target
  const groups = Array.from({ length: Math.ceil(taps.length / 4) }, (_, g) => taps.slice(4 * g, 4 * g + 4));
  const values = new Float64Array(height * width * channels);
  for (let y = 0; y < height; y++) {
    const line = values.subarray(y * width * channels, (y + 1) * width * channels);
    for (const group of groups) addTaps(line, padded.values, y * step, group);
  }
  return { ...image, values };
}

interface Tap {
  readonly weight: number;
  readonly offset: number;
}

const NONE: Tap = { weight: 0, offset: 0 };

function addTaps(
  line: Float64Array,
  source: Float64Array,
  from: number,
  [p, q = NONE, r = NONE, s = NONE]: readonly Tap[],
): void {
  const { weight: a, offset: i } = p;
  const { weight: b, offset: j } = q;
  const { weight: c, offset: k } = r;
  const { weight: d, offset: l } = s;
  for (let x = 0, at = from; x < line.length; x++, at++)
    line[x] += a * source[i + at] + b * source[j + at] + c * source[k + at] + d * source[l + at];
}
