import { checkInteger, checkOneOf } from '../errors';
import type { Images } from '../images';
import { type FloatImage, mapImages } from './floatImage';

/** Interpolation kernels: the triangle, and Keys' cubic with a = −0.5. */
export const resizeFilters = ['bilinear', 'bicubic'] as const;

/** One of {@link resizeFilters}. */
export type ResizeFilter = (typeof resizeFilters)[number];

/** Options of {@link resizeFloat}. */
export interface ResizeOptions {
  /** Default bilinear. nearest takes source pixel ⌊i · scale⌋, as torch does. */
  readonly filter?: ResizeFilter | 'nearest';
  /** Widen the kernel by the scale where the image shrinks, so that every pixel counts. Default true. */
  readonly antialias?: boolean;
  /**
   * Weights of 22 bits, and rounding and clipping to 0–255 after each of the two passes, as Pillow does. Default false.
   */
  readonly bytes?: boolean;
  /** First and last pixels lie on each other instead of the edges of the frame (torch's align_corners). Default false. */
  readonly alignCorners?: boolean;
}

/**
 * Resizes as Pillow does with 8-bit images (Image.resize with BILINEAR or BICUBIC), bit for bit; torchvision with
 * antialias is the same within one level.
 * @throws {TypeError | RangeError} if a size is not a positive integer or the filter is unknown.
 * @example
 * const small = resize(photographs, 64, 64);
 */
export function resize(images: Images, height: number, width: number, filter: ResizeFilter = 'bilinear'): Images {
  checkInteger('height', height, 1);
  checkInteger('width', width, 1);
  checkOneOf('filter', filter, resizeFilters);
  return mapImages(images, (image) => resizeFloat(image, height, width, { filter, bytes: true }), { height, width });
}

/**
 * Resizes real numbers: first along rows, then along columns. Target pixel i has its centre at (i + ½) · scale in the
 * source, where scale is source size / target size; taps outside the frame are left out and the weights scaled to sum
 * to 1. As torch's interpolate(align_corners=False) with antialias, and bilinear without. O(pixels · support) time.
 */
export function resizeFloat(image: FloatImage, height: number, width: number, options: ResizeOptions = {}): FloatImage {
  const along = resizeRows(image, taps(image.width, width, options));
  if (options.bytes) roundHalfUp(along.values);
  const resized = resizeColumns(along, taps(image.height, height, options));
  if (options.bytes) roundHalfUp(resized.values);
  return resized;
}

/** Target pixel i is made of `length` source pixels from `starts[i]` on, with the weights from `i · length` on. */
interface Taps {
  readonly starts: Int32Array;
  readonly weights: Float64Array;
  readonly length: number;
}

const kernels: Readonly<Record<ResizeFilter, { readonly support: number; readonly at: (distance: number) => number }>> =
  {
    bilinear: { support: 1, at: (x) => Math.max(0, 1 - x) },
    bicubic: {
      support: 2,
      at: (x) => (x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0),
    },
  };

function taps(source: number, target: number, options: ResizeOptions): Taps {
  const { filter = 'bilinear', antialias = true, bytes = false, alignCorners = false } = options;
  if (filter === 'nearest') return nearestTaps(source, target);
  const scale = alignCorners ? (source - 1) / Math.max(1, target - 1) : source / target;
  const stretch = antialias ? Math.max(1, scale) : 1;
  const { support, at } = kernels[filter];
  const length = Math.min(source, Math.ceil(2 * support * stretch) + 1);
  const starts = new Int32Array(target);
  const weights = new Float64Array(target * length);
  for (let i = 0; i < target; i++) {
    const centre = alignCorners ? i * scale + 0.5 : (i + 0.5) * scale;
    starts[i] = Math.max(0, Math.min(source - length, Math.floor(centre - support * stretch + 0.5)));
    const own = weights.subarray(i * length, (i + 1) * length);
    for (let t = 0; t < length; t++) own[t] = at(Math.abs(starts[i] + t + 0.5 - centre) / stretch);
    const sum = own.reduce((total, weight) => total + weight);
    for (let t = 0; t < length; t++) own[t] = bytes ? fixedPoint(own[t] / sum) : own[t] / sum;
  }
  return { starts, weights, length };
}

function nearestTaps(source: number, target: number): Taps {
  const starts = Int32Array.from({ length: target }, (_, i) => Math.floor((i * source) / target));
  return { starts, weights: new Float64Array(target).fill(1), length: 1 };
}

/** Pillow's 22 bits; without them a value that lies at the half may fall on the other side. */
function fixedPoint(weight: number): number {
  return Math.round(weight * 2 ** 22) / 2 ** 22;
}

function resizeRows(image: FloatImage, { starts, weights, length }: Taps): FloatImage {
  const { values, height, channels } = image;
  const width = starts.length;
  const resized = new Float64Array(height * width * channels);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++) {
        let from = (y * image.width + starts[x]) * channels + c;
        let sum = 0;
        for (let t = x * length; t < (x + 1) * length; t++, from += channels) sum += weights[t] * values[from];
        resized[to++] = sum;
      }
  return { values: resized, height, width, channels };
}

function resizeColumns(image: FloatImage, { starts, weights, length }: Taps): FloatImage {
  const { values, width, channels } = image;
  const row = width * channels;
  const resized = new Float64Array(starts.length * row);
  for (let y = 0; y < starts.length; y++)
    for (let t = 0; t < length; t++) {
      const weight = weights[y * length + t];
      const from = (starts[y] + t) * row;
      for (let i = 0; i < row; i++) resized[y * row + i] += weight * values[from + i];
    }
  return { values: resized, height: starts.length, width, channels };
}

function roundHalfUp(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = Math.min(255, Math.max(0, Math.floor(values[i] + 0.5)));
}
