import { row, type Matrix } from '../matrix';
import { mean } from '../stats/moments';
import { calibrationBins, type CalibrationOptions } from './calibrationBins';
import { share } from './classScores';
import { checkLabelledProbabilities } from './labelledProbabilities';

/**
 * Brier score: the mean of (p − y)² in [0, 1]; of rows of class probabilities the mean of Σ (p_k − y_k)² over classes,
 * in [0, 2] (Brier 1950), so twice as much for two classes.
 * @param probabilities of class 1, or a row of class probabilities for each sample
 * @param labels 0 or 1, or the index of the class
 * @throws {TypeError | RangeError} as `logLoss` does.
 * @example
 * brierScore([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]); // 0.025
 */
export function brierScore(probabilities: ArrayLike<number> | Matrix, labels: ArrayLike<number>): number {
  const checked = checkLabelledProbabilities(probabilities, labels);
  let sum = 0;
  for (let i = 0; i < labels.length; i++)
    sum += 'columns' in checked ? squaredError(row(checked, i), labels[i]) : (checked[i] - labels[i]) ** 2;
  return sum / labels.length;
}

function squaredError(probabilities: ArrayLike<number>, label: number): number {
  let sum = 0;
  for (let k = 0; k < probabilities.length; k++) sum += (probabilities[k] - Number(k === label)) ** 2;
  return sum;
}

/** Parts of a Brier score: `brier` = `reliability` − `resolution` + `uncertainty` + `withinBins`. */
export interface BrierDecomposition {
  readonly brier: number;
  /** Σ n_b/n·(confidence_b − share_b)²: what calibration would gain. */
  readonly reliability: number;
  /** Σ n_b/n·(share_b − share)²: what telling samples apart gains. */
  readonly resolution: number;
  /** share·(1 − share): the score of the base rate. */
  readonly uncertainty: number;
  /** What the probabilities differ within bins; 0 if they do not (Stephenson, Coelho & Jolliffe 2008). */
  readonly withinBins: number;
}

/**
 * Murphy's decomposition (1973) of the Brier score of two classes, by bins of the probability. With few samples chance
 * alone makes reliability and resolution larger, both by about bins·share·(1 − share)/n.
 * @throws {TypeError | RangeError} as `expectedCalibrationError` does.
 * @example
 * brierDecomposition([0.25, 0.25, 0.75, 0.75], [0, 1, 1, 1], { bins: 2 }).reliability; // 0.0625
 */
export function brierDecomposition(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: CalibrationOptions = {},
): BrierDecomposition {
  const { counts, confidence, correct } = calibrationBins(probabilities, labels, options);
  const brier = brierScore(probabilities, labels);
  const base = mean(labels);
  const over = (gap: (bin: number) => number) =>
    counts.reduce((sum, n, bin) => sum + share(gap(bin) ** 2, n), 0) / labels.length;
  const reliability = over((bin) => confidence[bin] - correct[bin]);
  const resolution = over((bin) => correct[bin] - counts[bin] * base);
  const uncertainty = base * (1 - base);
  const withinBins = brier - reliability + resolution - uncertainty;
  return { brier, reliability, resolution, uncertainty, withinBins };
}
