import { show } from '../errors';
import { checkCounts } from './proportions';

/** The name of a category. Numbers and strings differ: 1 is not '1'. */
export type Label = string | number | boolean;

/** Counts, a list for each row. */
export type CountTable = readonly ArrayLike<number>[];

/** A table of counts, or two lists of labels to be counted; then options. */
export type TableArguments<Options> =
  [table: CountTable, options?: Options] | [reference: ArrayLike<Label>, sample: ArrayLike<Label>, options?: Options];

/** How often each category occurs in two samples. */
export interface Contingency {
  /** All categories of both, strings in the order of their code points. */
  readonly categories: readonly Label[];
  /** A row for the reference, one for the sample. */
  readonly counts: readonly [reference: number[], sample: number[]];
}

/**
 * Counts the categories of two lists of labels.
 * @throws {TypeError | RangeError} if a list is empty or holds something else than strings, numbers and booleans, or NaN.
 * @example
 * contingencyTable(['a', 'b', 'a'], ['c', 'a']); // { categories: ['a', 'b', 'c'], counts: [[2, 1, 0], [1, 0, 1]] }
 */
export function contingencyTable(reference: ArrayLike<Label>, sample: ArrayLike<Label>): Contingency {
  const [first, second] = [countLabels('reference', reference), countLabels('sample', sample)];
  const categories = [...new Set([...first.keys(), ...second.keys()])].sort(compareLabels);
  const row = (counts: ReadonlyMap<Label, number>) => categories.map((label) => counts.get(label) ?? 0);
  return { categories, counts: [row(first), row(second)] };
}

/**
 * Tells a table from two lists of labels, and checks it: rows of one length, counts ≥ 0.
 * @throws {TypeError | RangeError} if it is neither.
 */
export function readTable<Options>(given: TableArguments<Options>): [table: number[][], options: Options | undefined] {
  const [first, second, third] = given as readonly unknown[] as [CountTable, unknown, Options];
  if (typeof first !== 'object' || first === null)
    throw new TypeError(`invalid table: expected rows of counts or a list of labels, got ${show(first)}`);
  if (first.length > 0 && typeof first[0] === 'object') return [checkTable(first), second as Options | undefined];
  const { counts } = contingencyTable(first as unknown as ArrayLike<Label>, second as ArrayLike<Label>);
  return [[...counts], third];
}

/** The sums of rows and columns. */
export function margins(table: readonly number[][]): { rows: number[]; columns: number[]; total: number } {
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = table[0].map((_, j) => table.reduce((sum, row) => sum + row[j], 0));
  return { rows, columns, total: rows.reduce((sum, count) => sum + count, 0) };
}

function checkTable(table: CountTable): number[][] {
  const rows = Array.from(table, (row, i) => {
    checkCounts(row, `row ${i} of table`);
    return Array.from(row);
  });
  const width = rows[0].length;
  if (width === 0) throw new RangeError('invalid table: expected at least one column, got none');
  const uneven = rows.findIndex((row) => row.length !== width);
  if (uneven > 0)
    throw new RangeError(`invalid table: expected ${width} counts in row ${uneven}, got ${rows[uneven].length}`);
  return rows;
}

/**
 * How often each label occurs.
 * @throws {TypeError | RangeError} as `contingencyTable` does, with the list's name.
 */
export function countLabels(name: string, labels: ArrayLike<Label>): Map<Label, number> {
  if (typeof labels !== 'object' || typeof labels?.length !== 'number')
    throw new TypeError(`invalid ${name}: expected a list of labels, got ${show(labels)}`);
  if (labels.length === 0) throw new RangeError(`invalid ${name}: expected at least one label, got none`);
  const counts = new Map<Label, number>();
  for (let i = 0; i < labels.length; i++) {
    const seen = counts.get(labels[i]);
    if (seen === undefined) checkLabel(name, labels[i], i);
    counts.set(labels[i], (seen ?? 0) + 1);
  }
  return counts;
}

function checkLabel(name: string, label: unknown, i: number): void {
  const rule = `invalid ${name}: expected strings, numbers or booleans, got ${show(label)} at ${i}`;
  if (typeof label !== 'string' && typeof label !== 'number' && typeof label !== 'boolean') throw new TypeError(rule);
  if (Number.isNaN(label)) throw new RangeError(rule);
}

/** Orders labels: booleans, numbers, strings; strings by code points. */
export function compareLabels(a: Label, b: Label): number {
  if (typeof a !== typeof b) return typeof a < typeof b ? -1 : 1;
  return typeof a === 'string' ? compareCodePoints(a, b as string) : Number(a) - Number(b);
}

/** Built-in comparison goes by UTF-16 units, which puts characters beyond U+FFFF before those from U+E000 on. */
function compareCodePoints(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++)
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.codePointAt(i)! - b.codePointAt(i)!;
  return a.length - b.length;
}
