import { checkNumber } from '../../errors';
import { numeric, randomRows, replaceColumns, type TabularDrift, tabularDrift } from './tabularDrift';

/** Options of {@link unitChange}. */
export interface UnitChangeOptions {
  /** Numeric columns. */
  readonly columns: readonly string[];
  /** The new unit is factor · x + offset, e.g. 1.8 and 32 from Celsius to Fahrenheit. */
  readonly factor: number;
  /** Default 0. */
  readonly offset?: number;
}

/**
 * Another unit in some rows, as when one of several sources has moved to it: a share `severity` of the rows, all of them at 1.
 * @throws {TypeError | RangeError} if factor or offset is not a finite number.
 * @example
 * unitChange({ columns: ['weight'], factor: 2.2046 }).apply(patients, 0.3, random); // three rows of ten in pounds
 */
export function unitChange({ columns, factor, offset = 0 }: UnitChangeOptions): TabularDrift {
  checkNumber('factor', factor);
  checkNumber('offset', offset);
  return tabularDrift('unitChange', (table, severity, random) => {
    const other = randomRows(table.rows, severity, random);
    return replaceColumns(table, columns, (column) => ({
      ...numeric(column),
      values: numeric(column).values.map((value, i) => (other[i] ? factor * value + offset : value)),
    }));
  });
}
