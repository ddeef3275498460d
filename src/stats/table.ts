import { show } from '../errors';
import type { Matrix } from '../matrix';

/** Numbers; NaN where a value is missing. */
export interface NumericColumn {
  readonly name: string;
  readonly kind: 'numeric';
  readonly values: Float64Array;
}

/** Categories as positions in `labels`; −1 where a value is missing. */
export interface CategoricalColumn {
  readonly name: string;
  readonly kind: 'categorical';
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

export type Column = NumericColumn | CategoricalColumn;

/** Named columns of one length. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** A value of a table; null, undefined and NaN are missing. */
export type Cell = number | string | boolean | null | undefined;

/** Rows and column names, as danfojs's DataFrame has them. */
export interface DataFrameLike {
  readonly columns: readonly string[];
  readonly values: unknown;
}

/** What a table can be made of: a table, a matrix, columns by name, a list of records, a data frame, or the values of one column. */
export type TableData =
  | Table
  | Matrix
  | DataFrameLike
  | Readonly<Record<string, ArrayLike<Cell>>>
  | readonly Readonly<Record<string, Cell>>[]
  | ArrayLike<Cell>;

/** Options of `table`. */
export interface TableOptions {
  /** Columns whose numbers name categories; strings and booleans always do. */
  readonly categorical?: readonly string[];
  /** Names of a matrix's columns; default "0", "1", … */
  readonly names?: readonly string[];
}

/**
 * A table from plain data. A column of numbers is numeric, one of strings or booleans (as "true", "false") categorical; one in
 * which all is missing is numeric. Records may lack a key: that value is missing. A danfojs DataFrame can be passed as it is. A list of
 * values is one column, "value".
 * @throws {TypeError} if `data` is none of these, or a column has numbers beside strings; {RangeError} if columns differ in
 * length, there are none, names are not one per column, or `categorical` names a column that is not there.
 * @example
 * table({ age: [61, 48], ward: ['A', 'B'] }).columns[1]; // { name: 'ward', kind: 'categorical', codes: [0, 1], labels: ['A', 'B'] }
 */
export function table(data: TableData, { categorical = [], names }: TableOptions = {}): Table {
  const columns = columnsOf(data, names);
  const known = new Set(columns.map(([name]) => name));
  for (const name of categorical)
    if (!known.has(name)) throw new RangeError(`invalid categorical: expected names of columns, got ${show(name)}`);
  if (known.size < columns.length) throw new RangeError('invalid data: expected columns of different names');
  if (columns.length === 0) throw new RangeError('invalid data: expected at least one column, got none');
  const rows = lengthOf(columns[0][1]);
  for (const [name, values] of columns)
    if (lengthOf(values) !== rows)
      throw new RangeError(`invalid data: expected ${rows} rows in column ${show(name)}, got ${lengthOf(values)}`);
  const chosen = new Set(categorical);
  return { rows, columns: columns.map(([name, values]) => makeColumn(name, values, chosen.has(name))) };
}

type Values = ArrayLike<Cell> | Column;

function lengthOf(values: Values): number {
  if (!isColumn(values)) return values.length;
  return values.kind === 'numeric' ? values.values.length : values.codes.length;
}

function columnsOf(data: TableData, names: readonly string[] | undefined): (readonly [string, Values])[] {
  if (typeof data !== 'object' || data === null)
    throw new TypeError(`invalid data: expected a table, got ${show(data)}`);
  if (isList(data)) return [['value', data]];
  if (Array.isArray(data)) return recordColumns(data as readonly Readonly<Record<string, Cell>>[]);
  if (isTable(data)) return data.columns.map((column) => [column.name, column]);
  if (isMatrix(data)) return matrixColumns(data, names);
  if (isDataFrame(data)) return frameColumns(data);
  return Object.entries(data as Readonly<Record<string, ArrayLike<Cell>>>).map(([name, values]) => {
    if (typeof values !== 'object' || typeof values?.length !== 'number')
      throw new TypeError(`invalid data: expected an array for column ${show(name)}, got ${show(values)}`);
    return [name, values];
  });
}

function isList(data: object): data is ArrayLike<Cell> {
  if (ArrayBuffer.isView(data)) return true;
  return Array.isArray(data) && data.length > 0 && (typeof data[0] !== 'object' || data[0] === null);
}

function isColumn(values: Values): values is Column {
  return 'kind' in values;
}

function isTable(data: object): data is Table {
  return (
    'rows' in data &&
    'columns' in data &&
    Array.isArray(data.columns) &&
    data.columns.every((c) => typeof c === 'object')
  );
}

/** Whether data is a matrix. */
export function isMatrix(data: object): data is Matrix {
  return 'values' in data && 'columns' in data && typeof data.columns === 'number';
}

function isDataFrame(data: object): data is DataFrameLike {
  return 'values' in data && 'columns' in data && Array.isArray(data.columns) && typeof data.columns[0] === 'string';
}

function recordColumns(records: readonly Readonly<Record<string, Cell>>[]): (readonly [string, Cell[]])[] {
  const names = new Set<string>();
  for (const record of records) {
    if (typeof record !== 'object' || record === null)
      throw new TypeError(`invalid data: expected records of named values, got ${show(record)}`);
    for (const name in record) names.add(name);
  }
  return [...names].map((name) => [name, records.map((record) => record[name])]);
}

const ROWS_AT_ONCE = 32;

function matrixColumns(
  { values, rows, columns }: Matrix,
  names: readonly string[] | undefined,
): [string, Float64Array][] {
  if (names !== undefined && names.length !== columns)
    throw new RangeError(`invalid names: expected ${columns} names, one per column, got ${names.length}`);
  const split = Array.from({ length: columns }, () => new Float64Array(rows));
  // a few rows at a time: the part of the matrix stays in the cache while its columns are written
  for (let start = 0; start < rows; start += ROWS_AT_ONCE) {
    const end = Math.min(rows, start + ROWS_AT_ONCE);
    for (let j = 0; j < columns; j++) {
      const column = split[j];
      for (let i = start; i < end; i++) column[i] = values[i * columns + j];
    }
  }
  return split.map((column, j) => [names?.[j] ?? String(j), column]);
}

function frameColumns({ columns, values }: DataFrameLike): [string, Cell[]][] {
  if (!Array.isArray(values)) throw new TypeError(`invalid data: expected values in rows, got ${show(values)}`);
  const rows = values as readonly (readonly Cell[])[];
  return columns.map((name, j) => [name, rows.map((row) => row[j])]);
}

function makeColumn(name: string, values: Values, categorical: boolean): Column {
  if (isColumn(values)) return categorical && values.kind === 'numeric' ? categories(name, values.values) : values;
  if (categorical || holdsWords(values)) return categories(name, values);
  return { name, kind: 'numeric', values: numbers(name, values) };
}

function holdsWords(values: ArrayLike<Cell>): boolean {
  if (ArrayBuffer.isView(values)) return false;
  for (let i = 0; i < values.length; i++) {
    const kind = typeof values[i];
    if (kind === 'number') return false;
    if (kind === 'string' || kind === 'boolean') return true;
  }
  return false;
}

function numbers(name: string, values: ArrayLike<Cell>): Float64Array {
  if (values instanceof Float64Array) return values;
  if (ArrayBuffer.isView(values)) return new Float64Array(values as ArrayLike<number>);
  const column = new Float64Array(values.length);
  for (let i = 0; i < column.length; i++) {
    const value = values[i];
    if (typeof value === 'number') column[i] = value;
    else if (value === null || value === undefined) column[i] = NaN;
    else throw wrongKind(name, 'numbers', value, i);
  }
  return column;
}

function categories(name: string, values: ArrayLike<Cell>): CategoricalColumn {
  const codes = new Int32Array(values.length);
  const known = new Map<Cell, number>();
  const labels: string[] = [];
  const kind = firstKind(values);
  for (let i = 0; i < codes.length; i++) {
    const value = values[i];
    if (value === null || value === undefined || value !== value) {
      codes[i] = -1;
      continue;
    }
    let code = known.get(value);
    if (code === undefined) {
      if (typeof value !== kind) throw wrongKind(name, `${kind}s`, value, i);
      code = labels.push(String(value)) - 1;
      known.set(value, code);
    }
    codes[i] = code;
  }
  return { name, kind: 'categorical', codes, labels };
}

function firstKind(values: ArrayLike<Cell>): string {
  for (let i = 0; i < values.length; i++)
    if (values[i] !== null && values[i] !== undefined && values[i] === values[i]) return typeof values[i];
  return 'string';
}

function wrongKind(name: string, kind: string, value: unknown, row: number): TypeError {
  return new TypeError(`invalid data: expected ${kind} in column ${show(name)}, got ${show(value)} in row ${row}`);
}
