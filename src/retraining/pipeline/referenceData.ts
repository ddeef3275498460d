import { checkInteger, show } from '../../errors';
import { matrix, type Matrix } from '../../matrix';
import { checkRows } from '../../stats/covariance';
import type { ReferenceSamples } from './pipelineState';

/** Samples of the past that the champion was not trained on. */
export interface ReferenceData {
  /** A row for each sample. */
  readonly inputs: Matrix;
  /** The class of each row; NaN, or left out, where it is not known. */
  readonly labels?: ArrayLike<number>;
  /** Whom each row is about, so that it can be erased; null: nobody. */
  readonly subjects?: readonly (string | null)[];
}

/** @throws {TypeError | RangeError} for rows that are not finite, labels that are no classes, or lists of other lengths. */
export function referenceSamples({ inputs, labels, subjects }: ReferenceData, classes: number): ReferenceSamples {
  checkRows('inputs', inputs, 2);
  const { rows, columns } = inputs;
  for (const [name, list] of Object.entries({ labels, subjects }))
    if (list && list.length !== rows)
      throw new RangeError(`invalid ${name}: expected ${rows}, one for each row, got ${show(list.length)}`);
  const known = Float64Array.from({ length: rows }, (_, i) => labels?.[i] ?? NaN);
  known.forEach((label, i) => Number.isNaN(label) || checkInteger(`labels[${i}]`, label, 0, classes - 1));
  return {
    inputs: matrix(Float32Array.from(inputs.values), rows, columns),
    predictions: new Float64Array(rows).fill(NaN),
    labels: known,
    times: new Float64Array(rows),
    subjects: Array.from({ length: rows }, (_, i) => subjects?.[i] ?? null),
  };
}
