/** Eigenvalues of a symmetric matrix, and an eigenvector of length 1 for each; in no order. */
export interface Eigen {
  readonly values: readonly number[];
  readonly vectors: readonly (readonly number[])[];
}

const SWEEPS = 30;

/** Jacobi's method by rows (Golub & Van Loan, section 8.5): accurate and simple, for matrices of a few rows. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors = a.map((_, i) => a.map((__, k) => (i === k ? 1 : 0)));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++)
        if (Math.abs(a[p][q]) > 1e-18 * Math.sqrt(Math.abs(a[p][p] * a[q][q])) && a[p][q] !== 0) {
          rotate(a, vectors, p, q);
          rotated = true;
        }
    if (!rotated) break;
  }
  return { values: a.map((row, i) => row[i]), vectors };
}

/** Turns the plane of p and q so that a[p][q] becomes 0. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  const turn = (first: number[], second: number[]): void =>
    first.forEach((value, k) => {
      const other = second[k];
      first[k] = c * value - s * other;
      second[k] = s * value + c * other;
    });
  turn(a[p], a[q]);
  for (const row of a) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
  a[p][q] = 0;
  a[q][p] = 0;
  turn(vectors[p], vectors[q]);
}
