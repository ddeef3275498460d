import { matrix, type Matrix } from '../../src/matrix';
import { createRandom } from '../../src/random';

/** Rows of independent normal numbers with mean `shift`. */
export function normals(rows: number, columns: number, seed: number, shift = 0): Matrix<Float64Array> {
  const random = createRandom(seed);
  return matrix(
    Float64Array.from({ length: rows * columns }, () => shift + random.normal()),
    rows,
    columns,
  );
}
