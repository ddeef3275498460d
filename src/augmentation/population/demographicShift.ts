import { checkInteger, checkNumber } from '../../errors';
import { type PopulationDrift, populationDrift } from './populationDrift';
import { moveShares, shareOfOne } from './stratumShares';

/** Options of {@link demographicShift}. */
export interface DemographicOptions {
  /** The group whose share changes. */
  readonly group: number;
  /** Its share at severity 1, in [0, 1]. */
  readonly share: number;
}

/**
 * A group of a sensitive attribute becomes more or less frequent; the others keep their proportions, and within each group classes and looks stay: P(a) changes,
 * P(x, y | a) does not. Class shares move with it where groups differ in them.
 * @throws {TypeError | RangeError} if share is not a number in [0, 1] or group not an integer ≥ 0; when applied, if the samples have no groups or the
 * group has no row.
 * @example
 * demographicShift({ group: 1, share: 0.7 }).rows({ labels, groups }, 1, random);
 */
export function demographicShift({ group, share }: DemographicOptions): PopulationDrift {
  checkInteger('group', group, 0);
  checkNumber('share', share, 0, 1);
  return populationDrift('demographicShift', ({ groups }, severity, random) => {
    if (!groups) throw new RangeError('invalid population: expected groups for demographicShift, got none');
    return moveShares('group', groups, shareOfOne('group', groups, group, share), severity, random);
  });
}
