import { checkInteger } from '../errors';
import { selectRows, type Matrix } from '../matrix';
import type { Random } from '../random';
import type { Dependence } from './driftResult';
import { rowsByGroup } from './rowsByGroup';
import { isMatrix, table, type Table, type TableData } from './table';

/** A reference and a sample, and what ties their rows. */
export interface Draw<Sample> {
  readonly reference: Sample;
  readonly sample: Sample;
  readonly referenceDependence?: Dependence;
  readonly sampleDependence?: Dependence;
}

/** Where pairs of samples come from: a simulation, or `drawFrom` data. */
export type DrawSource<Sample> = (random: Random) => Draw<Sample>;

/** Data whose rows can be drawn: numbers, texts, a matrix, or anything a table can be made of. */
export type RowData = ArrayLike<number> | readonly string[] | TableData;

/** What the drawn rows of data are. */
export type RowsOf<Data> =
  Data extends ArrayLike<number>
    ? Float64Array
    : Data extends readonly string[]
      ? string[]
      : Data extends Matrix
        ? Matrix
        : Table;

/** How pairs are drawn from data. */
export interface DrawOptions extends Dependence {
  /** Rows of the reference; groups, if there are groups. */
  readonly reference: number;
  /** Rows of the sample; groups, if there are groups. */
  readonly sample: number;
}

/** Data in units that are drawn: rows, or all rows of a label. */
export interface DrawPool<Sample> {
  /** Rows of each unit. */
  readonly units: readonly (readonly number[])[];
  readonly take: (rows: readonly number[]) => Sample;
  readonly grouped: boolean;
}

/**
 * Reads data into units.
 * @throws {TypeError} if data is no table; {RangeError} if there is not one label per row, or groups and blocks are both given.
 */
export function drawPool<Data extends RowData>(
  data: Data,
  groups?: Dependence['groups'],
  blocks?: number,
): DrawPool<RowsOf<Data>> {
  const { rows, take } = rowsOf(data);
  if (blocks !== undefined) checkInteger('blocks', blocks, 1);
  if (groups === undefined)
    return { units: Array.from({ length: rows }, (_, row) => [row]), take: take as never, grouped: false };
  if (blocks !== undefined) throw new RangeError('invalid groups: expected either groups or blocks, got both');
  if (groups.length !== rows)
    throw new RangeError(`invalid groups: expected ${rows} labels, one per row, got ${groups.length}`);
  return { units: [...rowsByGroup(groups).values()], take: take as never, grouped: true };
}

/**
 * Pairs of samples without a common unit, from given data: rows, or whole groups, in random order; with `blocks` two neighbouring
 * stretches of the series, from a random start. Pairs from one data set depend on each other: `nullCard` says how much that leaves
 * open.
 * @throws {TypeError} if data is no table; {RangeError} if there is not enough data for one pair, or an option is out of range.
 * @example
 * falseAlarmRate(ksDrift, drawFrom(calmMonth, { reference: 500, sample: 100 }), { random: createRandom(1) });
 */
export function drawFrom<Data extends RowData>(
  data: Data,
  { reference, sample, groups, blocks }: DrawOptions,
): DrawSource<RowsOf<Data>> {
  const pool = drawPool(data, groups, blocks);
  checkPool(pool, reference, sample);
  if (blocks === undefined) return (random) => drawUnits(pool, reference, sample, random);
  const starts = pool.units.length - reference - sample + 1;
  return (random) => drawStretch(pool, random.integer(starts), reference, sample, blocks);
}

/** Checks that a pair can be drawn. */
export function checkPool(pool: DrawPool<unknown>, reference: number, sample: number): void {
  checkInteger('reference', reference, 1);
  checkInteger('sample', sample, 1);
  if (reference + sample > pool.units.length)
    throw new RangeError(
      `invalid data: expected at least ${reference} + ${sample} ${pool.grouped ? 'groups' : 'rows'}, got ${pool.units.length}`,
    );
}

/** A pair of random units. */
export function drawUnits<Sample>(
  pool: DrawPool<Sample>,
  reference: number,
  sample: number,
  random: Random,
): Draw<Sample> {
  const { units } = pool;
  const order = Uint32Array.from(units, (_, i) => i);
  for (let i = 0; i < reference + sample; i++) {
    const j = i + random.integer(units.length - i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return pairOf(pool, order.subarray(0, reference), order.subarray(reference, reference + sample));
}

function pairOf<Sample>(
  { units, take, grouped }: DrawPool<Sample>,
  first: Uint32Array,
  second: Uint32Array,
): Draw<Sample> {
  const rowsOf = (chosen: Uint32Array) => Array.from(chosen, (unit) => units[unit]).flat();
  // a unit may have been drawn into the pool twice: its place names it
  const labels = (chosen: Uint32Array, start: number) =>
    Array.from(chosen, (unit, i) => units[unit].map(() => start + i)).flat();
  const draw = { reference: take(rowsOf(first)), sample: take(rowsOf(second)) };
  if (!grouped) return draw;
  return {
    ...draw,
    referenceDependence: { groups: labels(first, 0) },
    sampleDependence: { groups: labels(second, first.length) },
  };
}

/** Two neighbouring stretches of a series. */
export function drawStretch<Sample>(
  { take }: DrawPool<Sample>,
  start: number,
  reference: number,
  sample: number,
  blocks: number,
): Draw<Sample> {
  const stretch = (from: number, length: number) => take(Array.from({ length }, (_, i) => from + i));
  const dependence = { blocks };
  return {
    reference: stretch(start, reference),
    sample: stretch(start + reference, sample),
    referenceDependence: dependence,
    sampleDependence: dependence,
  };
}

function rowsOf(data: RowData): { rows: number; take: (rows: readonly number[]) => unknown } {
  if (isListOf('number', data))
    return { rows: data.length, take: (rows) => Float64Array.from(rows, (row) => data[row]) };
  if (isListOf('string', data)) return { rows: data.length, take: (rows) => rows.map((row) => data[row]) };
  if (typeof data === 'object' && data !== null && isMatrix(data))
    return { rows: data.rows, take: (rows) => selectRows(data, rows) };
  const all = table(data);
  return { rows: all.rows, take: (rows) => selectTableRows(all, rows) };
}

/** Whether data is a list of nothing but numbers, or strings: one with holes is a column of a table. */
function isListOf<Kind extends 'number' | 'string'>(
  kind: Kind,
  data: RowData,
): data is Kind extends 'number' ? readonly number[] : readonly string[] {
  const isList = Array.isArray(data) || ArrayBuffer.isView(data);
  return isList && Array.prototype.every.call(data, (value) => typeof value === kind);
}

function selectTableRows({ columns }: Table, rows: readonly number[]): Table {
  return {
    rows: rows.length,
    columns: columns.map((column) =>
      column.kind === 'numeric'
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
        : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) },
    ),
  };
}
