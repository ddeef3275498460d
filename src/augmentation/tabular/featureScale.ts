import { checkNumber } from '../../errors';
import { replaceNumbers, type TabularDrift, tabularDrift } from './tabularDrift';

/** Options of {@link featureScale}. */
export interface FeatureScaleOptions {
  /** Numeric columns. */
  readonly columns: readonly string[];
  /** The factor at severity 1, above 0. */
  readonly factor: number;
  /** The value that stays. Default 0. */
  readonly centre?: number;
}

/**
 * A gain: centre + factor^severity · (x − centre). With the mean as its centre, another variance.
 * @throws {TypeError | RangeError} if factor is not a number > 0 or centre not a finite one.
 * @example
 * featureScale({ columns: ['pressure'], factor: 2, centre: 120 }).apply(patients, 1, random); // twice the spread
 */
export function featureScale({ columns, factor, centre = 0 }: FeatureScaleOptions): TabularDrift {
  checkNumber('factor', factor, Number.MIN_VALUE);
  checkNumber('centre', centre);
  return tabularDrift('featureScale', (table, severity) => {
    const gain = factor ** severity;
    return replaceNumbers(table, columns, (value) => centre + gain * (value - centre));
  });
}
