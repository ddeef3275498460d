import { calibrationBins, type CalibrationBins, type CalibrationOptions } from './calibrationBins';

/**
 * Expected calibration error (Naeini et al. 2015; Guo et al. 2017): Σ n_b/n·|accuracy_b − confidence_b| over bins of
 * confidence. In [0, 1]. A perfectly calibrated model has not 0 (15 bins, uniform confidences: 0.12 with 100 samples,
 * 0.04 with 1000): `calibrationError` says what chance makes of it. O(n log bins) time.
 * @param confidences in [0, 1], of the predicted class, or of class 1 with the labels as `correct`
 * @param correct 1 where the prediction is right, else 0
 * @throws {TypeError | RangeError} if there are none, lengths differ, a confidence is outside [0, 1], or an option is
 * wrong.
 * @example
 * expectedCalibrationError([0.9, 0.8, 0.6, 0.7], [1, 1, 0, 1], { bins: 2 }); // 0
 */
export function expectedCalibrationError(
  confidences: ArrayLike<number>,
  correct: ArrayLike<number | boolean>,
  options: CalibrationOptions = {},
): number {
  return weightedGap(calibrationBins(confidences, correct, options));
}

/** The same of bins. */
export function weightedGap({ binOf, confidence, correct }: CalibrationBins): number {
  return confidence.reduce((sum, total, bin) => sum + Math.abs(correct[bin] - total), 0) / binOf.length;
}
