import { checkOneOf } from '../errors';
import type { Label } from '../stats/contingency';
import { confusionMatrix, type ConfusionMatrix } from './confusionMatrix';

/** Precision, recall and their harmonic mean, each in [0, 1]. */
export interface PrecisionRecallF1 {
  /** Right ones among those predicted; 0 if none was. */
  readonly precision: number;
  /** Right ones among those there are; 0 if there are none. */
  readonly recall: number;
  /** 2·right / (predicted + support); 0 if both are 0. */
  readonly f1: number;
}

/** PrecisionRecallF1 of one class, with the counts that say what they are worth. */
export interface ClassScores extends PrecisionRecallF1 {
  readonly label: Label;
  /** Samples of the class. */
  readonly support: number;
  /** Samples predicted to be of the class. */
  readonly predicted: number;
}

/** How scores of classes become one; see `averageScores`. */
export type Average = keyof typeof averages;

/** Options of `precision`, `recall` and `f1Score`. */
export interface ScoreOptions {
  /** The class whose score is wanted where there is no `average`; default 1. */
  readonly positive?: Label;
  /**
   * 'macro': the mean over all classes, 'weighted': the mean by support, 'micro': from the counts of all classes
   * together, which is the accuracy.
   */
  readonly average?: Average;
}

/** PrecisionRecallF1 of each class of a confusion matrix. */
export function classScores({ classes, counts }: ConfusionMatrix): (ClassScores & { readonly right: number })[] {
  return classes.map((label, k) => {
    const right = counts[k][k];
    const support = counts[k].reduce((sum, count) => sum + count, 0);
    const predicted = counts.reduce((sum, row) => sum + row[k], 0);
    return { label, ...scoresOf(right, predicted, support), support, predicted, right };
  });
}

function scoresOf(right: number, predicted: number, support: number): PrecisionRecallF1 {
  return {
    precision: share(right, predicted),
    recall: share(right, support),
    f1: share(2 * right, predicted + support),
  };
}

/** A quotient of counts that is 0 where there is nothing to divide by. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

type Counted = ReturnType<typeof classScores>;

const averages = {
  macro: (scores: Counted) => meanScores(scores, () => 1),
  weighted: (scores: Counted) => meanScores(scores, ({ support }) => support),
  micro: (scores: Counted) => {
    const total = (key: 'right' | 'predicted' | 'support') => scores.reduce((sum, one) => sum + one[key], 0);
    return scoresOf(total('right'), total('predicted'), total('support'));
  },
};

const AVERAGES = Object.keys(averages) as Average[];

/** One score out of those of several classes. */
export function averageScores(scores: Counted, average: Average): PrecisionRecallF1 {
  return averages[average](scores);
}

function meanScores(scores: Counted, weight: (one: Counted[number]) => number): PrecisionRecallF1 {
  const total = scores.reduce((sum, one) => sum + weight(one), 0);
  const of = (key: keyof PrecisionRecallF1) =>
    share(
      scores.reduce((sum, one) => sum + weight(one) * one[key], 0),
      total,
    );
  return { precision: of('precision'), recall: of('recall'), f1: of('f1') };
}

/** What `precision`, `recall` and `f1Score` choose from. */
export function chosenScores(
  predictions: ArrayLike<Label>,
  labels: ArrayLike<Label>,
  { positive = 1, average }: ScoreOptions,
): PrecisionRecallF1 {
  const scores = classScores(confusionMatrix(predictions, labels));
  if (average !== undefined) return averages[checkOneOf('average', average, AVERAGES)](scores);
  return scores.find(({ label }) => label === positive) ?? scoresOf(0, 0, 0);
}
