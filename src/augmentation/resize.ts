import { checkInteger, checkOneOf } from '../errors';
import type { Images } from '../images';
import { type FloatImage, mapImages } from './floatImage';

/** Interpolation kernels: the triangle, and Keys' cubic with a = −0.5. */
export const filters = ['bilinear', 'bicubic'] as const;

/** One of {@link filters}. */
export type Filter = (typeof filters)[number];

/** Options of {@link resizeFloat}. */
export interface ResizeOptions {
  /** Default bilinear. */
  readonly filter?: Filter;
  /** Widen the kernel by the scale where the image shrinks, so that every pixel counts. Default true. */
  readonly antialias?: boolean;
  /** Round and clip to 0–255 after each of the two passes, with weights of 22 bits, as Pillow does with 8-bit images. Default false. */
  readonly bytes?: boolean;
}

/**
 * Resizes as Pillow does with 8-bit images (Image.resize with BILINEAR or BICUBIC), bit for bit; torchvision with antialias is the same within one level.
 * @throws {TypeError | RangeError} if a size is not a positive integer or the filter is unknown.
 * @example
 * const small = resize(photographs, 64, 64);
 */
export function resize(images: Images, height: number, width: number, filter: Filter = 'bilinear'): Images {
  checkInteger('height', height, 1);
  checkInteger('width', width, 1);
  checkOneOf('filter', filter, filters);
  return mapImages(images, (image) => resizeFloat(image, height, width, { filter, bytes: true }), { height, width });
}

/**
 * Resizes real numbers: first along rows, then along columns. Target pixel i has its centre at (i + ½) · scale in the source, where scale is
 * source size / target size; taps outside the frame are left out and the weights scaled to sum to 1. As torch's
 * interpolate(align_corners=False), with or without antialias (whose cubic has a = −0.75 without). O(pixels · support) time.
 */
export function resizeFloat(image: FloatImage, height: number, width: number, options: ResizeOptions = {}): FloatImage {
  const along = resizeRows(image, taps(image.width, width, options));
  if (options.bytes) roundHalfUp(along.values);
  const resized = resizeColumns(along, taps(image.height, height, options));
  if (options.bytes) roundHalfUp(resized.values);
  return resized;
}

/** What one target pixel is made of: `weights` on the source pixels from `start` on. */
interface Taps {
  readonly start: number;
  readonly weights: Float64Array;
}

const kernels: Readonly<Record<Filter, { readonly support: number; readonly at: (distance: number) => number }>> = {
  bilinear: { support: 1, at: (x) => Math.max(0, 1 - x) },
  bicubic: {
    support: 2,
    at: (x) => (x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0),
  },
};

function taps(
  source: number,
  target: number,
  { filter = 'bilinear', antialias = true, bytes = false }: ResizeOptions,
): Taps[] {
  const scale = source / target;
  const stretch = antialias ? Math.max(1, scale) : 1;
  const { support, at } = kernels[filter];
  return Array.from({ length: target }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const start = Math.max(0, Math.floor(centre - support * stretch + 0.5));
    const end = Math.min(source, Math.floor(centre + support * stretch + 0.5));
    const raw = Float64Array.from({ length: end - start }, (_, j) => at(Math.abs(start + j + 0.5 - centre) / stretch));
    const sum = raw.reduce((total, weight) => total + weight, 0);
    const exact = raw.map((weight) => weight / sum);
    // Pillow's fixed point; without it a value that lies at the half may fall on the other side
    return { start, weights: bytes ? exact.map((weight) => Math.round(weight * 2 ** 22) / 2 ** 22) : exact };
  });
}

function resizeRows({ values, height, width, channels }: FloatImage, columns: readonly Taps[]): FloatImage {
  const resized = new Float64Array(height * columns.length * channels);
  for (let y = 0, to = 0; y < height; y++)
    for (const { start, weights } of columns)
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let t = 0, from = (y * width + start) * channels + c; t < weights.length; t++, from += channels)
          sum += weights[t] * values[from];
        resized[to++] = sum;
      }
  return { values: resized, height, width: columns.length, channels };
}

function resizeColumns({ values, width, channels }: FloatImage, rows: readonly Taps[]): FloatImage {
  const length = width * channels;
  const resized = new Float64Array(rows.length * length);
  rows.forEach(({ start, weights }, y) => {
    weights.forEach((weight, t) => {
      const from = (start + t) * length;
      for (let i = 0; i < length; i++) resized[y * length + i] += weight * values[from + i];
    });
  });
  return { values: resized, height: rows.length, width, channels };
}

function roundHalfUp(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = Math.min(255, Math.max(0, Math.floor(values[i] + 0.5)));
}
