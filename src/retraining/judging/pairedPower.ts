import { checkInteger, checkNumber } from '../../errors';
import { checkProbability } from '../../stats/checkProbability';
import { binomialCdf } from '../../stats/distributions/binomial';
import { normalUpperQuantile } from '../../stats/distributions/normal';
import { tangoScore } from './nonInferiority';
import { fewestWins, rejectionProbability } from './rejectionProbability';

/** How often two models are expected to differ on a sample. */
export interface PairRates {
  /** Probability that only the new model is right. */
  readonly won: number;
  /** Probability that only the old model is right. */
  readonly lost: number;
}

/** Options of the power of paired tests. */
export interface PairedPowerOptions {
  /** Level of the test, in (0, 1); default 0.05. */
  readonly alpha?: number;
  /** With a margin: of the score test of `nonInferiority`, at the one-sided level alpha. Without: of the exact McNemar test, won by the new model. */
  readonly margin?: number;
}

/** Options of `pairedSamples`. */
export interface PairedSamplesOptions extends PairedPowerOptions {
  /** Wanted power, in (0, 1); default 0.8. */
  readonly power?: number;
}

/** More than this nobody collects: above it `pairedSamples` says that no number suffices. */
const MOST = 1e7;
/** Above this the normal approximation has no visible error. */
const LARGE = 1e5;

/**
 * Exact power of a paired test on `count` samples: the probability that it finds the new model better (McNemar's test, two-sided,
 * the difference in its favour), or not worse by the margin (score test). O(√count log count) time.
 * @throws {TypeError | RangeError} if the count is not an integer ≥ 0, a rate is not in [0, 1], their sum is above 1 or an option is wrong.
 * @example
 * pairedPower(1000, { won: 0.05, lost: 0.04 }); // 0.155…: one point is not seen with 1000 samples
 */
export function pairedPower(
  count: number,
  rates: PairRates,
  { alpha = 0.05, margin }: PairedPowerOptions = {},
): number {
  checkInteger('count', count, 0);
  checkRates(rates);
  const z = normalUpperQuantile(checkProbability('alpha', alpha));
  const rejects = (won: number, lost: number): boolean => {
    if (margin !== undefined) return count > 0 && tangoScore({ count, won, lost }, -margin) >= z;
    return won > lost && 2 * binomialCdf(lost, won + lost, 0.5) <= alpha;
  };
  if (margin !== undefined) checkProbability('margin', margin);
  return rejectionProbability(count, rates, fewestWins(rejects));
}

/**
 * The fewest samples with which `pairedPower` reaches the wanted power, to a fifth of a percent; null where no
 * number up to 10⁷ does, as where the difference has the wrong sign.
 * @throws as `pairedPower` does, and {RangeError} if the power is outside (0, 1).
 * @example
 * pairedSamples({ won: 0.05, lost: 0.04 }); // 7241: for one point
 */
export function pairedSamples(rates: PairRates, { power = 0.8, ...options }: PairedSamplesOptions = {}): number | null {
  checkRates(rates);
  checkProbability('power', power);
  const guess = approximateSamples(rates, power, options);
  if (!(guess <= MOST)) return null;
  if (guess > LARGE) return Math.ceil(guess);
  const reached = (count: number): boolean => pairedPower(count, rates, options) >= power;
  let [low, high] = [Math.floor(guess * 0.9), Math.ceil(guess * 1.1) + 1];
  while (low > 0 && reached(low)) [low, high] = [Math.floor(low * 0.8), low];
  while (!reached(high)) [low, high] = [high, Math.ceil(high * 1.2) + 1];
  while (high - low > 1 + high / 500) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function checkRates({ won, lost }: PairRates): void {
  checkNumber('rates.won', won, 0, 1);
  checkNumber('rates.lost', lost, 0, 1 - won);
}

/** The normal approximation (Connor 1987): a place to start from. */
function approximateSamples(
  { won, lost }: PairRates,
  power: number,
  { alpha = 0.05, margin }: PairedPowerOptions,
): number {
  const gain = won - lost + (margin ?? 0);
  if (gain <= 0) return Infinity;
  const z = normalUpperQuantile(margin === undefined ? alpha / 2 : alpha) + normalUpperQuantile(1 - power);
  const spread = Math.max(won + lost, (margin ?? 0) ** 2);
  return (z ** 2 * spread) / gain ** 2;
}
