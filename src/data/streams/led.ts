import { checkInteger, checkNumber } from '../../errors';
import { sampler, type LabeledSample, type StreamSource } from './streamSource';

/** Options of `led`. */
export interface LedOptions {
  /** Chance that a segment is inverted, in [0, 1]; default 0.1. */
  readonly noise?: number;
  /** Add 17 random bits that say nothing; default true. */
  readonly irrelevant?: boolean;
  /** How many segments change places with irrelevant bits, 0 to 7; default 0. Another number is another concept. */
  readonly driftAttributes?: number;
}

const SEGMENTS = 7;
const IRRELEVANT = 17;

/** Which segments are lit for 0 … 9: top, upper left, upper right, middle, lower left, lower right, bottom. */
const DIGITS = [
  '1110111',
  '0010010',
  '1011101',
  '1011011',
  '0111010',
  '1101011',
  '1101111',
  '1010010',
  '1111111',
  '1111011',
];

/**
 * The digit on a seven-segment display (Breiman et al. 1984), as MOA's LEDGenerator and LEDGeneratorDrift define it: a digit
 * drawn evenly, seven noisy segments and 17 random bits; with `driftAttributes` d the features i and 7 + i change places for
 * i < d. With noise 0.1 the best possible accuracy is 74 %.
 * @throws {TypeError | RangeError} for an option out of range, or segments that move without irrelevant bits.
 * @example
 * driftStream(led(), [led({ driftAttributes: 3 })], gradual({ at: 5000, width: 500 }), { random, length: 10_000 });
 */
export function led({
  noise = 0.1,
  irrelevant = true,
  driftAttributes = 0,
}: LedOptions = {}): StreamSource<LabeledSample> {
  checkNumber('noise', noise, 0, 1);
  checkInteger('driftAttributes', driftAttributes, 0, irrelevant ? SEGMENTS : 0);
  const columns = SEGMENTS + (irrelevant ? IRRELEVANT : 0);
  const place = Uint8Array.from({ length: columns }, (_, i) => i);
  for (let i = 0; i < driftAttributes; i++) [place[i], place[SEGMENTS + i]] = [SEGMENTS + i, i];
  return sampler((random) => {
    const label = random.integer(10);
    const features = new Float64Array(columns);
    for (let i = 0; i < SEGMENTS; i++)
      features[place[i]] = random.uniform() < noise ? 1 - Number(DIGITS[label][i]) : Number(DIGITS[label][i]);
    for (let i = SEGMENTS; i < columns; i++) features[place[i]] = random.integer(2);
    return { features, label };
  });
}
