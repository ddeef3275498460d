import type { DrawSource } from '../../detectors/draws';
import { matrix, type Matrix } from '../../matrix';
import type { Random } from '../../random';

/** A way in which a sample may differ from its reference. */
export interface ShiftKind {
  readonly name: string;
  readonly draws: DrawSource<Matrix>;
}

/** Rows of each reference and of each sample; unequal, as they are in practice. */
export const SIZES = { reference: 100, sample: 60 } as const;
export const FEATURES = 10;

/** The first features carry the class: its rows lie around ±this. */
const CLASS_FEATURES = 3;
const CLASS_CENTRE = 0.8;

interface RowLaw {
  /** Share of rows of the positive class; default 0.5. */
  readonly positives?: number;
  /** Changes what is drawn around the class centre: a standard normal number in each place. */
  readonly change?: (noise: Float64Array, random: Random) => void;
}

/** Rows of independent normal features, of which the first ones depend on a class. */
function drawRows(count: number, random: Random, { positives = 0.5, change }: RowLaw = {}): Matrix<Float64Array> {
  const values = new Float64Array(count * FEATURES);
  for (let i = 0; i < count; i++) {
    const row = values.subarray(i * FEATURES, (i + 1) * FEATURES);
    const centre = random.uniform() < positives ? CLASS_CENTRE : -CLASS_CENTRE;
    for (let j = 0; j < FEATURES; j++) row[j] = random.normal();
    change?.(row, random);
    for (let j = 0; j < CLASS_FEATURES; j++) row[j] += centre;
  }
  return matrix(values, count, FEATURES);
}

function shift(name: string, law: RowLaw): ShiftKind {
  const draws = (random: Random) => ({
    reference: drawRows(SIZES.reference, random),
    sample: drawRows(SIZES.sample, random, law),
  });
  return { name, draws };
}

/** Student's t with 3 degrees of freedom, brought to variance 1: the same mean and variance, heavier tails. */
function heavyTailed(random: Random): number {
  const chiSquare = random.normal() ** 2 + random.normal() ** 2 + random.normal() ** 2;
  return random.normal() / Math.sqrt(chiSquare);
}

const CORRELATION = 0.8;

/** No drift first; then what a detector of drift should see, in sizes at which not all of them do. */
export const SHIFT_KINDS: readonly ShiftKind[] = [
  shift('no drift', {}),
  shift('mean', { change: (row) => row.forEach((value, j) => (row[j] = value + 0.25)) }),
  shift('variance', { change: (row) => row.forEach((value, j) => (row[j] = 1.4 * value)) }),
  shift('tail', { change: (row, random) => row.forEach((_, j) => (row[j] = heavyTailed(random))) }),
  shift('correlation only', {
    change: (row) => {
      for (let j = 0; j < FEATURES; j += 2)
        row[j + 1] = CORRELATION * row[j] + Math.sqrt(1 - CORRELATION ** 2) * row[j + 1];
    },
  }),
  shift('one of many features', { change: (row) => (row[FEATURES - 1] += 0.75) }),
  shift('label prior', { positives: 0.8 }),
];

/** What a classifier with the true rule predicts for each row: class 1 or 0. */
export function predictedClasses({ values, rows, columns }: Matrix): Int32Array {
  return Int32Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < CLASS_FEATURES; j++) sum += values[i * columns + j];
    return sum > 0 ? 1 : 0;
  });
}
