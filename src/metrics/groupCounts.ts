import { compareLabels, countLabels, type Label } from '../stats/contingency';
import { checkBinary } from './checkBinary';

/** What a classifier does in one group: counts, of which all rates are quotients. */
export interface GroupCounts {
  readonly group: Label;
  readonly count: number;
  /** Samples with label 1, and with label 0. */
  readonly positives: number;
  readonly negatives: number;
  /** Predicted 1 among the positives, and among the negatives. */
  readonly truePositives: number;
  readonly falsePositives: number;
}

/** Counts of each group, sorted by group. Predictions and labels are 0 or 1. */
export function groupCounts(
  predictions: ArrayLike<number | boolean>,
  labels: ArrayLike<number | boolean>,
  groups: ArrayLike<Label>,
): GroupCounts[] {
  const sizes = countLabels('groups', groups);
  const chosen = checkBinary('predictions', predictions, groups.length, 'group label');
  const actual = checkBinary('labels', labels, groups.length, 'group label');
  const cells = new Map([...sizes.keys()].map((group) => [group, [0, 0, 0, 0]]));
  for (let i = 0; i < groups.length; i++) cells.get(groups[i])![2 * actual[i] + chosen[i]]++;
  return [...sizes.keys()].sort(compareLabels).map((group) => {
    const [rejected, falsePositives, missed, truePositives] = cells.get(group)!;
    const [negatives, positives] = [rejected + falsePositives, missed + truePositives];
    return { group, count: negatives + positives, positives, negatives, truePositives, falsePositives };
  });
}
