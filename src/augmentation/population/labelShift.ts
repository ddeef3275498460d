import { checkNumber } from '../../errors';
import { type PopulationDrift, populationDrift } from './populationDrift';
import { moveShares } from './stratumShares';

/**
 * Classes become more or less frequent and look as before: P(y) changes, P(x | y) does not (Lipton, Wang & Smola 2018). The share of
 * class k moves to `shares[k]` in proportion to severity. As many rows as before, drawn at random within each class; a class that grows has rows twice.
 * @param shares of classes 0, 1, … at severity 1, ≥ 0; only their proportions count.
 * @throws {TypeError | RangeError} for shares that are negative or all 0; when applied, if a class that should be there has no row.
 * @example
 * labelShift([0.7, 0.2, 0.1]).rows({ labels }, 1, random);
 */
export function labelShift(shares: readonly number[]): PopulationDrift {
  const total = shares.reduce((sum, share) => sum + checkNumber('shares', share, 0), 0);
  if (!(total > 0)) throw new RangeError('invalid shares: expected at least one above 0, got none');
  const target = shares.map((share) => share / total);
  return populationDrift('labelShift', ({ labels }, severity, random) =>
    moveShares('class', labels, target, severity, random),
  );
}
