import { checkNumber, checkOneOf } from '../../errors';
import type { Column } from '../../detectors/table';
import { numeric, randomRows, replaceColumns, type TabularDrift, tabularDrift } from './tabularDrift';

/** Options of {@link missingValues}. */
export interface MissingValuesOptions {
  readonly columns: readonly string[];
  /** Share of values that are missing at severity 1, in (0, 1]. Default 1. */
  readonly share?: number;
  /**
   * Which ones: any (missing completely at random, Rubin 1976), or the largest of a numeric column (not at random: a sensor that saturates).
   * Default any.
   */
  readonly which?: 'any' | 'largest';
}

/**
 * Values get lost: a share severity · share of each column, row by row independently ('any'), or the largest of each table.
 * @throws {TypeError | RangeError} if share is not a number in (0, 1] or `which` is unknown.
 * @example
 * missingValues({ columns: ['weight'], share: 0.4 }).apply(patients, 1, random);
 */
export function missingValues({ columns, share = 1, which = 'any' }: MissingValuesOptions): TabularDrift {
  checkNumber('share', share, Number.MIN_VALUE, 1);
  checkOneOf('which', which, ['any', 'largest']);
  return tabularDrift('missingValues', (table, severity, random) =>
    replaceColumns(table, columns, (column) =>
      without(
        column,
        which === 'any'
          ? randomRows(table.rows, severity * share, random)
          : largestRows(numeric(column).values, severity * share),
      ),
    ),
  );
}

function without(column: Column, lost: Uint8Array): Column {
  return column.kind === 'numeric'
    ? { ...column, values: column.values.map((value, i) => (lost[i] ? NaN : value)) }
    : { ...column, codes: column.codes.map((code, i) => (lost[i] ? -1 : code)) };
}

/** Marks the largest values; of equal ones the first. */
function largestRows(values: Float64Array, share: number): Uint8Array {
  const present = Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]));
  const lost = new Uint8Array(values.length);
  present.sort((a, b) => values[b] - values[a]);
  for (const i of present.slice(0, Math.round(share * present.length))) lost[i] = 1;
  return lost;
}
