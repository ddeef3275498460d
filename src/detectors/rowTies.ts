import { mean } from '../stats/moments';
import { sortNumbers } from '../stats/sortNumbers';
import type { RowData } from './draws';
import { table } from './table';

/** How far the rows of a data set are from independent draws of a continuous law. */
export interface RowTies {
  /** Share of numbers that occur more than once in their column, over all numeric columns; null without any. */
  readonly tied: number | null;
  /** Of neighbouring rows, in the numeric column where it is largest; null without any. */
  readonly autocorrelation: { readonly column: string; readonly value: number; readonly significant: boolean } | null;
}

/** Ties and autocorrelation of data in the order of its rows. Significant: beyond 4 standard errors of independent rows. */
export function rowTies(data: RowData): RowTies {
  const { rows, columns: all } = table(data);
  const columns = all.flatMap((column) => (column.kind === 'numeric' ? [column] : []));
  if (columns.length === 0) return { tied: null, autocorrelation: null };
  const tied = mean(columns.map(({ values }) => tiedShare(values)));
  const values = columns.map((column) => ({ column: column.name, value: lagOne(column.values) }));
  const found = values
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  if (found.length === 0) return { tied, autocorrelation: null };
  return { tied, autocorrelation: { ...found[0], significant: Math.abs(found[0].value) > 4 / Math.sqrt(rows) } };
}

function tiedShare(values: Float64Array): number {
  const sorted = sortNumbers(values.filter((value) => value === value));
  const tied = sorted.filter((value, i) => value === sorted[i - 1] || value === sorted[i + 1]);
  return tied.length / Math.max(sorted.length, 1);
}

function lagOne(all: Float64Array): number {
  const values = all.filter(Number.isFinite);
  const centre = mean(values);
  let products = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    squares += (values[i] - centre) ** 2;
    if (i > 0) products += (values[i] - centre) * (values[i - 1] - centre);
  }
  return products / squares;
}
