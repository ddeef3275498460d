import { graphOf, type Value } from '../compute/graph';
import { add, div, exp, logSoftmax, mul, reduceMean, reduceSum, sub } from '../compute/operators';

/** Options of cross entropy. */
export interface CrossEntropyOptions {
  /** Share of each target that is spread evenly over all classes, in [0, 1), default 0 (Szegedy et al. 2016). */
  readonly labelSmoothing?: number;
  /** A weight for each class; the loss is the weighted mean, as PyTorch has it. Default all 1. */
  readonly classWeights?: readonly number[];
}

/** The loss that training makes small: a plain record. */
export type Loss =
  | ({ readonly kind: 'crossEntropy' } & CrossEntropyOptions)
  | { readonly kind: 'meanSquaredError' }
  | ({ readonly kind: 'distillation'; readonly temperature: number; readonly weight: number } & CrossEntropyOptions);

/** Mean cross entropy in nats of logits [n, classes] against targets [n, classes]: rows of a one-hot code or probabilities. */
export function crossEntropy(
  logits: Value,
  targets: Value,
  { labelSmoothing = 0, classWeights }: CrossEntropyOptions = {},
): Value {
  const classes = Number(logits.shape[1]);
  const smoothed = labelSmoothing === 0 ? targets : add(mul(targets, 1 - labelSmoothing), labelSmoothing / classes);
  const logs = logSoftmax(logits);
  if (!classWeights) return div(reduceSum(mul(logs, smoothed), [0, 1]), -Number(logits.shape[0]));
  const weights = graphOf(logits).constant(classWeights);
  const total = reduceSum(mul(targets, weights), [0, 1]);
  return div(reduceSum(mul(logs, mul(smoothed, mul(weights, -1))), [0, 1]), total);
}

/** Mean over all elements of (prediction − target)². */
export function meanSquaredError(predictions: Value, targets: Value): Value {
  const difference = sub(predictions, targets);
  return reduceMean(mul(difference, difference), [0, 1]);
}

/**
 * T² · KL(teacher ‖ student), the mean over rows, of both logits divided by the temperature T (Hinton et al. 2015). The factor
 * keeps the size of gradients whatever T is.
 */
export function distillation(student: Value, teacher: Value, temperature: number): Value {
  const [mine, theirs] = [student, teacher].map((logits) => logSoftmax(div(logits, temperature)));
  const divergence = reduceSum(mul(exp(theirs), sub(theirs, mine)), [0, 1]);
  return mul(divergence, temperature ** 2 / Number(student.shape[0]));
}
