import { checkNumber } from '../errors';
import type { Images } from '../images';
import { type ImageDrift, imageDrift } from './imageDrift';
import { extendEdges, type Plane, plane, quantize } from './jpegPlane';
import { lumaByte } from './luma';
import { mapPixels } from './mapPixels';

// ITU-T T.81, Annex K.1 and K.2
// prettier-ignore
const LUMINANCE = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
  18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];
// prettier-ignore
const CHROMINANCE = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
  ...new Array<number>(32).fill(99),
];

/**
 * What JPEG loses at a quality in [1, 100], libjpeg's scale, which need not be whole: YCbCr with halved chroma (4:2:0), blocks of 8 × 8, the
 * standard tables. Nothing is written to a file; the pixels are those that libjpeg gives back after saving and opening (islow transform,
 * smooth upsampling), also for gray images.
 * @throws {TypeError | RangeError} if quality is not a number in [1, 100].
 * @example
 * const archived = jpeg(scans, 30);
 */
export function jpeg(images: Images, quality: number): Images {
  checkNumber('quality', quality, 1, 100);
  const percent = quality < 50 ? Math.floor(5000 / quality) : Math.round(200 - 2 * quality);
  const [luminance, chrominance] = [scaled(LUMINANCE, percent), scaled(CHROMINANCE, percent)];
  const { height, width, channels } = images;
  return mapPixels(images, (from, to) => {
    const planes = channels === 3 ? toYcc(from, height, width) : [grayPlane(from, height, width)];
    planes.forEach((one, c) => quantize(one, c === 0 ? luminance : chrominance));
    if (channels === 3) toRgb(planes, to);
    else for (let y = 0; y < height; y++) to.set(rowOf(planes[0], y).subarray(0, width), y * width);
  });
}

function scaled(table: readonly number[], percent: number): Uint16Array {
  return Uint16Array.from(table, (step) => Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))));
}

function rowOf({ bytes, stride }: Plane, y: number): Uint8ClampedArray {
  return bytes.subarray(y * stride, (y + 1) * stride);
}

function grayPlane(from: Uint8Array, height: number, width: number): Plane {
  const gray = plane(height, width);
  for (let y = 0; y < height; y++) gray.bytes.set(from.subarray(y * width, (y + 1) * width), y * gray.stride);
  extendEdges(gray);
  return gray;
}

/** Y of each pixel, and Cb and Cr of each four; weights of 16 bits as libjpeg has them. */
function toYcc(from: Uint8Array, height: number, width: number): Plane[] {
  const luma = plane(height, width);
  // room for two blocks beside each other, of which one is left
  const [blue, red] = [0, 1].map(() => ({ ...plane(height + 1, 16 * Math.ceil(width / 16)), height, width }));
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0, i = y * luma.stride, k = y * blue.stride; x < width; x++, i++, k++, p += 3) {
      const r = from[p];
      const g = from[p + 1];
      const b = from[p + 2];
      luma.bytes[i] = lumaByte(r, g, b);
      blue.bytes[k] = (-11059 * r - 21709 * g + 32768 * b + 8421375) >> 16;
      red.bytes[k] = (32768 * r - 27439 * g - 5329 * b + 8421375) >> 16;
    }
  extendEdges(luma);
  return [luma, halve(blue), halve(red)];
}

/** Means of 2 × 2 values, rounded down and up in turn. Edges are extended along rows before, along columns after, as libjpeg does. */
function halve(full: Plane): Plane {
  extendEdges(full);
  const half = plane(Math.ceil(full.height / 2), Math.ceil(full.width / 2));
  for (let y = 0; y < half.height; y++) {
    const to = rowOf(half, y);
    const upper = rowOf(full, 2 * y);
    const lower = rowOf(full, 2 * y + 1);
    for (let x = 0, i = 0; x < half.stride; x++, i += 2)
      to[x] = (upper[i] + upper[i + 1] + lower[i] + lower[i + 1] + 1 + (x & 1)) >> 2;
  }
  extendEdges({ ...half, width: half.stride });
  return half;
}

function toRgb([luma, blue, red]: readonly Plane[], to: Uint8Array): void {
  const { height, width } = luma;
  const target = new Uint8ClampedArray(to.buffer, to.byteOffset, to.length);
  const [cb, cr] = [new Uint8Array(width + 2), new Uint8Array(width + 2)];
  for (let y = 0, p = 0; y < height; y++) {
    doubleRow(blue, y, cb);
    doubleRow(red, y, cr);
    for (let x = 0, i = y * luma.stride; x < width; x++, i++, p += 3) {
      const light = luma.bytes[i];
      const u = cb[x] - 128;
      const v = cr[x] - 128;
      target[p] = light + ((91881 * v + 32768) >> 16);
      target[p + 1] = light + ((-22554 * u - 46802 * v + 32768) >> 16);
      target[p + 2] = light + ((116130 * u + 32768) >> 16);
    }
  }
}

/** Row y at full width: nearer values count 3 of 4, along columns and along rows; up to two columns are only repeated. */
function doubleRow(half: Plane, y: number, to: Uint8Array): void {
  const { height, width } = half;
  const near = rowOf(half, y >> 1);
  if (width <= 2) for (let x = 0; x < 2 * width; x++) to[x] = near[x >> 1];
  else {
    const far = rowOf(half, Math.min(height - 1, Math.max(0, (y >> 1) + (y & 1 ? 1 : -1))));
    for (let x = 0; x < width; x++) {
      const sum = 3 * near[x] + far[x];
      const left = x === 0 ? sum : 3 * near[x - 1] + far[x - 1];
      const right = x === width - 1 ? sum : 3 * near[x + 1] + far[x + 1];
      to[2 * x] = (3 * sum + left + 8) >> 4;
      to[2 * x + 1] = (3 * sum + right + 7) >> 4;
    }
  }
}

/**
 * An archive that saves space: the tables are scaled by 0.1 · 100^severity, from quality 95 over 50 in the middle to 5. Where few levels
 * lie on a coarse grid by chance, a lower quality may do less harm.
 */
export const jpegDrift: ImageDrift = imageDrift('jpeg', (images, severity) =>
  jpeg(images, qualityAt(0.1 * 100 ** severity)),
);

function qualityAt(scale: number): number {
  return scale > 1 ? 50 / scale : 100 - 50 * scale;
}
