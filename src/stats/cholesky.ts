// a pivot that keeps less of its diagonal than this is rounding
const SINGULAR = 1e-14;

/**
 * The lower triangular L with L·Lᵀ = S, for a symmetric S (size × size, row-major); undefined if S is not positive definite to the
 * digits of float64. With a `least` pivot smaller ones are taken to be that, and there always is a factor. O(size³).
 */
export function cholesky(square: ArrayLike<number>, size: number): Float64Array | undefined;
export function cholesky(square: ArrayLike<number>, size: number, least: number): Float64Array;
export function cholesky(square: ArrayLike<number>, size: number, least?: number): Float64Array | undefined {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = square[i * size + j];
      for (let k = 0; k < j; k++) sum -= factor[i * size + k] * factor[j * size + k];
      if (i === j && least === undefined && !(sum > SINGULAR * square[i * size + i])) return undefined;
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(sum, least ?? 0)) : sum / factor[j * size + j];
    }
  return factor;
}

/** The solution y of L·y = b: its squared length is bᵀ·S⁻¹·b. */
export function solveLower(factor: Float64Array, right: ArrayLike<number>): Float64Array {
  const size = right.length;
  const solution = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = right[i];
    for (let k = 0; k < i; k++) sum -= factor[i * size + k] * solution[k];
    solution[i] = sum / factor[i * size + i];
  }
  return solution;
}

/** The solution x of S·x = b, by the factor of S. */
export function solveCholesky(factor: Float64Array, right: ArrayLike<number>): Float64Array {
  const size = right.length;
  const solution = solveLower(factor, right);
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i] -= factor[k * size + i] * solution[k];
    solution[i] /= factor[i * size + i];
  }
  return solution;
}
