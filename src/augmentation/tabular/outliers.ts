import { checkNumber } from '../../errors';
import { numeric, replaceColumns, type TabularDrift, tabularDrift } from './tabularDrift';

/** Options of {@link outliers}. */
export interface OutliersOptions {
  /** Numeric columns. */
  readonly columns: readonly string[];
  /** How far away they lie, above 0, in the unit of the columns. */
  readonly by: number;
  /** Share of values that are outliers at severity 1, in (0, 1]. Default 0.1. */
  readonly share?: number;
}

/**
 * Single values far off: x + by or x − by, either with probability severity · share / 2, independently in each row and column.
 * @throws {TypeError | RangeError} if `by` is not a number > 0 or share not one in (0, 1].
 * @example
 * outliers({ columns: ['heartRate'], by: 150, share: 0.02 }).apply(patients, 1, random);
 */
export function outliers({ columns, by, share = 0.1 }: OutliersOptions): TabularDrift {
  checkNumber('by', by, Number.MIN_VALUE);
  checkNumber('share', share, Number.MIN_VALUE, 1);
  return tabularDrift('outliers', (table, severity, random) => {
    const limit = (severity * share) / 2;
    const jump = () => {
      const place = random.uniform();
      return place < limit ? by : place >= 1 - limit ? -by : 0;
    };
    return replaceColumns(table, columns, (column) => ({
      ...numeric(column),
      values: numeric(column).values.map((value) => value + jump()),
    }));
  });
}
