import { checkNumber } from '../errors';
import type { Matrix } from '../matrix';
import { checkLabelledProbabilities } from './labelledProbabilities';

/** Options of `logLoss`. */
export interface LogLossOptions {
  /**
   * Probabilities are moved into [clip, 1 − clip], so that a certain wrong answer costs −ln(clip). Default 2⁻⁵², 36.04
   * nats; 0 makes it Infinity.
   */
  readonly clip?: number;
}

/**
 * Log loss: the mean of −ln p of what happened, in nats, at least 0. A model that gives all k classes 1/k has ln k.
 * @param probabilities of class 1, or a row of class probabilities for each sample
 * @param labels 0 or 1, or the index of the class
 * @throws {TypeError | RangeError} if there are none, lengths differ, a probability is outside [0, 1], a row does not
 * add up to 1, or a label is no class.
 * @example
 * logLoss([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]); // 0.1642…
 */
export function logLoss(
  probabilities: ArrayLike<number> | Matrix,
  labels: ArrayLike<number>,
  { clip = 2 ** -52 }: LogLossOptions = {},
): number {
  checkNumber('clip', clip, 0, 0.5);
  const checked = checkLabelledProbabilities(probabilities, labels);
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum -= logOf(checked, labels[i], i, clip);
  return sum / labels.length;
}

/** ln p of a label. */
function logOf(probabilities: Matrix | Float64Array, label: number, i: number, clip: number): number {
  if ('columns' in probabilities)
    return Math.log(Math.max(probabilities.values[i * probabilities.columns + label], clip));
  return label === 1 ? Math.log(Math.max(probabilities[i], clip)) : Math.log1p(-Math.min(probabilities[i], 1 - clip));
}
