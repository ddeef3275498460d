import { show } from '../errors';
import { compareLabels, countLabels, type Label } from '../stats/contingency';
import { checkPairs } from './checkPairs';

/** How often each class was predicted for each class. */
export interface ConfusionMatrix {
  /** In the order of rows and columns. */
  readonly classes: readonly Label[];
  /** `counts[i][j]` samples of class i were predicted to be of class j. */
  readonly counts: readonly (readonly number[])[];
}

/** Options of `confusionMatrix` and `classificationReport`. */
export interface ConfusionOptions {
  /** The classes to count, in this order; default: all that occur, sorted. They may include some that never occur. */
  readonly classes?: readonly Label[];
}

/**
 * The confusion matrix, rows true and columns predicted. Samples whose label or prediction is not among `classes` are
 * left out.
 * @throws {TypeError | RangeError} if a list is empty or holds no labels, lengths differ, or `classes` names
 * no label that occurs, or one twice.
 * @example
 * confusionMatrix(['a', 'b', 'b'], ['a', 'a', 'b']); // { classes: ['a', 'b'], counts: [[1, 1], [0, 1]] }
 */
export function confusionMatrix(
  predictions: ArrayLike<Label>,
  labels: ArrayLike<Label>,
  { classes }: ConfusionOptions = {},
): ConfusionMatrix {
  const occurring = classesOf(predictions, labels);
  const chosen = classes ? checkClasses(classes, labels) : occurring;
  const places = new Map(chosen.map((label, place) => [label, place]));
  const counts = chosen.map(() => chosen.map(() => 0));
  for (let i = 0; i < labels.length; i++) {
    const [row, column] = [places.get(labels[i]), places.get(predictions[i])];
    if (row !== undefined && column !== undefined) counts[row][column]++;
  }
  return { classes: chosen, counts };
}

/** All classes that occur, sorted; checks both lists. */
export function classesOf(predictions: ArrayLike<Label>, labels: ArrayLike<Label>): Label[] {
  const counted = [countLabels('labels', labels), countLabels('predictions', predictions)];
  checkPairs(predictions, labels);
  return [...new Set(counted.flatMap((counts) => [...counts.keys()]))].sort(compareLabels);
}

function checkClasses(classes: readonly Label[], labels: ArrayLike<Label>): Label[] {
  const counts = countLabels('classes', classes);
  if (counts.size < classes.length) throw new RangeError('invalid classes: expected different ones, got one twice');
  if (!Array.prototype.some.call(labels, (label: Label) => counts.has(label)))
    throw new RangeError(`invalid classes: expected at least one of the labels, got ${show(classes)}`);
  return [...classes];
}
