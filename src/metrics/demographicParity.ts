import type { Label } from '../stats/contingency';
import { groupCounts } from './groupCounts';
import { rateGaps, referenceGroup, type GapOptions, type RateGaps } from './rateGaps';

/**
 * Demographic parity: how the share of each group that is predicted 1 differs from that of a reference group. Signed
 * gaps with the score intervals of Miettinen & Nurminen (1985), and an upper bound of the largest |gap|, valid also if
 * the true gaps are 0. Samples have to be independent. Of groups with few samples the gap is null, with the reason.
 * @param predictions 0 or 1
 * @throws {TypeError | RangeError} if there are none, lengths differ, a prediction is neither 0 nor 1, the reference
 * is no group, or an option is out of range.
 * @example
 * demographicParity(predictions, sex, { reference: 'male' }).groups[0].gap; // { estimate: −0.08, … }
 */
export function demographicParity(
  predictions: ArrayLike<number | boolean>,
  groups: ArrayLike<Label>,
  options: GapOptions = {},
): RateGaps {
  // without labels, all samples alike
  const counts = groupCounts(predictions, predictions, groups);
  const trials = counts.map(({ group, count, positives }) => ({ group, successes: positives, trials: count }));
  return rateGaps('selection rate', trials, referenceGroup(counts, options), options);
}
