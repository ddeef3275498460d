import type { Label } from '../stats/contingency';
import { accuracy } from './accuracy';
import { meanRecall } from './balancedAccuracy';
import { averageScores, classScores, type ClassScores, type PrecisionRecallF1 } from './classScores';
import { cohenKappa } from './cohenKappa';
import { classesOf, confusionMatrix, type ConfusionMatrix, type ConfusionOptions } from './confusionMatrix';
import { correlation } from './matthewsCorrelation';

/** What there is to say about predicted classes; each figure has its own function, which says how it is defined. */
export interface ClassificationReport {
  readonly confusion: ConfusionMatrix;
  /** In the order of `confusion.classes`. */
  readonly classes: readonly ClassScores[];
  readonly macro: PrecisionRecallF1;
  readonly weighted: PrecisionRecallF1;
  readonly micro: PrecisionRecallF1;
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly cohenKappa: number | null;
  readonly matthewsCorrelation: number;
}

/**
 * Scores of each class and of all. Where `classes` names only some, these are listed and averaged over,
 * with all samples counted in their precision and recall; accuracy, kappa and correlation are of all classes.
 * @throws {TypeError | RangeError} as `confusionMatrix` does.
 * @example
 * classificationReport([0, 1, 1, 1], [0, 1, 1, 0]).macro.f1; // 0.7333…
 */
export function classificationReport(
  predictions: ArrayLike<Label>,
  labels: ArrayLike<Label>,
  options: ConfusionOptions = {},
): ClassificationReport {
  const confusion = confusionMatrix(predictions, labels, options);
  const everything = [...new Set([...confusion.classes, ...classesOf(predictions, labels)])];
  const all = confusionMatrix(predictions, labels, { classes: everything });
  // the chosen classes come first
  const scores = classScores(all).slice(0, confusion.classes.length);
  return {
    confusion,
    classes: scores.map(({ label, precision, recall, f1, support, predicted }) => ({
      ...{ label, precision, recall, f1, support, predicted },
    })),
    macro: averageScores(scores, 'macro'),
    weighted: averageScores(scores, 'weighted'),
    micro: averageScores(scores, 'micro'),
    accuracy: accuracy(predictions, labels),
    balancedAccuracy: meanRecall(all),
    cohenKappa: cohenKappa(predictions, labels),
    matthewsCorrelation: correlation(all),
  };
}
