import { show } from '../errors';
import type { NanPolicy } from '../stats/numericSample';
import { sortNumbers } from '../stats/sortNumbers';
import type { Column, Table } from './table';

/** One column of one sample. */
export interface ColumnSide {
  /** Row by row; NaN, or −1 for a category, where missing. */
  readonly values: Float64Array | Int32Array;
  /** Without what is missing; numbers in ascending order. */
  readonly present: Float64Array | Int32Array;
}

/** One column of both samples, categories by common positions in `labels`. */
export interface ColumnPair {
  readonly name: string;
  readonly kind: Column['kind'];
  readonly reference: ColumnSide;
  readonly sample: ColumnSide;
  readonly labels: readonly string[];
  /** Whether it says which values of another column are missing. */
  readonly ofMissing: boolean;
}

/** A column that is read once and paired often. */
export interface ReferenceColumn {
  readonly name: string;
  readonly kind: Column['kind'];
  readonly side: ColumnSide;
  readonly labels: readonly string[];
}

/** 'test' leaves missing values out as 'omit' does, and compares how many there are. */
export type MissingPolicy = NanPolicy | 'test';

/**
 * Reads a table's columns, its numbers sorted.
 * @throws {RangeError} for missing values unless the policy allows them, or a column without any value under 'omit'.
 */
export function readColumns(side: 'reference' | 'sample', table: Table, policy: MissingPolicy): ReferenceColumn[] {
  return table.columns.map((column) => {
    const labels = column.kind === 'categorical' ? column.labels : [];
    return { name: column.name, kind: column.kind, side: readSide(side, column, policy), labels };
  });
}

function readSide(side: string, column: Column, policy: MissingPolicy): ColumnSide {
  const values = column.kind === 'numeric' ? column.values : column.codes;
  const present = column.kind === 'numeric' ? presentNumbers(column.values) : column.codes.filter((code) => code >= 0);
  const missing = values.length - present.length;
  if (missing > 0 && policy === 'error')
    throw new RangeError(
      `invalid ${side}: expected no missing values unless nanPolicy is 'omit' or 'test', got ${missing} in column ${show(column.name)}`,
    );
  if (values.length > 0 && present.length === 0 && policy === 'omit')
    throw new RangeError(`invalid ${side}: expected a value in column ${show(column.name)}, got none`);
  return { values, present: column.kind === 'numeric' ? sortNumbers(present as Float64Array) : present };
}

function presentNumbers(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) return values.filter((value) => value === value);
  return values;
}

/**
 * Pairs the reference's columns with those of the same names, and under 'test' adds a column of what is missing for each that
 * misses anything.
 * @throws {RangeError} if a column is missing or there is another one; {TypeError} if kinds differ.
 */
export function pairColumns(reference: readonly ReferenceColumn[], sample: Table, policy: MissingPolicy): ColumnPair[] {
  const byName = new Map(readColumns('sample', sample, policy).map((column) => [column.name, column]));
  const pairs = reference.map((column) => {
    const other = byName.get(column.name);
    if (!other)
      throw new RangeError(`invalid sample: expected a column ${show(column.name)} as in the reference, got none`);
    if (other.kind !== column.kind)
      throw new TypeError(
        `invalid sample: expected ${column.kind} values in column ${show(column.name)}, got ${other.kind} ones`,
      );
    return pairColumn(column, other);
  });
  const known = new Set(reference.map(({ name }) => name));
  for (const name of byName.keys())
    if (!known.has(name))
      throw new RangeError(`invalid sample: expected the reference's columns, got ${show(name)} as well`);
  return policy === 'test' ? [...pairs, ...pairs.filter(missesAny).map(missingColumn)] : pairs;
}

function pairColumn({ name, kind, side: reference, labels }: ReferenceColumn, other: ReferenceColumn): ColumnPair {
  if (kind === 'numeric') return { name, kind, reference, sample: other.side, labels, ofMissing: false };
  const codes = new Map(labels.map((label, code) => [label, code]));
  const all = [...labels];
  const common = other.labels.map((label) => codes.get(label) ?? all.push(label) - 1);
  const recode = (values: ColumnSide['values']) => Int32Array.from(values, (code) => (code < 0 ? code : common[code]));
  const sample = { values: recode(other.side.values), present: recode(other.side.present) };
  return { name, kind, reference, sample, labels: all, ofMissing: false };
}

function missesAny({ reference, sample }: ColumnPair): boolean {
  return [reference, sample].some(({ values, present }) => present.length < values.length);
}

function missingColumn({ name, kind, reference, sample }: ColumnPair): ColumnPair {
  const side = ({ values }: ColumnSide): ColumnSide => {
    const codes = Int32Array.from(values, (value) => Number(kind === 'numeric' ? value !== value : value < 0));
    return { values: codes, present: codes };
  };
  const labels = ['present', 'missing'];
  const sides = { reference: side(reference), sample: side(sample) };
  return { name: `${name} (missing)`, kind: 'categorical', ...sides, labels, ofMissing: true };
}

/** What is to be known about a column beside its test: constant, unseen categories, missing values. */
export function columnNote(pair: ColumnPair): string | undefined {
  const notes = [constantNote(pair), unseenNote(pair), missingNote(pair)].filter((note) => note !== undefined);
  return notes.length > 0 ? notes.join('; ') : undefined;
}

function constantNote({ kind, reference, sample }: ColumnPair): string | undefined {
  const { present } = reference;
  if (present.length === 0) return 'no values in the reference';
  if (sample.present.length === 0) return 'no values in the sample';
  const constant =
    kind === 'numeric' ? present[0] === present[present.length - 1] : present.every((code) => code === present[0]);
  if (!constant) return undefined;
  const others = sample.present.filter((value) => value !== present[0]).length;
  return `constant in the reference; ${others} of ${sample.present.length} sample values differ`;
}

const NAMED = 5;

function unseenNote({ kind, reference, sample, labels }: ColumnPair): string | undefined {
  if (kind === 'numeric') return undefined;
  const seen = new Uint8Array(labels.length);
  for (const code of reference.present) seen[code] = 1;
  const counts = new Map<number, number>();
  for (const code of sample.present) if (!seen[code]) counts.set(code, (counts.get(code) ?? 0) + 1);
  if (counts.size === 0) return undefined;
  const named = [...counts].sort((a, b) => b[1] - a[1]).slice(0, NAMED);
  const list = named.map(([code, rows]) => `${JSON.stringify(labels[code])} (${rows} ${rows === 1 ? 'row' : 'rows'})`);
  return `not in the reference: ${list.join(', ')}${counts.size > NAMED ? ` and ${counts.size - NAMED} more` : ''}`;
}

function missingNote(pair: ColumnPair): string | undefined {
  if (!missesAny(pair)) return undefined;
  const [first, second] = [pair.reference, pair.sample].map(({ values, present }) => values.length - present.length);
  return `missing: ${first} in the reference, ${second} in the sample`;
}
