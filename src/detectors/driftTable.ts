import { checkInteger } from '../errors';
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

/** Options of `driftTable`. */
export interface DriftTableOptions {
  /** Significant digits of the numbers, 1 to 17; all of them by default. */
  readonly digits?: number;
}

/**
 * The columns of a result as flat rows, the smallest p value first: for `console.table`, a CSV file, or `new DataFrame(rows)`. Empty for
 * detectors that do not look at columns one by one.
 * @throws {RangeError} if `digits` is not an integer from 1 to 17.
 * @example
 * console.table(driftTable(await tabularDrift(reference).compare(sample), { digits: 3 }));
 */
export function driftTable(
  { features }: Pick<DriftResult, 'features'>,
  { digits = 17 }: DriftTableOptions = {},
): DriftRow[] {
  checkInteger('digits', digits, 1, 17);
  const rounded = (value: number) => Number(value.toPrecision(digits));
  const orNull = (value: number | undefined) => (value === undefined ? null : rounded(value));
  const sorted = [...features].sort((a, b) => a.adjustedPValue - b.adjustedPValue || a.pValue - b.pValue);
  return sorted.map(({ name, test, statistic, pValue, adjustedPValue, drift, effect, note = '' }) => ({
    ...{ column: name, test, statistic: rounded(statistic), pValue: rounded(pValue) },
    ...{ adjustedPValue: rounded(adjustedPValue), drift, effect: effect?.name ?? '' },
    ...{ value: orNull(effect?.value), low: orNull(effect?.interval?.low), high: orNull(effect?.interval?.high) },
    note,
  }));
}
