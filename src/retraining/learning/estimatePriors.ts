import { checkInteger, checkNumber, show } from '../../errors';
import { row, type Matrix } from '../../matrix';
import { logProbabilities } from '../../nn/softmax';
import { chiSquareSf } from '../../stats/distributions/chiSquare';
import type { TestResult } from '../../stats/testResult';
import { dot } from '../../stats/vectors';
import { checkLogits } from './recalibration';

/** The shares of classes in unlabelled data, and whether they are other than before. */
export interface PriorEstimate extends TestResult {
  /** A share for each class; they sum to 1. */
  readonly priors: readonly number[];
  /** ln(new / old) of each class: added to the logits they make probabilities right under the new shares. */
  readonly shift: readonly number[];
  readonly iterations: number;
}

/** Options of {@link estimatePriors}. */
export interface EstimatePriorsOptions {
  /** Largest change of a share in the last step; default 1e-9. */
  readonly tolerance?: number;
  /** Default 10,000. */
  readonly iterations?: number;
}

/**
 * The shares of classes by expectation and maximisation (Saerens, Latinne & Decaestecker 2002) from a model's logits for unlabelled data and
 * the shares it was trained with; a maximum of the likelihood, which is concave. The test is their likelihood ratio test. Null: the
 * shares are the old ones; 2 · Δ ln L follows χ² with classes − 1 degrees of freedom for many samples.
 *
 * It assumes that the model is calibrated and that only the shares of classes changed, not what a class looks like: no
 * unlabelled data can tell whether that is so.
 * @throws {RangeError} if there is no row, a logit is not finite, or `old` is not a positive share for each class with sum 1.
 * @example
 * const { priors, shift, pValue } = estimatePriors(logits, [0.9, 0.1]);
 */
export function estimatePriors(
  logits: Matrix,
  old: ArrayLike<number>,
  { tolerance = 1e-9, iterations = 10_000 }: EstimatePriorsOptions = {},
): PriorEstimate {
  checkInteger('rows of logits', logits.rows, 1);
  checkLogits(logits);
  checkPriors(old, logits.columns);
  const likelihoods = likelihoodRatios(logits, old);
  let priors = Float64Array.from(old);
  let done = 0;
  for (let change = Infinity; change > tolerance && done < iterations; done++) {
    const next = meanPosterior(likelihoods, priors);
    change = Math.max(...next.map((share, k) => Math.abs(share - priors[k])));
    priors = next;
  }
  const gain = logLikelihood(likelihoods, priors) - logLikelihood(likelihoods, Float64Array.from(old));
  const statistic = Math.max(0, 2 * gain);
  return {
    priors: [...priors],
    shift: [...priors].map((share, k) => Math.log(Math.max(share, Number.MIN_VALUE) / old[k])),
    iterations: done,
    statistic,
    pValue: chiSquareSf(statistic, logits.columns - 1),
    method: 'likelihood ratio test of class shares',
  };
}

/** @throws {RangeError} unless there is one positive share for each class, with sum 1. */
function checkPriors(old: ArrayLike<number>, classes: number): void {
  if (classes < 2) throw new RangeError(`invalid logits: expected two classes or more, got ${classes}`);
  if (old.length !== classes) throw new RangeError(`invalid old: expected ${classes} shares, got ${old.length}`);
  const total = Array.from(old, (share, k) => checkNumber(`old[${k}]`, share, Number.MIN_VALUE, 1)).reduce((a, b) => a + b); // prettier-ignore
  if (Math.abs(total - 1) > 1e-6) throw new RangeError(`invalid old: expected shares with sum 1, got ${show(total)}`);
}

/** P(class | x) / old share, scaled by the largest of its row: all that the likelihood needs. */
function likelihoodRatios(logits: Matrix, old: ArrayLike<number>): Float64Array[] {
  return Array.from({ length: logits.rows }, (_, i) => {
    const logs = logProbabilities(row(logits, i)).map((log, k) => log - Math.log(old[k]));
    const largest = Math.max(...logs);
    return logs.map((log) => Math.exp(log - largest));
  });
}

function meanPosterior(likelihoods: readonly Float64Array[], priors: Float64Array): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(priors.length);
  for (const own of likelihoods) {
    const total = dot(own, priors);
    for (let k = 0; k < sums.length; k++) sums[k] += (own[k] * priors[k]) / total;
  }
  return sums.map((sum) => sum / likelihoods.length);
}

function logLikelihood(likelihoods: readonly Float64Array[], priors: Float64Array): number {
  return likelihoods.reduce((sum, own) => sum + Math.log(dot(own, priors)), 0);
}
