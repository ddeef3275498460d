import type { Matrix } from '../matrix';

/** Σ aⱼ·bⱼ over the entries of b. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < b.length; j++) sum += a[j] * b[j];
  return sum;
}

/** Euclidean length. */
export function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

/** Squared Euclidean distance, from the differences. */
export function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] - b[j]) ** 2;
  return sum;
}

/** The product of each row with a vector. */
export function rowProducts({ values, rows, columns }: Matrix, vector: ArrayLike<number>): Float64Array {
  const products = new Float64Array(rows);
  // no view per row: they take longer than the products
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++) products[i] += values[at++] * vector[j];
  return products;
}
