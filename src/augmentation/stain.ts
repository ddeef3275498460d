import { checkNumber } from '../errors';
import type { Images } from '../images';
import { checkColor, type ImageDrift, imageDrift } from './imageDrift';
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
  const [rr, gr, br, rg, gg, bg, rb, gb, bb] = mixing(factors);
  const density = Float64Array.from({ length: 256 }, (_, x) => -Math.log((x + 1) / 256));
  return mapPixels(images, (from, to) => {
    for (let p = 0; p < from.length; p += 3) {
      const red = density[from[p]];
      const green = density[from[p + 1]];
      const blue = density[from[p + 2]];
      to[p] = byteOf(rr * red + gr * green + br * blue);
      to[p + 1] = byteOf(rg * red + gg * green + bg * blue);
      to[p + 2] = byteOf(rb * red + gb * green + bb * blue);
    }
  });
}

// the byte of a density, in steps of 1/4096: a twentieth of a level at most
const STEPS = 4096;
const bytes = Uint8Array.from({ length: 6 * STEPS }, (_, i) => toByte(256 * Math.exp(-i / STEPS) - 1));

function byteOf(density: number): number {
  return density <= 0 ? 255 : density >= 5.9 ? 0 : bytes[(STEPS * density + 0.5) | 0];
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

/** Another laboratory: hematoxylin 1 + severity / 2, eosin 1 − severity / 2. */
export const stainDrift: ImageDrift = imageDrift(
  'stain',
  (images, severity) => stain(images, { hematoxylin: 1 + severity / 2, eosin: 1 - severity / 2 }),
  { needsColor: true },
);
