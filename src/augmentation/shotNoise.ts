import { checkNumber } from '../errors';
import type { Images } from '../images';
import type { Random } from '../random';
import { poissonPmf } from '../stats/distributions/poisson';
import { type ImageDrift, imageDrift } from './imageDrift';
import { mapPixels, toByte } from './mapPixels';
import { fillWords } from './noise';

/**
 * Too little light: a value x becomes a count of photons, Poisson with mean photons · x / 255, scaled back (Hendrycks & Dietterich
 * 2019). `photons` in [1, 10⁶] is the mean count at white; fewer are noisier. With the same seed the same values get brighter,
 * whatever the count.
 * @throws {TypeError | RangeError} if photons is not a number in [1, 10⁶].
 * @example
 * const night = shotNoise(photographs, 25, createRandom(1));
 */
export function shotNoise(images: Images, photons: number, random: Random): Images {
  checkNumber('photons', photons, 1, 1e6);
  const tables = Array.from({ length: 256 }, (_, level) => levelTable(level, photons));
  const words = new Int32Array(images.height * images.width * images.channels);
  return mapPixels(images, (from, to) => {
    fillWords(words, random);
    for (let i = 0; i < from.length; i++) {
      const { guide, upper } = tables[from[i]];
      const word = words[i] >>> 0;
      let byte = guide[word >>> 24];
      while (word >= upper[byte]) byte++;
      to[i] = byte;
    }
  });
}

/** What a random word becomes: the first byte whose `upper` is above it; the search starts at `guide` of its upper 8 bits. */
interface LevelTable {
  readonly guide: Uint8Array;
  readonly upper: Float64Array;
}

function levelTable(level: number, photons: number): LevelTable {
  const upper = new Float64Array(256);
  const mean = (photons * level) / 255;
  const spread = 8 * Math.sqrt(mean) + 20;
  let count = Math.max(0, Math.floor(mean - spread));
  let mass = poissonPmf(count, mean);
  for (; count <= mean + spread; count++, mass *= mean / count) upper[toByte((255 * count) / photons) | 0] += mass;
  for (let byte = 1; byte < 256; byte++) upper[byte] += upper[byte - 1];
  const words = upper.map((share) => share * 2 ** 32);
  words[255] = Infinity;
  const guide = new Uint8Array(256);
  for (let k = 0, byte = 0; k < 256; guide[k++] = byte) while (words[byte] <= k * 2 ** 24) byte++;
  return { guide, upper: words };
}

/** A dying lamp: 3 / severity² photons, so that the noise grows with severity. */
export const shotNoiseDrift: ImageDrift = imageDrift('shotNoise', (images, severity, random) =>
  shotNoise(images, Math.min(1e6, 3 / severity ** 2), random),
);
