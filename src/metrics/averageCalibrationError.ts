import { calibrationBins, type CalibrationOptions } from './calibrationBins';
import { gapsOf } from './maximumCalibrationError';

/**
 * Average calibration error: the mean of |accuracy_b − confidence_b| over the bins that are not empty, all alike
 * (Neumann et al. 2018). In [0, 1]. Parameters and errors are those of `expectedCalibrationError`.
 * @example
 * averageCalibrationError([0.9, 0.8, 0.6, 0.2], [1, 1, 0, 1], { bins: 2 }); // 0.45
 */
export function averageCalibrationError(
  confidences: ArrayLike<number>,
  correct: ArrayLike<number | boolean>,
  options: CalibrationOptions = {},
): number {
  const gaps = gapsOf(calibrationBins(confidences, correct, options));
  return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}
