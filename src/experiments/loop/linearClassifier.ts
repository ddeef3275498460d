import type { LabeledSample } from '../../data/streams/streamSource';
import { permutation, type Random } from '../../random';

/** A logistic regression of two classes on standardised features. */
export interface LinearClassifier {
  readonly means: Float64Array;
  /** 1 / standard deviation of each feature; 0 where it is constant. */
  readonly scales: Float64Array;
  /** One for each feature; the intercept is the last. */
  readonly weights: Float64Array;
}

/** Options of {@link trainLinear}. */
export interface TrainLinearOptions {
  /** Of the order of the samples. */
  readonly random: Random;
  /** Passes over the samples. */
  readonly epochs: number;
  /** Goes on from this model and keeps its standardisation; default: from nothing. */
  readonly start?: LinearClassifier;
  /** Sum of squared gradients that the step sizes begin with; the larger, the gentler. Default 0.01. */
  readonly caution?: number;
}

const RATE = 0.3;
const PENALTY = 1e-3;

/**
 * Logistic regression by stochastic gradient descent with a step size for each weight (AdaGrad; Duchi, Hazan & Singer 2011) and a
 * penalty on the squares of the weights; the weights are averaged over the last pass (Polyak & Juditsky 1992). A training takes
 * milliseconds.
 * @example
 * const model = trainLinear(samples, { random: createRandom(1), epochs: 10 });
 */
export function trainLinear(
  samples: readonly LabeledSample[],
  { random, epochs, start = standardised(samples), caution = 0.01 }: TrainLinearOptions,
): LinearClassifier {
  const { means, scales } = start;
  const last = means.length;
  const rows = samples.map(({ features }) => features.map((value, i) => (value - means[i]) * scales[i]));
  const weights = start.weights.slice();
  const squares = new Float64Array(weights.length).fill(caution);
  const sums = new Float64Array(weights.length);
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const at of permutation(samples.length, random)) {
      descend(weights, squares, rows[at], samples[at].label);
      if (epoch === epochs - 1) for (let i = 0; i <= last; i++) sums[i] += weights[i];
    }
  return { means, scales, weights: sums.map((sum) => sum / samples.length) };
}

/** One step down the gradient of the log loss of a standardised row. */
function descend(weights: Float64Array, squares: Float64Array, row: Float64Array, label: number): void {
  const last = row.length;
  let odds = weights[last];
  for (let i = 0; i < last; i++) odds += weights[i] * row[i];
  const slope = 1 / (1 + Math.exp(-odds)) - label;
  for (let i = 0; i <= last; i++) {
    const gradient = i < last ? slope * row[i] + PENALTY * weights[i] : slope;
    squares[i] += gradient * gradient;
    weights[i] -= (RATE * gradient) / Math.sqrt(squares[i]);
  }
}

/**
 * The class, 0 or 1.
 * @example
 * predictLinear(model, samples[0].features); // 1
 */
export function predictLinear({ means, scales, weights }: LinearClassifier, features: Float64Array): number {
  let odds = weights[means.length];
  for (let i = 0; i < means.length; i++) odds += weights[i] * (features[i] - means[i]) * scales[i];
  return odds > 0 ? 1 : 0;
}

function standardised(samples: readonly LabeledSample[]): LinearClassifier {
  const columns = samples[0].features.length;
  const [means, squares] = [new Float64Array(columns), new Float64Array(columns)];
  for (const { features } of samples) for (let i = 0; i < columns; i++) means[i] += features[i] / samples.length;
  for (const { features } of samples)
    for (let i = 0; i < columns; i++) squares[i] += (features[i] - means[i]) ** 2 / samples.length;
  const scales = squares.map((square) => (square > 1e-12 ? 1 / Math.sqrt(square) : 0));
  return { means, scales, weights: new Float64Array(columns + 1) };
}
