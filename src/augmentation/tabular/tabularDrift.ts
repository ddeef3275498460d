import { show } from '../../errors';
import type { Random } from '../../random';
import { atSeverity } from '../atSeverity';
import type { CategoricalColumn, Column, NumericColumn, Table } from '../../detectors/table';

/** A change of tables with one dial; see `driftStream` for when it comes. Severity 0 leaves a table as it is, to the bit. */
export interface TabularDrift {
  readonly name: string;
  /**
   * The drifted table, with the same rows and columns; the same seed gives the same bytes. The input is not changed.
   * @throws {TypeError | RangeError} if severity is not a number in [0, 1], or a column is missing or of another kind.
   */
  apply(table: Table, severity: number, random: Random): Table;
}

/** A {@link TabularDrift} from a change of columns, for severities in (0, 1]. */
export function tabularDrift(name: string, change: TabularDrift['apply']): TabularDrift {
  return {
    name,
    apply: (table, severity, random) =>
      atSeverity(
        severity,
        () => table,
        () => change(table, severity, random),
      ),
  };
}

/**
 * The table with each column named replaced by what `change` makes of it.
 * @throws {RangeError} that lists the columns if one is not there.
 */
export function replaceColumns(table: Table, names: readonly string[], change: (column: Column) => Column): Table {
  for (const name of names) columnNamed(table, name);
  return { ...table, columns: table.columns.map((column) => (names.includes(column.name) ? change(column) : column)) };
}

/** The table with each value of the numeric columns named replaced by what `change` makes of it; what is missing stays so. */
export function replaceNumbers(table: Table, names: readonly string[], change: (value: number) => number): Table {
  return replaceColumns(table, names, (column) => ({ ...numeric(column), values: numeric(column).values.map(change) }));
}

/** @throws {RangeError} that lists the columns if there is none of this name. */
export function columnNamed({ columns }: Table, name: string): Column {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  const known = columns.map((column) => column.name).join(', ');
  throw new RangeError(`invalid columns: expected names out of ${known}, got ${show(name)}`);
}

/** @throws {TypeError} if the column holds categories. */
export function numeric(column: Column): NumericColumn {
  if (column.kind !== 'numeric')
    throw new TypeError(`invalid columns: expected numbers, got categories in column ${show(column.name)}`);
  return column;
}

/** @throws {TypeError} if the column holds numbers. */
export function categorical(column: Column): CategoricalColumn {
  if (column.kind !== 'categorical')
    throw new TypeError(`invalid columns: expected categories, got numbers in column ${show(column.name)}`);
  return column;
}

/** A column with other values of its own kind, given by the rows they are taken from. */
export function rearranged(column: Column, rows: ArrayLike<number>): Column {
  return column.kind === 'numeric'
    ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
    : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) };
}

/** Rows that are hit with probability `share`; those of a smaller share are among those of a larger one with the same seed. */
export function randomRows(count: number, share: number, random: Random): Uint8Array {
  return Uint8Array.from({ length: count }, () => Number(random.uniform() < share));
}
