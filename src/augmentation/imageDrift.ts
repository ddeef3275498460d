import type { Images } from '../images';
import type { Random } from '../random';
import { atSeverity } from './atSeverity';

/**
 * A corruption of images with one dial. Severity 0 is the identity, bit for bit; 1 is about as bad as corruptions get
 * in the benchmark of Hendrycks & Dietterich 2019 (level 5). Type and shape stay; the input is never changed. Lengths are
 * shares of the image: a severity looks alike on 28 and on 512 pixels.
 */
export interface ImageDrift {
  readonly name: string;
  /** Whether it acts on colour, which a gray image has not. */
  readonly needsColor: boolean;
  /**
   * The drifted images; the same seed gives the same bytes, and a batch the same as its parts one after the other.
   * @throws {TypeError | RangeError} if severity is not a number in [0, 1]; {RangeError} above 0 for gray images if it needs colour.
   */
  apply(images: Images, severity: number, random: Random): Images;
}

/** Options of {@link imageDrift}. */
export interface ImageDriftOptions {
  /** Refuse gray images instead of leaving them as they are. Default false. */
  readonly needsColor?: boolean;
}

/**
 * An {@link ImageDrift} from a corruption with a parameter of its own, for severities in (0, 1]; severity 0 is a copy.
 * @example
 * const fading = imageDrift('fading', (images, severity) => contrast(images, 1 - severity));
 */
export function imageDrift(
  name: string,
  corrupt: ImageDrift['apply'],
  { needsColor = false }: ImageDriftOptions = {},
): ImageDrift {
  return {
    name,
    needsColor,
    apply: (images, severity, random) =>
      atSeverity(
        severity,
        () => ({ ...images, pixels: images.pixels.slice() }),
        () => {
          if (needsColor) checkColor(name, images);
          return corrupt(images, severity, random);
        },
      ),
  };
}

/** @throws {RangeError} for gray images. */
export function checkColor(name: string, { channels }: Images): void {
  if (channels !== 3)
    throw new RangeError(`invalid images: expected 3 channels, got ${channels}: ${name} acts on colour, gray has none`);
}

/** The shorter side of the images in pixels, of which lengths are shares. */
export function shorterSide({ height, width }: Images): number {
  return Math.min(height, width);
}

/** @throws {RangeError} if two batches differ in size or number. */
export function checkSameSize(a: Images, b: Images): void {
  const shape = ({ count, height, width, channels }: Images) => `${count} × ${height} × ${width} × ${channels}`;
  if (shape(a) !== shape(b)) throw new RangeError(`invalid images: expected ${shape(a)}, got ${shape(b)}`);
}
