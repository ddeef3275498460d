import { checkNumber } from '../../errors';
import { replaceNumbers, type TabularDrift, tabularDrift } from './tabularDrift';

/** Options of {@link featureShift}. */
export interface FeatureShiftOptions {
  /** Numeric columns. */
  readonly columns: readonly string[];
  /** What is added at severity 1, in the unit of the columns. */
  readonly by: number;
}

/**
 * An offset: x + severity · by.
 * @throws {TypeError | RangeError} if `by` is not a finite number.
 * @example
 * featureShift({ columns: ['age'], by: 12 }).apply(patients, 0.5, random); // six years older
 */
export function featureShift({ columns, by }: FeatureShiftOptions): TabularDrift {
  checkNumber('by', by);
  return tabularDrift('featureShift', (table, severity) =>
    replaceNumbers(table, columns, (value) => value + severity * by),
  );
}
