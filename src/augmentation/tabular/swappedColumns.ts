import type { CategoricalColumn, Column } from '../../detectors/table';
import { categorical, columnNamed, numeric, randomRows, type TabularDrift, tabularDrift } from './tabularDrift';

/**
 * Two columns of one kind change places, as after a mistake in a join: in a share `severity` of the rows, in all of them at 1. Names stay.
 * @throws {TypeError | RangeError} when applied, if a column is missing or one holds numbers and the other categories.
 * @example
 * swappedColumns('systolic', 'diastolic').apply(patients, 1, random);
 */
export function swappedColumns(first: string, second: string): TabularDrift {
  return tabularDrift('swappedColumns', (table, severity, random) => {
    const swap = randomRows(table.rows, severity, random);
    const [a, b] = sameCodes(columnNamed(table, first), columnNamed(table, second));
    const exchanged = new Map([
      [first, mixed(a, b, swap)],
      [second, mixed(b, a, swap)],
    ]);
    return { ...table, columns: table.columns.map((column) => exchanged.get(column.name) ?? column) };
  });
}

/** Where both hold categories, with codes for all labels of both. */
function sameCodes(a: Column, b: Column): [Column, Column] {
  if (a.kind === 'numeric') return [a, numeric(b)];
  const labels = [...new Set([...a.labels, ...categorical(b).labels])];
  return [recoded(a, labels), recoded(categorical(b), labels)];
}

function recoded(column: CategoricalColumn, labels: readonly string[]): CategoricalColumn {
  const codes = column.labels.map((label) => labels.indexOf(label));
  return { ...column, codes: column.codes.map((code) => (code < 0 ? code : codes[code])), labels };
}

/** `own` with the values of `other` in the rows marked; both are of one kind. */
function mixed(own: Column, other: Column, swap: Uint8Array): Column {
  return own.kind === 'numeric'
    ? { ...own, values: own.values.map((value, i) => (swap[i] ? numeric(other).values[i] : value)) }
    : { ...own, codes: own.codes.map((code, i) => (swap[i] ? categorical(other).codes[i] : code)) };
}
