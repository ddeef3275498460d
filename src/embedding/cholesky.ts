/**
 * An upper triangular W with W·Wᵀ = S⁻¹, of a symmetric positive definite S (size × size, row-major): the inverse of its Cholesky factor,
 * transposed. float64, O(size³). A pivot below 1e-12 is taken to be that.
 */
export function inverseRoot(square: Float64Array, size: number): Float64Array {
  const factor = choleskyFactor(square, size);
  const root = new Float64Array(size * size);
  for (let j = 0; j < size; j++)
    for (let i = j; i < size; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= factor[i * size + k] * root[j * size + k];
      root[j * size + i] = sum / factor[i * size + i];
    }
  return root;
}

/** The lower triangular L with L·Lᵀ = S. */
function choleskyFactor(square: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = square[i * size + j];
      for (let k = 0; k < j; k++) sum -= factor[i * size + k] * factor[j * size + k];
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[j * size + j];
    }
  return factor;
}

/** The product of two matrices of size × size. */
export function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++)
      for (let j = 0; j < size; j++) product[i * size + j] += a[i * size + k] * b[k * size + j];
  return product;
}
