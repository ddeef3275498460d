import { checkNumber } from '../errors';
import { row, type Matrix } from '../matrix';
import { cholesky, solveCholesky } from './cholesky';
import { addProduct, checkRows, columnMeans, deviation } from './covariance';
import { dot, rowProducts } from './vectors';

/** A fitted logistic regression: log odds of label 1 = coefficients · x + intercept. */
export interface LogisticModel {
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

const STEPS = 200;

/**
 * Logistic regression that minimises ½‖w‖² + cost · Σ log loss, the intercept not penalised (scikit-learn's convention, its C is
 * `cost`), by Newton's method with halved steps, to the last digits of float64. O(steps · rows · columns²).
 * @param labels 0 or 1, one per row
 * @param options.cost weight of the loss against the penalty, > 0; default 1
 * @throws {RangeError} if labels are not 0 and 1, or not of both kinds; a number is not finite; or cost is not positive.
 * @example
 * logisticRegression(fromRows([[-1], [0], [1]]), [0, 0, 1]).coefficients; // [1.0…]
 */
export function logisticRegression(
  x: Matrix,
  labels: ArrayLike<number>,
  { cost = 1 }: { cost?: number } = {},
): LogisticModel {
  checkRows('x', x, 2);
  checkLabels(labels, x.rows);
  checkNumber('cost', cost, Number.MIN_VALUE);
  // about the mean: the same optimum, and Hessians that lose no digits to a common offset
  const mean = columnMeans(x);
  const rows = Array.from({ length: x.rows }, (_, i) => Float64Array.of(...deviation(row(x, i), mean), 1));
  const signs = Array.from(labels, (label) => 2 * label - 1);
  const weights = minimise(rows, signs, cost);
  const coefficients = weights.subarray(0, x.columns);
  const shift = dot(mean, coefficients);
  return { coefficients, intercept: weights[x.columns] - shift };
}

/** The log odds of each row. */
export function logOdds(x: Matrix, { coefficients, intercept }: LogisticModel): Float64Array {
  return rowProducts(x, coefficients).map((product) => intercept + product);
}

function checkLabels(labels: ArrayLike<number>, rows: number): void {
  if (labels.length !== rows) throw new RangeError(`invalid labels: expected ${rows}, got ${labels.length}`);
  const kinds = new Set(Array.from(labels));
  if (kinds.size !== 2 || !kinds.has(0) || !kinds.has(1))
    throw new RangeError(`invalid labels: expected 0 and 1, both of them, got ${[...kinds].slice(0, 5).join(', ')}`);
}

function minimise(rows: readonly Float64Array[], signs: readonly number[], cost: number): Float64Array {
  let weights = new Float64Array(rows[0].length);
  let loss = objective(rows, signs, weights, cost);
  for (let step = 0; step < STEPS; step++) {
    const direction = newtonStep(rows, signs, weights, cost);
    if (!direction) break;
    const ahead = (length: number): Float64Array<ArrayBuffer> =>
      weights.map((weight, j) => weight - length * direction[j]);
    let length = 1;
    let reached = objective(rows, signs, ahead(length), cost);
    // at the bottom the loss is flat to its last digit, where the step still mends the weights
    while (reached > loss * (1 + 1e-14) && length > 1e-10) reached = objective(rows, signs, ahead((length /= 2)), cost);
    weights = ahead(length);
    loss = reached;
    if (largest(direction) <= 1e-13 * Math.max(1, largest(weights))) break;
  }
  return weights;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function newtonStep(
  rows: readonly Float64Array[],
  signs: readonly number[],
  weights: Float64Array,
  cost: number,
): Float64Array | undefined {
  const size = weights.length;
  const gradient = weights.map((weight, j) => (j < size - 1 ? weight : 0));
  const sizes = gradient.map(Math.abs);
  const hessian = new Float64Array(size * size);
  rows.forEach((x, i) => {
    // P(the other label), and its product with the other probability
    const miss = 1 / (1 + Math.exp(signs[i] * dot(x, weights)));
    for (let j = 0; j < size; j++) {
      const part = cost * miss * signs[i] * x[j];
      gradient[j] -= part;
      sizes[j] += Math.abs(part);
    }
    addProduct(hessian, x, cost * miss * (1 - miss));
  });
  for (let j = 0; j < size - 1; j++) hessian[j * size + j] += 1;
  // where all rows are told apart with certainty the loss no longer bends along the intercept
  hessian[size * size - 1] += Number.MIN_VALUE;
  const factor = cholesky(hessian, size);
  // what rounding left of labels that balance would tell rows apart that nothing does
  const balanced = rows.length * Number.EPSILON;
  const slope = gradient.map((sum, j) => (Math.abs(sum) > balanced * sizes[j] ? sum : 0));
  return factor && solveCholesky(factor, slope);
}

function objective(
  rows: readonly Float64Array[],
  signs: readonly number[],
  weights: Float64Array,
  cost: number,
): number {
  const penalty = dot(weights, weights.subarray(0, -1)) / 2;
  return rows.reduce((sum, x, i) => sum + cost * softplus(-signs[i] * dot(x, weights)), penalty);
}

function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}
