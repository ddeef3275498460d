import { permutation, type Random } from '../../random';
import { randomRows, rearranged, replaceColumns, type TabularDrift, tabularDrift } from './tabularDrift';

/**
 * Columns lose their relation to the others and keep their own distribution, to the value: a share `severity` of the rows exchange the
 * values of each column named among themselves. Every correlation with it falls to about (1 − severity) of what it was.
 * @throws {RangeError} when applied, if a column is missing.
 * @example
 * correlationBreak('weight').apply(patients, 1, random); // weight says nothing about height any more
 */
export function correlationBreak(...columns: readonly string[]): TabularDrift {
  return tabularDrift('correlationBreak', (table, severity, random) =>
    replaceColumns(table, columns, (column) => rearranged(column, exchanged(table.rows, severity, random))),
  );
}

/** Rows 0, 1, … of which a share has changed places. */
function exchanged(count: number, share: number, random: Random): Uint32Array {
  const hit = randomRows(count, share, random);
  const moving = Array.from(hit.keys()).filter((i) => hit[i]);
  const order = permutation(moving.length, random);
  const rows = Uint32Array.from({ length: count }, (_, i) => i);
  moving.forEach((row, k) => (rows[row] = moving[order[k]]));
  return rows;
}
