import { checkInteger, show } from '../../errors';
import { matrix, type Matrix, selectRows } from '../../matrix';
import { checkRows } from '../../stats/covariance';
import { base64, floats32, floats64, type SampleWindow } from './sampleRing';

/** Samples of the past that the champion was not trained on. */
export interface ReferenceData {
  /** A row for each sample. */
  readonly inputs: Matrix;
  /** The class of each row; NaN, or left out, where it is not known. */
  readonly labels?: ArrayLike<number>;
  /** Whom each row is about, so that it can be erased; null: nobody. */
  readonly subjects?: readonly (string | null)[];
}

/** The samples that a window is compared with. */
export interface ReferenceSamples extends SampleWindow {
  readonly subjects: readonly (string | null)[];
}

/** The same as plain data; numbers in base64. */
export type SavedReference = Readonly<Record<keyof SampleWindow, string>> & Pick<ReferenceSamples, 'subjects'>;

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

/** The rows that are not about a person. */
export function withoutSubject(reference: ReferenceSamples, subject: string): ReferenceSamples {
  const rows = reference.subjects.flatMap((one, i) => (one === subject ? [] : [i]));
  if (rows.length === reference.subjects.length) return reference;
  const taken = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i]);
  return {
    inputs: selectRows(reference.inputs, rows),
    predictions: taken(reference.predictions),
    labels: taken(reference.labels),
    times: taken(reference.times),
    subjects: rows.map((i) => reference.subjects[i]),
  };
}

/** For a file; {@link readReference} reads it. */
export function savedReference({ inputs, predictions, labels, times, subjects }: ReferenceSamples): SavedReference {
  return {
    ...{ inputs: base64(inputs.values), predictions: base64(predictions) },
    ...{ labels: base64(labels), times: base64(times), subjects },
  };
}

/** What {@link savedReference} gave. */
export function readReference(saved: SavedReference, columns: number): ReferenceSamples {
  const { subjects } = saved;
  const inputs = matrix(floats32(saved.inputs), subjects.length, columns);
  const [predictions, labels, times] = [saved.predictions, saved.labels, saved.times].map(floats64);
  return { inputs, predictions, labels, times, subjects };
}
