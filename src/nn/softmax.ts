import { show } from '../errors';
import { matrix, row, type Matrix } from '../matrix';

/**
 * ln Σ exp(x), without overflow; −∞ for values that are all −∞.
 * @throws {RangeError} if `logits` is empty, or has a NaN or +∞.
 * @example
 * logSumExp([1000, 1000]); // 1000 + ln 2
 */
export function logSumExp(logits: ArrayLike<number>): number {
  const [largest, rest] = split(logits);
  return largest === -Infinity ? largest : largest + Math.log1p(rest);
}

/**
 * Logarithms of `softmax`, exact also where a probability is tiny or all but one.
 * @throws {RangeError} as `logSumExp`.
 */
export function logProbabilities(logits: ArrayLike<number>): Float64Array {
  const [largest, rest] = split(logits);
  const tail = Math.log1p(rest);
  // the difference first: the sum of a large logit and a small tail would lose the tail
  return Float64Array.from(logits, (logit) => logit - largest - tail);
}

/**
 * Probabilities exp(x) / Σ exp(x).
 * @throws {RangeError} as `logSumExp`.
 */
export function probabilities(logits: ArrayLike<number>): Float64Array {
  const [largest, rest] = split(logits);
  return Float64Array.from(logits, (logit) => Math.exp(logit - largest) / (1 + rest));
}

/** Rows of probabilities of rows of logits. */
export function probabilityRows(logits: Matrix): Matrix<Float64Array> {
  const { rows, columns } = logits;
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) values.set(probabilities(row(logits, i)), i * columns);
  return matrix(values, rows, columns);
}

/** The largest logit, and Σ exp(x − largest) over all others. */
function split(logits: ArrayLike<number>): [number, number] {
  if (logits.length === 0) throw new RangeError('invalid logits: expected at least one, got none');
  let at = 0;
  for (let i = 0; i < logits.length; i++) {
    if (!(logits[i] < Infinity))
      throw new RangeError(`invalid logits: expected numbers below Infinity, got ${show(logits[i])} at ${i}`);
    if (logits[i] > logits[at]) at = i;
  }
  let rest = 0;
  for (let i = 0; i < logits.length; i++) if (i !== at) rest += Math.exp(logits[i] - logits[at]);
  return [logits[at], rest];
}
