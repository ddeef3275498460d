import { row, type Matrix } from '../matrix';
import { mean, meanAndVariance } from '../stats/moments';
import { quantile } from '../stats/quantile';
import { checkProbabilityRows } from './checkProbabilityRows';
import { predictedClasses } from './predictedClasses';

/**
 * How sure a model is; the confidence is the largest probability of a row. No labels are needed, and none of it is
 * accuracy.
 */
export interface ConfidenceStatistics {
  readonly mean: number;
  /** With n in the denominator. */
  readonly standardDeviation: number;
  readonly min: number;
  readonly max: number;
  /** Of the confidence; linear. */
  readonly quantiles: { readonly p10: number; readonly p50: number; readonly p90: number };
  /** Share of confidences below one half. */
  readonly belowHalf: number;
  /** Mean entropy of a row in nats. */
  readonly entropy: number;
  /** The same divided by ln(classes), in [0, 1]; null with one class. */
  readonly normalizedEntropy: number | null;
  /** Mean of the largest less the second largest probability; the second is 0 with one class. */
  readonly margin: number;
  /** How often each class is the predicted one, the first on ties. */
  readonly classCounts: readonly number[];
}

/**
 * Statistics of the confidence of a model.
 * @param probabilities a row of class probabilities for each sample
 * @throws {TypeError | RangeError} if there is no row, a value is outside [0, 1] or a row does not add up to 1.
 * @example
 * confidenceStatistics(fromRows([[0.9, 0.1], [0.4, 0.6]])).margin; // 0.5
 */
export function confidenceStatistics(probabilities: Matrix): ConfidenceStatistics {
  checkProbabilityRows(probabilities);
  const { rows, columns } = probabilities;
  const { classes, confidences } = predictedClasses(probabilities);
  const sorted = confidences.slice().sort();
  const { mean: centre, variance } = meanAndVariance(confidences);
  const overRows = (of: (own: ArrayLike<number>) => number) =>
    mean(Array.from({ length: rows }, (_, i) => of(row(probabilities, i))));
  const entropy = overRows(entropyOf);
  const classCounts = new Array<number>(columns).fill(0);
  for (const one of classes) classCounts[one]++;
  return {
    mean: centre,
    standardDeviation: rows === 1 ? 0 : Math.sqrt((variance * (rows - 1)) / rows),
    min: sorted[0],
    max: sorted[rows - 1],
    quantiles: { p10: quantile(sorted, 0.1), p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) },
    belowHalf: confidences.filter((value) => value < 0.5).length / rows,
    entropy,
    normalizedEntropy: columns === 1 ? null : entropy / Math.log(columns),
    margin: overRows(marginOf),
    classCounts,
  };
}

function entropyOf(probabilities: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < probabilities.length; k++)
    if (probabilities[k] > 0) sum -= probabilities[k] * Math.log(probabilities[k]);
  return sum;
}

function marginOf(probabilities: ArrayLike<number>): number {
  let [first, second] = [0, 0];
  for (let k = 0; k < probabilities.length; k++) {
    if (probabilities[k] > first) [first, second] = [probabilities[k], first];
    else if (probabilities[k] > second) second = probabilities[k];
  }
  return first - second;
}
