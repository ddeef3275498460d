import { checkPairs } from './checkPairs';

/**
 * Kappa-temporal: (p₀ − p′)/(1 − p′), accuracy beyond that of repeating the last label (Žliobaitė et al. 2015, "Evaluation
 * methods and decision theory for classification of streaming data with temporal dependence"). 0 is as good as no-change,
 * below 0 worse. Both accuracies are over the samples that have a last label, so all but the first. Null where no-change
 * makes no error, or there is only one sample.
 * @throws {RangeError} if lengths differ or there is nothing to compare.
 * @example
 * kappaTemporal([0, 0, 1, 1, 0], [0, 1, 1, 1, 0]); // (3/4 − 2/4) / (1 − 2/4) = 0.5
 */
export function kappaTemporal(predictions: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  const n = checkPairs(predictions, labels);
  let right = 0;
  let unchanged = 0;
  for (let i = 1; i < n; i++) {
    if (predictions[i] === labels[i]) right++;
    if (labels[i - 1] === labels[i]) unchanged++;
  }
  return unchanged === n - 1 ? null : (right - unchanged) / (n - 1 - unchanged);
}
