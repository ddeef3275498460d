import { nearestIndex } from '../../compute/nearestIndex';
import { checkInteger } from '../../errors';
import { selectRows, type Matrix } from '../../matrix';
import { permutation, type Random } from '../../random';
import { conformalThreshold } from '../../stats/conformalThreshold';
import { checkRows } from '../../stats/covariance';
import { binomialSf } from '../../stats/distributions/binomial';

/** Rows far from everything that was there before. */
export interface OutlyingRows {
  /** Rows beyond the threshold. */
  readonly rows: readonly number[];
  /** The distance of each row to its k-th nearest row of the past. */
  readonly scores: Float64Array;
  readonly threshold: number;
  /** P(so many or more beyond it), were all rows as the past: where it is tiny, the data have drifted and these are no outliers. */
  readonly pValue: number;
}

/** Options of {@link outlyingRows}. */
export interface OutlyingRowsOptions {
  readonly random: Random;
  /** Neighbours, default 5. */
  readonly k?: number;
  /** Share of rows like the past that is beyond the threshold at most, default 0.01. */
  readonly alpha?: number;
}

/**
 * Rows whose k-th nearest neighbour in the past is farther than it is for all but a share `alpha` of the past (the distance of Ramaswamy
 * et al. 2000): half of the past is searched, the other half, which took no part, gives the conformal threshold. Distances are Euclidean:
 * give features on one scale, or embeddings. The p value takes the rows as independent, given the threshold.
 * @throws {RangeError} if the past is too small for alpha (198 rows at 0.01), columns differ, or a number is not finite.
 * @example
 * const { rows, pValue } = await outlyingRows(today, past, { random: createRandom(1) });
 */
export async function outlyingRows(
  inputs: Matrix,
  past: Matrix,
  { random, k = 5, alpha = 0.01 }: OutlyingRowsOptions,
): Promise<OutlyingRows> {
  checkRows('past', past, 4);
  checkRows('inputs', inputs, 1, past.columns);
  const half = Math.floor(past.rows / 2);
  checkInteger('k', k, 1, half);
  const order = permutation(past.rows, random);
  const index = nearestIndex(selectRows(past, order.subarray(0, half)));
  const kth = async (queries: Matrix) => {
    const { values } = (await index.nearest(queries, k)).distances;
    return Float64Array.from({ length: queries.rows }, (_, i) => values[(i + 1) * k - 1]);
  };
  const found = conformalThreshold(await kth(selectRows(past, order.subarray(half))), { alpha });
  if (found.kind === 'none') throw new RangeError(`invalid past: ${found.because}`);
  const scores = await kth(inputs);
  const rows = [...scores.keys()].filter((i) => scores[i] > found.threshold);
  const pValue = rows.length === 0 ? 1 : binomialSf(rows.length - 1, inputs.rows, alpha);
  return { rows, scores, threshold: found.threshold, pValue };
}
