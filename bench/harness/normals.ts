import { matrix, type Matrix } from '../../src/matrix';
import { createRandom } from '../../src/random';

/** A float32 matrix of normal numbers, the same for the same seed. */
export function normals(rows: number, columns: number, seed: number, mean = 0): Matrix {
  const random = createRandom(seed);
  return matrix(
    Float32Array.from({ length: rows * columns }, () => mean + random.normal()),
    rows,
    columns,
  );
}
