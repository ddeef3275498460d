import { calibrationBins, type CalibrationBins, type CalibrationOptions } from './calibrationBins';

/**
 * Maximum calibration error (Naeini et al. 2015): the largest |accuracy_b − confidence_b| over the bins that are not
 * empty. In [0, 1]; where a bin has few samples it is mostly chance. Parameters and errors are those of
 * `expectedCalibrationError`.
 * @example
 * maximumCalibrationError([0.9, 0.8, 0.6, 0.2], [1, 1, 0, 1], { bins: 2 }); // 0.8
 */
export function maximumCalibrationError(
  confidences: ArrayLike<number>,
  correct: ArrayLike<number | boolean>,
  options: CalibrationOptions = {},
): number {
  return Math.max(...gapsOf(calibrationBins(confidences, correct, options)));
}

/** |accuracy − confidence| of each bin that is not empty. */
export function gapsOf({ counts, confidence, correct }: Omit<CalibrationBins, 'binOf'>): number[] {
  return counts.flatMap((n, bin) => (n === 0 ? [] : [Math.abs(correct[bin] - confidence[bin]) / n]));
}
