import { checkNumber } from '../errors';
import type { Images } from '../images';
import type { Random } from '../random';
import { type ImageDrift, imageDrift, shorterSide } from './imageDrift';
import { warp, warpMap } from './warp';

/** Options of {@link elasticTransform}, in pixels. */
export interface ElasticOptions {
  /** Standard deviation of the shift of a control point, ≥ 0; 0 is the identity. */
  readonly amplitude: number;
  /** Distance of control points, ≥ 1. */
  readonly spacing: number;
}

/**
 * Soft tissue: control points on a grid are shifted at random, normally in both directions, and a cubic B-spline moves the pixels between
 * (free-form deformation, Rueckert et al. 1999; the idea of Simard et al. 2003 without a wide blur). Pixels move by about half as much
 * as control points. Bilinear, mirrored at the frame; another deformation for each image.
 * @throws {TypeError | RangeError} if amplitude or spacing is out of range.
 * @example
 * const breathing = elasticTransform(scans, { amplitude: 3, spacing: 40 }, createRandom(1));
 */
export function elasticTransform(images: Images, { amplitude, spacing }: ElasticOptions, random: Random): Images {
  checkNumber('amplitude', amplitude, 0);
  checkNumber('spacing', spacing, 1);
  const { height, width } = images;
  const [down, across] = [splineTaps(height, spacing), splineTaps(width, spacing)];
  const shifts = (): Float64Array => {
    const points = Float64Array.from({ length: down.points * across.points }, () => amplitude * random.normal());
    return spread(points, down, across);
  };
  return warp(images, () => {
    const [right, below] = [shifts(), shifts()];
    return warpMap(images, (at, x, y) => {
      at[0] = x + right[y * width + x];
      at[1] = y + below[y * width + x];
    });
  });
}

/** Pixel i is made of four control points from `starts[i]` on, with the weights from 4 i on. */
interface SplineTaps {
  readonly points: number;
  readonly starts: Int32Array;
  readonly weights: Float64Array;
}

function splineTaps(length: number, spacing: number): SplineTaps {
  const starts = Int32Array.from({ length }, (_, i) => Math.floor(i / spacing));
  const weights = new Float64Array(4 * length);
  for (let i = 0; i < length; i++) {
    const t = i / spacing - starts[i];
    const s = 1 - t;
    const basis = [s ** 3, 3 * t ** 3 - 6 * t ** 2 + 4, 3 * s ** 3 - 6 * s ** 2 + 4, t ** 3];
    weights.set(basis.map((value) => value / 6), 4 * i); // prettier-ignore
  }
  return { points: starts[length - 1] + 4, starts, weights };
}

/** The spline's value at each pixel. */
function spread(points: Float64Array, down: SplineTaps, across: SplineTaps): Float64Array {
  const [height, width] = [down.starts.length, across.starts.length];
  const values = new Float64Array(height * width);
  const line = new Float64Array(across.points);
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < line.length; i++) line[i] = valueAt(points, down, y, i, line.length);
    for (let x = 0; x < width; x++) values[y * width + x] = valueAt(line, across, x, 0, 1);
  }
  return values;
}

/** Pixel i from control points that lie `step` apart from `first` on. */
function valueAt(
  points: Float64Array,
  { starts, weights }: SplineTaps,
  i: number,
  first: number,
  step: number,
): number {
  const at = first + starts[i] * step;
  return (
    weights[4 * i] * points[at] +
    weights[4 * i + 1] * points[at + step] +
    weights[4 * i + 2] * points[at + 2 * step] +
    weights[4 * i + 3] * points[at + 3 * step]
  );
}

/**
 * Tissue that moves: control points a fifth of the shorter side apart, shifted by 20 % of it · severity². On a fine texture the harm no
 * longer grows once it has lost its place.
 */
export const elasticTransformDrift: ImageDrift = imageDrift('elasticTransform', (images, severity, random) => {
  const side = shorterSide(images);
  return elasticTransform(images, { amplitude: 0.2 * severity ** 2 * side, spacing: Math.max(1, side / 5) }, random);
});
