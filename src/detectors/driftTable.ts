import type { DriftResult } from './driftResult';

/** A row of `driftTable`. */
export interface DriftRow {
  readonly column: string;
  readonly test: string;
  readonly statistic: number;
  readonly pValue: number;
  readonly adjustedPValue: number;
  readonly drift: boolean;
  /** What the next three measure; empty if there is no effect. */
  readonly effect: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly note: string;
}

/**
 * The columns of a result as flat rows, the smallest p value first: for `console.table`, a CSV file, or `new DataFrame(rows)`.
 * @example
 * console.table(driftTable(await tabularDrift(reference).compare(sample)));
 */
export function driftTable({ features }: Pick<DriftResult, 'features'>): DriftRow[] {
  const sorted = [...features].sort((a, b) => a.adjustedPValue - b.adjustedPValue || a.pValue - b.pValue);
  return sorted.map(({ name, test, statistic, pValue, adjustedPValue, drift, effect, note = '' }) => ({
    ...{ column: name, test, statistic, pValue, adjustedPValue, drift },
    effect: effect?.name ?? '',
    value: effect?.value ?? null,
    low: effect?.interval?.low ?? null,
    high: effect?.interval?.high ?? null,
    note,
  }));
}
