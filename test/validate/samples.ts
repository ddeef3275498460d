import { matrix, type Matrix } from '../../src/matrix';
import type { Random } from '../../src/random';

/** The sizes at which every detector is tried. */
export const SIZES = [
  [20, 20],
  [50, 500],
  [1000, 200],
] as const;

/** Rows of normal numbers, correlated by 0.5 with each other. */
export function normals(rows: number, columns: number, random: Random): Matrix<Float64Array> {
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const common = random.normal();
    for (let j = 0; j < columns; j++) values[i * columns + j] = Math.SQRT1_2 * (common + random.normal());
  }
  return matrix(values, rows, columns);
}

/** The same in steps of one standard deviation: about seven different values. */
export function tied(rows: number, columns: number, random: Random): Matrix<Float64Array> {
  return rounded(normals(rows, columns, random));
}

/** In steps of one standard deviation. */
export function rounded<Rows extends Matrix>({ values, rows, columns }: Rows): Matrix<Float64Array> {
  return matrix(Float64Array.from(values, Math.round), rows, columns);
}

/** Ten rows of each of some patients, with intraclass correlation 0.5, and their labels. */
export function patients(
  count: number,
  columns: number,
  first: number,
  random: Random,
): { rows: Matrix; groups: number[] } {
  const own = normals(count, columns, random);
  const rows = normals(10 * count, columns, random);
  rows.values.forEach((value, at) => {
    const patient = Math.floor(at / columns / 10);
    rows.values[at] = Math.SQRT1_2 * (value + own.values[patient * columns + (at % columns)]);
  });
  return { rows, groups: Array.from({ length: 10 * count }, (_, i) => first + Math.floor(i / 10)) };
}

/** A stationary AR(1) series with coefficient 0.9 and variance 1. */
export function series(rows: number, columns: number, random: Random): Matrix {
  const steps = normals(rows, columns, random);
  const { values } = steps;
  for (let at = columns; at < values.length; at++)
    values[at] = 0.9 * values[at - columns] + Math.sqrt(0.19) * values[at];
  return steps;
}
