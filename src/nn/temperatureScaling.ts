import { matrix, row, type Matrix } from '../matrix';
import { checkLabels, meanCrossEntropy } from './logitLosses';
import { probabilities } from './softmax';

/** A temperature for a model's logits, and what it gains on the data it was found on. */
export interface TemperatureScaling {
  /**
   * T > 0: calibrated probabilities are softmax(logits / T). ∞ if uniform probabilities are the best; 0 if each label has the
   * largest logit of its row, so that the colder the better.
   */
  readonly temperature: number;
  /** Mean cross entropy in nats without scaling. */
  readonly before: number;
  /** Mean cross entropy in nats at this temperature. */
  readonly after: number;
}

// so cold that only the largest logits of a row have a probability
const COLDEST = 2 ** 200;

/**
 * The temperature that makes the mean cross entropy least (Guo et al. 2017), to full precision: the loss is convex in 1/T, so
 * its slope is bisected. Use data that the model was not trained on.
 * @throws {RangeError} if there is not one label in [0, classes) for each row, or no row.
 * @example
 * const { temperature } = temperatureScaling(logits, labels); // above 1 for an overconfident model
 */
export function temperatureScaling(logits: Matrix, labels: ArrayLike<number>): TemperatureScaling {
  checkLabels(logits, labels);
  const inverse = bestInverse(logits, labels);
  const before = meanCrossEntropy(logits, labels);
  return { temperature: inverse === COLDEST ? 0 : 1 / inverse, before, after: lossAt(logits, labels, inverse) };
}

function bestInverse(logits: Matrix, labels: ArrayLike<number>): number {
  const start = slopeAt(logits, labels, 0);
  if (allLargest(logits, labels)) return start < 0 ? COLDEST : 1;
  if (start >= 0) return 0;
  let high = 1;
  while (slopeAt(logits, labels, high) < 0) high *= 2;
  let low = high > 1 ? high / 2 : 0;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (slopeAt(logits, labels, middle) < 0) low = middle;
    else high = middle;
  }
}

/** Whether no label is beaten in its row: then the colder the better, or all temperatures alike. */
function allLargest(logits: Matrix, labels: ArrayLike<number>): boolean {
  for (let i = 0; i < logits.rows; i++) {
    const own = row(logits, i);
    if (own.some((logit) => logit > own[labels[i]])) return false;
  }
  return true;
}

function scaled(logits: Matrix, inverse: number): Matrix {
  return matrix(
    Float64Array.from(logits.values, (logit) => logit * inverse),
    logits.rows,
    logits.columns,
  );
}

function lossAt(logits: Matrix, labels: ArrayLike<number>, inverse: number): number {
  return meanCrossEntropy(scaled(logits, inverse), labels);
}

/** The derivative of the mean loss by 1/T: the expected logit less that of the label. */
function slopeAt(logits: Matrix, labels: ArrayLike<number>, inverse: number): number {
  const warm = scaled(logits, inverse);
  let sum = 0;
  for (let i = 0; i < logits.rows; i++) {
    const own = row(logits, i);
    const label = own[labels[i]];
    probabilities(row(warm, i)).forEach((p, k) => (sum += p * (own[k] - label)));
  }
  return sum / logits.rows;
}
