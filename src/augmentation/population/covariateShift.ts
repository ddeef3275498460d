import { checkNumber } from '../../errors';
import { meanAndVariance } from '../../stats/moments';
import { covariateOf, type PopulationDrift, populationDrift } from './populationDrift';
import { systematicRows } from './systematicRows';

/** Options of {@link covariateShift}. */
export interface CovariateShiftOptions {
  /** How strongly: a normal covariate moves by this many standard deviations at severity 1; below 0 downwards. */
  readonly strength: number;
}

/**
 * Covariate shift by resampling (Shimodaira 2000): rows count with weight exp(severity · strength · z), z the standardised covariate. P(x) changes, P(y | x) does not. As
 * many rows as before; a constant covariate changes nothing.
 * @throws {TypeError | RangeError} if strength is not a number in [−10, 10]; when applied, if the samples have no covariate or it is not finite.
 * @example
 * covariateShift({ strength: 1 }).rows({ labels, covariate: ages }, 0.5, random); // older by half a standard deviation
 */
export function covariateShift({ strength }: CovariateShiftOptions): PopulationDrift {
  checkNumber('strength', strength, -10, 10);
  return populationDrift('covariateShift', (population, severity, random) => {
    const values = covariateOf('covariateShift', population);
    const { mean, variance } = meanAndVariance(values);
    const scores = values.map((value) =>
      variance > 0 ? (severity * strength * (value - mean)) / Math.sqrt(variance) : 0,
    );
    const largest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
    // in the order of the covariate, so that the weights are met along all of it
    return systematicRows(scores.map((score) => Math.exp(score - largest)), values, random); // prettier-ignore
  });
}
