import type { Interval } from '../stats/interval';
import { proportionInterval } from '../stats/proportionInterval';
import { calibrationBins, type CalibrationOptions } from './calibrationBins';

/** One point of a reliability curve. */
export interface ReliabilityBin {
  /** Samples in the bin. */
  readonly count: number;
  /** Their mean confidence; null in an empty bin. */
  readonly confidence: number | null;
  /** The share that is right, with its Wilson interval; null in an empty bin. */
  readonly accuracy: Interval | null;
}

/** Options of `reliabilityCurve`. */
export interface ReliabilityOptions extends CalibrationOptions {
  /** Nominal coverage of the interval of each bin by itself, in (0, 1); default 0.95. */
  readonly level?: number;
}

/**
 * Accuracy against confidence, bin by bin, the lowest confidence first: on the diagonal a model is calibrated, below
 * it overconfident.
 * @throws {TypeError | RangeError} as `expectedCalibrationError` does.
 * @example
 * reliabilityCurve([0.9, 0.8, 0.6, 0.2], [1, 1, 0, 0], { bins: 2 })[1].accuracy; // { estimate: 0.666…, … }
 */
export function reliabilityCurve(
  confidences: ArrayLike<number>,
  correct: ArrayLike<number | boolean>,
  { level = 0.95, ...options }: ReliabilityOptions = {},
): ReliabilityBin[] {
  const bins = calibrationBins(confidences, correct, options);
  return bins.counts.map((count, bin) => {
    if (count === 0) return { count, confidence: null, accuracy: null };
    return {
      count,
      confidence: bins.confidence[bin] / count,
      accuracy: proportionInterval(bins.correct[bin], count, { level }),
    };
  });
}
