import { checkOneOf } from '../errors';
import type { Matrix } from '../matrix';
import { mean } from '../stats/moments';
import { auroc } from './auroc';
import { checkClassIndices, checkProbabilityRows } from './checkProbabilityRows';

/** Options of `multiclassAuroc`. */
export interface MulticlassAurocOptions {
  /**
   * 'oneVsRest' (default): the mean over classes of the area of a class against all others; it changes with the
   * frequencies of classes. 'oneVsOne': the mean over pairs of classes, both ways round (Hand & Till 2001); it does
   * not.
   */
  readonly pairs?: 'oneVsRest' | 'oneVsOne';
}

/**
 * Area under the ROC curve of several classes, all with the same weight, in [0, 1]; 0.5 is chance. O(classes² · rows
 * log rows) at most.
 * @param probabilities a row of class probabilities for each sample
 * @throws {TypeError | RangeError} if a class has no sample, a row does not add up to 1 or a label is no class.
 * @example
 * multiclassAuroc(fromRows([[0.8, 0.1, 0.1], [0.1, 0.6, 0.3], [0.2, 0.5, 0.3]]), [0, 1, 2]); // 0.9166…
 */
export function multiclassAuroc(
  probabilities: Matrix,
  labels: ArrayLike<number>,
  { pairs = 'oneVsRest' }: MulticlassAurocOptions = {},
): number {
  checkProbabilityRows(probabilities);
  checkClassIndices(probabilities, labels);
  checkOneOf('pairs', pairs, ['oneVsRest', 'oneVsOne']);
  const classes = Array.from({ length: probabilities.columns }, (_, k) => k);
  const area = (one: number, among: (label: number) => boolean) => areaOf(probabilities, labels, one, among);
  if (pairs === 'oneVsRest') return mean(classes.map((one) => area(one, () => true)));
  return mean(
    classes.flatMap((a) => classes.filter((b) => b !== a).map((b) => area(a, (label) => label === a || label === b))),
  );
}

/** Of one class against all others that take part. */
function areaOf(
  { values, columns }: Matrix,
  labels: ArrayLike<number>,
  one: number,
  among: (label: number) => boolean,
): number {
  const chosen = Array.from(labels, (_, i) => i).filter((i) => among(labels[i]));
  return auroc(
    chosen.map((i) => values[i * columns + one]),
    chosen.map((i) => Number(labels[i] === one)),
  );
}
