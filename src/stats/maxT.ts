import { checkOneOf } from '../errors';
import { numericSample } from './numericSample';

/** Options of `maxT`. */
export interface MaxTOptions {
  /** 'down' (default) rejects at least as much as 'single'. */
  readonly steps?: 'single' | 'down';
}

/**
 * Adjusted p values of several features from permutations that all features share (Westfall & Young 1993, algorithms 2.5 and
 * 2.8, for maxima of statistics): the statistic of a feature is compared with the largest one of each permutation, over all
 * features (single step) or over those whose observed statistic is no larger (step-down). The family-wise error rate is kept
 * whatever the dependence between features, and nothing is lost to it, as Bonferroni and Holm lose.
 *
 * p = (1 + b) / (1 + B): the observed order is one of the permutations. A permutation that differs from the observed value by
 * rounding (1e-10 of it) counts as reaching it.
 *
 * Larger must mean further from the null hypothesis, on one scale: standardize statistics that have different units, with mean
 * and standard deviation over all permutations and the observed one alike. O(features · (B + log features)) time.
 * @param statistics for each feature, the observed statistic and then those of the B permutations, in the same order of
 * permutations for all features
 * @returns one p value for each feature, nothing for none.
 * @throws {TypeError | RangeError} if a feature has no statistics, not as many as the first one, or NaN.
 * @example
 * maxT([[3.1, 0.4, 1.2, 0.9], [0.2, 0.3, 0.1, 2.2]]); // Float64Array [0.25, 0.75]
 */
export function maxT(statistics: readonly ArrayLike<number>[], { steps = 'down' }: MaxTOptions = {}): Float64Array {
  checkOneOf('steps', steps, ['single', 'down']);
  const features = statistics.map((values, i) => numericSample(`statistics[${i}]`, values));
  features.forEach(({ length }, i) => {
    if (length !== features[0].length)
      throw new RangeError(`invalid statistics[${i}]: expected ${features[0].length} values, got ${length}`);
  });
  const rising = Uint32Array.from(features, (_, i) => i).sort((i, j) => features[i][0] - features[j][0]);
  return steps === 'down' ? stepDown(features, rising) : singleStep(features, rising);
}

function stepDown(features: readonly Float64Array[], rising: Uint32Array): Float64Array {
  const pValues = new Float64Array(features.length);
  const maxima = new Float64Array(features[0]?.length ?? 0).fill(-Infinity);
  for (const i of rising) {
    raise(maxima, features[i]);
    pValues[i] = shareReaching(maxima, features[i][0]);
  }
  // a feature is not rejected before those with larger statistics are
  for (let at = rising.length - 2; at >= 0; at--)
    pValues[rising[at]] = Math.max(pValues[rising[at]], pValues[rising[at + 1]]);
  return pValues;
}

function singleStep(features: readonly Float64Array[], rising: Uint32Array): Float64Array {
  const maxima = new Float64Array(features[0]?.length ?? 0).fill(-Infinity);
  for (const i of rising) raise(maxima, features[i]);
  return Float64Array.from(features, ([observed]) => shareReaching(maxima, observed));
}

function raise(maxima: Float64Array, values: Float64Array): void {
  for (let b = 0; b < values.length; b++) if (values[b] > maxima[b]) maxima[b] = values[b];
}

function shareReaching(maxima: Float64Array, observed: number): number {
  const level = Number.isFinite(observed) ? observed - 1e-10 * Math.abs(observed) : observed;
  let reaching = 0;
  for (const value of maxima) if (value >= level) reaching++;
  return reaching / maxima.length;
}
