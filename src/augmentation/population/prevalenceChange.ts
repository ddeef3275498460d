import { checkInteger, checkNumber } from '../../errors';
import { type PopulationDrift, populationDrift } from './populationDrift';
import { moveShares, shareOfOne } from './stratumShares';

/** Options of {@link prevalenceChange}. */
export interface PrevalenceOptions {
  /** The share of the class at severity 1, in [0, 1]. */
  readonly prevalence: number;
  /** The class. Default 1. */
  readonly label?: number;
}

/**
 * One class, the disease, becomes more or less frequent; the others keep their proportions. A label shift: what the diseased look like stays.
 * @throws {TypeError | RangeError} if prevalence is not a number in [0, 1] or label not an integer ≥ 0; when applied, if the class has no row.
 * @example
 * prevalenceChange({ prevalence: 0.4 }).rows({ labels }, 0.5, random); // half the way from today's share to 40 %
 */
export function prevalenceChange({ prevalence, label = 1 }: PrevalenceOptions): PopulationDrift {
  checkNumber('prevalence', prevalence, 0, 1);
  checkInteger('label', label, 0);
  return populationDrift('prevalenceChange', ({ labels }, severity, random) =>
    moveShares('class', labels, shareOfOne('class', labels, label, prevalence), severity, random),
  );
}
