import { checkInteger } from '../errors';
import type { Random } from '../random';
import type { ChanceLevel } from '../stats/chanceLevel';
import { checkProbability } from '../stats/checkProbability';
import { normalUpperQuantile } from '../stats/distributions/normal';
import type { Interval } from '../stats/interval';
import { mean, standardDeviation } from '../stats/moments';
import type { TestResult } from '../stats/testResult';
import { calibrationBins, type CalibrationBins, type CalibrationOptions } from './calibrationBins';
import { weightedGap } from './expectedCalibrationError';
import { gapsOf } from './maximumCalibrationError';

/** Options of `calibrationError`. */
export interface CalibrationErrorOptions extends CalibrationOptions {
  readonly random: Random;
  /** How often outcomes are drawn anew; default 999. */
  readonly resamples?: number;
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
  /** How often chance may exceed a chance level, in (0, 1); default 0.05. */
  readonly alpha?: number;
}

/**
 * A calibration error and what of it is chance. The statistic is the ECE; null: every confidence is the probability of
 * being right.
 */
export interface CalibrationError extends TestResult {
  readonly samples: number;
  readonly ece: number;
  readonly mce: number;
  /** What a calibrated model with these very confidences has. */
  readonly chance: { readonly ece: ChanceLevel; readonly mce: ChanceLevel };
  /**
   * The ECE less what chance adds to it, with an interval that holds the ECE of the population in these bins, also if
   * it is 0.
   */
  readonly debiased: Interval;
  /**
   * √max(0, Σ n_b/n·(gap_b² − variance of gap_b)): the unbiased square of Kumar, Liang & Ma (2019). Bins of one sample
   * are left out.
   */
  readonly rootMeanSquare: number;
}

/**
 * Expected calibration error with its chance level, a test and an interval, from outcomes that are drawn anew.
 *
 * Chance: outcomes drawn with the confidences as probabilities (consistency resampling; Bröcker & Smith 2007), and
 * p = (1 + b)/(1 + B). Debiased: less the bias that outcomes drawn with the shrunk gaps of the bins show, not below 0.
 * Interval: noise in bins adds at most its own sum of |gaps| to the ECE, which gives the lower end (by the larger
 * noise of both draws), and takes away at most a sum of gaps with fixed signs, which gives the upper one: valid at
 * every true error, 0 included, where percentiles of a bootstrap never cover; wider than need be away from 0.
 * O(n · resamples) time.
 * @throws {TypeError | RangeError} as `expectedCalibrationError` does, and if a number among the options is out of
 * range.
 * @example
 * calibrationError(confidences, correct, { random: createRandom(1) }).chance.ece.expected; // e.g. 0.038
 */
export function calibrationError(
  confidences: ArrayLike<number>,
  correct: ArrayLike<number | boolean>,
  { random, resamples = 999, level = 0.95, alpha = 0.05, ...options }: CalibrationErrorOptions,
): CalibrationError {
  checkInteger('resamples', resamples, 1);
  const tail = (1 - checkProbability('level', level)) / 2;
  checkProbability('alpha', alpha);
  const bins = calibrationBins(confidences, correct, options);
  const drawn = drawOutcomes(bins, confidences, resamples, random);
  const ece = weightedGap(bins);
  const chanceOf = (values: Float64Array): ChanceLevel => ({ expected: mean(values), exceeded: upper(values, alpha) });
  const beyond = drawn.ece.filter((value) => value >= ece - 1e-12).length;
  return {
    statistic: ece,
    pValue: (1 + beyond) / (1 + resamples),
    method: 'consistency resampling of the expected calibration error',
    samples: confidences.length,
    ece,
    mce: Math.max(...gapsOf(bins)),
    chance: { ece: chanceOf(drawn.ece), mce: chanceOf(drawn.mce) },
    debiased: {
      estimate: Math.max(0, ece - (mean(drawn.again) - weightedGap({ ...bins, correct: expectedRight(bins) }))),
      low: Math.max(0, ece - Math.max(upper(drawn.noise, tail), upper(drawn.ece, tail))),
      high: Math.min(1, ece + normalUpperQuantile(tail) * Math.sqrt(outcomeVariance(bins))),
      standardError: standardDeviation(drawn.again),
      level,
    },
    rootMeanSquare: Math.sqrt(squaredGap(bins).unbiased),
  };
}

/** The value that a share alpha of draws may exceed. */
function upper(values: Float64Array, alpha: number): number {
  return values.slice().sort()[Math.min(Math.ceil((values.length + 1) * (1 - alpha)), values.length) - 1];
}

interface Drawn {
  /** Errors of a calibrated model. */
  readonly ece: Float64Array;
  readonly mce: Float64Array;
  /** Errors of a model with the observed accuracy in each bin. */
  readonly again: Float64Array;
  /** Σ n_b/n·|accuracy drawn − accuracy expected|. */
  readonly noise: Float64Array;
}

function drawOutcomes(bins: CalibrationBins, confidences: ArrayLike<number>, count: number, random: Random): Drawn {
  const { binOf } = bins;
  const [ece, mce, again, noise] = Array.from({ length: 4 }, () => new Float64Array(count));
  const expected = expectedRight(bins);
  const rates = expected.map((right, bin) => right / bins.counts[bin]);
  const [calibrated, observed] = [0, 1].map(() => new Array<number>(rates.length));
  for (let draw = 0; draw < count; draw++) {
    calibrated.fill(0);
    observed.fill(0);
    for (let i = 0; i < binOf.length; i++) {
      const u = random.uniform();
      if (u < confidences[i]) calibrated[binOf[i]]++;
      if (u < rates[binOf[i]]) observed[binOf[i]]++;
    }
    ece[draw] = weightedGap({ ...bins, correct: calibrated });
    mce[draw] = Math.max(...gapsOf({ ...bins, correct: calibrated }));
    again[draw] = weightedGap({ ...bins, correct: observed });
    noise[draw] = weightedGap({ ...bins, confidence: expected, correct: observed });
  }
  return { ece, mce, again, noise };
}

/**
 * Right ones to expect in each bin, the gaps shrunk by what of their squares is chance: few samples often make a rate
 * 0 or 1.
 */
function expectedRight(bins: CalibrationBins): number[] {
  const { observed, unbiased } = squaredGap(bins);
  const share = observed === 0 ? 0 : Math.sqrt(unbiased / observed);
  return bins.confidence.map((expected, bin) => expected + share * (bins.correct[bin] - expected));
}

/** Variance of a sum of the gaps with weights n_b/n and any signs. */
function outcomeVariance(bins: CalibrationBins): number {
  const expected = expectedRight(bins);
  const variance = bins.counts.reduce((sum, n, b) => sum + (n === 0 ? 0 : expected[b] * (1 - expected[b] / n)), 0);
  return variance / bins.binOf.length ** 2;
}

/** Σ n_b/n·gap_b² over bins of two samples or more, and the same less the variance of the gaps. */
function squaredGap({ binOf, counts, confidence, correct }: CalibrationBins): { observed: number; unbiased: number } {
  let [observed, variance] = [0, 0];
  counts.forEach((n, bin) => {
    if (n < 2) return;
    observed += (correct[bin] - confidence[bin]) ** 2 / n;
    variance += (correct[bin] * (1 - correct[bin] / n)) / (n - 1);
  });
  const samples = binOf.length;
  return { observed: observed / samples, unbiased: Math.max(0, observed - variance) / samples };
}
