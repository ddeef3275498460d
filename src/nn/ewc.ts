import { checkNumber, show } from '../errors';
import { row, type Matrix } from '../matrix';
import { checkLabels } from './logitLosses';
import { probabilities } from './softmax';

/** Numbers of a network by name, one for each parameter. */
export type Numbers = Readonly<Record<string, ArrayLike<number>>>;

/**
 * The penalty of elastic weight consolidation (Kirkpatrick et al. 2017): λ/2 · Σ F·(θ − θ*)² over all parameters, with the diagonal F of the
 * Fisher information at the anchor θ*. λ means nothing without the scale of F: sweep it.
 * @throws {RangeError} if names or lengths differ, or lambda is negative.
 * @example
 * ewcPenalty({ w: [2] }, { w: [0] }, { w: [0.5] }, 1); // 1
 */
export function ewcPenalty(parameters: Numbers, anchor: Numbers, fisher: Numbers, lambda: number): number {
  checkNumber('lambda', lambda, 0);
  let sum = 0;
  for (const [name, values] of Object.entries(parameters)) {
    const [start, weights] = [named('anchor', anchor, name, values), named('fisher', fisher, name, values)];
    for (let i = 0; i < values.length; i++) sum += weights[i] * (values[i] - start[i]) ** 2;
  }
  return (lambda / 2) * sum;
}

/** The diagonal of the empirical Fisher information of a dense layer that gives logits. */
export interface HeadFisher {
  /** As the layer's weights: [classes, features], row-major. */
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

/**
 * The mean over rows of (∂ ln p(label) / ∂θ)² for the weights and biases of the last layer, from its inputs and its logits. It is the
 * empirical Fisher information: with the labels of the data, not labels drawn from the model, which it equals only for a model
 * that is right about them (Kunstner et al. 2019). O(rows · classes · features).
 * @throws {RangeError} if there is not one row of features and one label in [0, classes) for each row of logits, or no row.
 * @example
 * headFisher(fromRows([[2]]), fromRows([[0, 0]]), [1]); // { weight: [1, 1], bias: [0.25, 0.25] }
 */
export function headFisher(features: Matrix, logits: Matrix, labels: ArrayLike<number>): HeadFisher {
  checkLabels(logits, labels);
  if (features.rows !== logits.rows)
    throw new RangeError(`invalid features: expected ${logits.rows} rows, as many as logits, got ${features.rows}`);
  const weight = new Float64Array(logits.columns * features.columns);
  const bias = new Float64Array(logits.columns);
  for (let i = 0; i < logits.rows; i++) {
    const own = row(features, i);
    probabilities(row(logits, i)).forEach((p, k) => {
      const square = (Number(k === labels[i]) - p) ** 2 / logits.rows;
      bias[k] += square;
      for (let j = 0; j < own.length; j++) weight[k * own.length + j] += square * own[j] ** 2;
    });
  }
  return { weight, bias };
}

function named(label: string, numbers: Numbers, name: string, like: ArrayLike<number>): ArrayLike<number> {
  const found = Object.hasOwn(numbers, name) ? numbers[name] : undefined;
  if (found?.length !== like.length)
    throw new RangeError(
      `invalid ${label}: expected ${like.length} numbers for ${show(name)}, got ${found ? found.length : 'none'}`,
    );
  return found;
}
