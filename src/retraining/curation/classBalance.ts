import { checkInteger } from '../../errors';

/** How often each class comes. */
export interface ClassBalance {
  readonly counts: readonly number[];
  /** Classes without a sample. */
  readonly missing: readonly number[];
  /** Count of the largest class by that of the smallest that is there; null without samples. */
  readonly imbalance: number | null;
  /** n / (classes present · count) for the loss (`classWeights` of cross entropy): all classes weigh alike; 0 for a missing one. */
  readonly weights: readonly number[];
}

/**
 * Counts of classes and what follows from them.
 * @throws {RangeError} for a label that is not an integer in [0, classes).
 * @example
 * classBalance([0, 0, 0, 1], 2).weights; // [0.666…, 2]
 */
export function classBalance(labels: ArrayLike<number>, classes: number): ClassBalance {
  checkInteger('classes', classes, 1);
  const counts = Array.from({ length: classes }, () => 0);
  for (let i = 0; i < labels.length; i++) counts[checkInteger(`labels[${i}]`, labels[i], 0, classes - 1)]++;
  const present = counts.filter((count) => count > 0);
  return {
    counts,
    missing: [...counts.keys()].filter((k) => counts[k] === 0),
    imbalance: present.length === 0 ? null : Math.max(...present) / Math.min(...present),
    weights: counts.map((count) => (count === 0 ? 0 : labels.length / (present.length * count))),
  };
}
