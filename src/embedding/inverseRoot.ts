import { cholesky } from '../stats/cholesky';

/**
 * An upper triangular W with W·Wᵀ = S⁻¹, of a symmetric positive definite S (size × size, row-major): the inverse of its Cholesky factor,
 * transposed. float64, O(size³). A pivot below 1e-12 is taken to be that.
 */
export function inverseRoot(square: Float64Array, size: number): Float64Array {
  const factor = cholesky(square, size, 1e-12);
  const root = new Float64Array(size * size);
  for (let j = 0; j < size; j++)
    for (let i = j; i < size; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= factor[i * size + k] * root[j * size + k];
      root[j * size + i] = sum / factor[i * size + i];
    }
  return root;
}

/** The product of two matrices of size × size. */
export function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++)
      for (let j = 0; j < size; j++) product[i * size + j] += a[i * size + k] * b[k * size + j];
  return product;
}
