import { permutation, type Random } from '../../random';

/**
 * As many rows as there are weights, each about in proportion to its weight: between ⌊n w / Σ w⌋ and ⌈n w / Σ w⌉ times (systematic resampling,
 * Kitagawa 1996), ascending. Rows of one stratum lie next to each other on the way, so that its count is within one of what is expected, too. Equal
 * weights give each row once.
 * @throws {RangeError} if all weights are 0.
 */
export function systematicRows(weights: Float64Array, strata: ArrayLike<number>, random: Random): Uint32Array {
  const count = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (count > 0 && !(total > 0))
    throw new RangeError('invalid population: expected a row with a weight above 0, got none');
  const order = Array.from(permutation(count, random)).sort((a, b) => strata[a] - strata[b]);
  // away from whole numbers by more than sums of weights are rounded
  const offset = 1e-6 + random.uniform() * (1 - 2e-6);
  const rows: number[] = [];
  let reached = 0;
  for (const row of order) {
    reached += (count * weights[row]) / total;
    while (rows.length < count && rows.length + offset < reached) rows.push(row);
  }
  return Uint32Array.from(rows).sort();
}
