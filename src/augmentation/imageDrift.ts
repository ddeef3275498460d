import { checkNumber } from '../errors';
import type { Images } from '../images';
import type { Random } from '../random';

/**
 * A corruption of images with one dial. Severity 0 is the identity, bit for bit; 1 is about as bad as corruptions get
 * in the benchmark of Hendrycks & Dietterich 2019 (level 5). Type and shape stay; the input is never changed.
 */
export interface ImageDrift {
  readonly name: string;
  /**
   * The drifted images; the same seed gives the same bytes, and a batch the same as its parts one after the other.
   * @throws {TypeError | RangeError} if severity is not a number in [0, 1].
   */
  apply(images: Images, severity: number, random: Random): Images;
}

/**
 * An {@link ImageDrift} from a corruption with a parameter of its own, for severities in (0, 1]; severity 0 is a copy.
 * @example
 * const fading = imageDrift('fading', (images, severity) => contrast(images, 1 - severity));
 */
export function imageDrift(name: string, corrupt: ImageDrift['apply']): ImageDrift {
  return {
    name,
    apply(images, severity, random) {
      checkNumber('severity', severity, 0, 1);
      return severity === 0 ? { ...images, pixels: images.pixels.slice() } : corrupt(images, severity, random);
    },
  };
}
