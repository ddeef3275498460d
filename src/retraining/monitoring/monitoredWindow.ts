import { checkInteger } from '../../errors';
import type { Matrix } from '../../matrix';
import { checkRows } from '../../stats/covariance';
import { numericSample } from '../../stats/numericSample';

/** Rows of a stream in their order in time, with what is known of each. */
export interface MonitoredWindow {
  readonly inputs: Matrix;
  /** What the model said of each row: a score or the number of a class; NaN where it said nothing. */
  readonly predictions?: ArrayLike<number>;
  /** How wrong it was: 1 or 0, or a loss; NaN where the label has not come. */
  readonly errors?: ArrayLike<number>;
}

/** @throws {TypeError | RangeError} if there are fewer than two rows, an input is not finite, or a series has another length. */
export function checkWindow(name: string, window: MonitoredWindow, columns?: number): void {
  const { inputs } = window;
  checkRows(name, inputs, 2, columns);
  for (const part of ['predictions', 'errors'] as const) {
    const series = window[part];
    if (series) checkInteger(`number of ${part} of ${name}`, series.length, inputs.rows, inputs.rows);
  }
}

/** The values of a series that are there, in order; empty without one. */
export function known(name: string, series: ArrayLike<number> | undefined): Float64Array {
  if (!series) return new Float64Array();
  return numericSample(name, series, { nanPolicy: 'omit', least: 0, finite: true });
}

/** The columns of a matrix, each by itself. */
export function columnsOf({ values, rows, columns }: Matrix): Float64Array[] {
  return Array.from({ length: columns }, (_, j) => {
    const column = new Float64Array(rows);
    for (let i = 0; i < rows; i++) column[i] = values[i * columns + j];
    return column;
  });
}
