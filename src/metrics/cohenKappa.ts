import type { Label } from '../stats/contingency';
import { checkPairs } from './checkPairs';

/**
 * Cohen's kappa: (p₀ − pₑ)/(1 − pₑ), agreement beyond what the two label frequencies give by chance (Cohen 1960). At
 * most 1; 0 is chance. Null where it is undefined: one and the same label throughout.
 * @throws {RangeError} if lengths differ or there is nothing to compare.
 * @example
 * cohenKappa([0, 0, 1, 1], [0, 1, 1, 1]); // 0.5
 */
export function cohenKappa(predictions: ArrayLike<Label>, labels: ArrayLike<Label>): number | null {
  const n = checkPairs(predictions, labels);
  const counts = new Map<Label, { predicted: number; true: number }>();
  const countOf = (label: Label) => {
    if (!counts.has(label)) counts.set(label, { predicted: 0, true: 0 });
    return counts.get(label)!;
  };
  let agreed = 0;
  for (let i = 0; i < n; i++) {
    countOf(predictions[i]).predicted++;
    countOf(labels[i]).true++;
    if (predictions[i] === labels[i]) agreed++;
  }
  // whole numbers: agreement by chance is exact
  let chance = 0;
  for (const count of counts.values()) chance += count.predicted * count.true;
  return chance === n * n ? null : (n * agreed - chance) / (n * n - chance);
}
