import { checkNumber } from '../errors';
import type { Images } from '../images';
import { checkColor, type ImageDrift, imageDrift } from './imageDrift';
import { runKernel } from './kernels/runKernel';
import { mapPixels, toByte } from './mapPixels';

/** How much of each stain there is in microscope images, as a factor of what there was. */
export interface StainOptions {
  /** Blue of the nuclei, in [0, 10]; default 1. */
  readonly hematoxylin?: number;
  /** Pink of the cytoplasm, in [0, 10]; default 1. */
  readonly eosin?: number;
}

// optical density of hematoxylin, eosin and DAB in red, green and blue (Ruifrok & Johnston 2001)
const STAINS = [
  [0.65, 0.7, 0.29],
  [0.07, 0.99, 0.11],
  [0.27, 0.57, 0.78],
] as const;

/**
 * Another staining of the tissue: the optical density −ln((x + 1) / 256) is divided into hematoxylin, eosin and a rest (colour
 * deconvolution, Ruifrok & Johnston 2001), two of which are scaled (Tellez et al. 2018). On other pictures it is a change of tint.
 * Factors 1 are the identity.
 * @throws {TypeError | RangeError} if a factor is not a number in [0, 10]; {RangeError} for gray images.
 * @example
 * const otherLaboratory = stain(slides, { hematoxylin: 1.3, eosin: 0.8 });
 */
export function stain(images: Images, { hematoxylin = 1, eosin = 1 }: StainOptions): Images {
  const factors = [checkNumber('hematoxylin', hematoxylin, 0, 10), checkNumber('eosin', eosin, 0, 10), 1];
  checkColor('stain', images);
  const vectors = densityVectors(mixing(factors));
  return mapPixels(images, (from, to) => runKernel('mix', from, to, vectors, LEVELS, LEVELS.length - 1));
}

// the byte of a density, in steps of 1/4096: with three rounded parts a tenth of a level at most
const STEPS = 4096;
const LEVELS = Uint8Array.from({ length: 6 * STEPS }, (_, i) => toByte(256 * Math.exp(-i / STEPS) - 1));

/** What each level of red, green and blue adds to the densities of red, green and blue, in steps; the fourth number is 0. */
function densityVectors(mixing: readonly number[]): Int32Array {
  return Int32Array.from({ length: 3 * 256 * 4 }, (_, i) => {
    const [from, level, to] = [i >> 10, (i >> 2) & 255, i & 3];
    return to === 3 ? 0 : Math.round(-STEPS * mixing[3 * to + from] * Math.log((level + 1) / 256));
  });
}

/** From densities to densities: S⁻¹ · diag(factors) · S, column by column. */
function mixing(factors: readonly number[]): number[] {
  const inverse = inverse3(STAINS);
  const channels = [0, 1, 2];
  const at = (from: number, to: number) =>
    channels.reduce((sum, k) => sum + inverse[from][k] * factors[k] * STAINS[k][to], 0);
  return channels.flatMap((to) => channels.map((from) => at(from, to)));
}

function inverse3(rows: readonly (readonly number[])[]): number[][] {
  const minor = (i: number, j: number) =>
    rows[(i + 1) % 3][(j + 1) % 3] * rows[(i + 2) % 3][(j + 2) % 3] -
    rows[(i + 1) % 3][(j + 2) % 3] * rows[(i + 2) % 3][(j + 1) % 3];
  const determinant = rows[0].reduce((sum, value, j) => sum + value * minor(0, j), 0);
  return rows.map((_, i) => rows.map((_, j) => minor(j, i) / determinant));
}

/** Another laboratory: hematoxylin 1 + severity, eosin 1 − severity. */
export const stainDrift: ImageDrift = imageDrift(
  'stain',
  (images, severity) => stain(images, { hematoxylin: 1 + severity, eosin: 1 - severity }),
  { needsColor: true },
);
