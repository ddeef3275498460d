import { checkNumber, checkOneOf, show } from '../../errors';
import { matrix, row, type Matrix } from '../../matrix';
import { checkLabels } from '../../nn/logitLosses';
import { cholesky, solveCholesky } from '../../stats/cholesky';
import { dot } from '../../stats/vectors';

/** A correction of logits z: slope · z + shift, one shift for each class. Survives JSON. */
export interface Recalibration {
  readonly slope: number;
  readonly shift: readonly number[];
}

/** What a recalibration may move: the shifts, the slope (1 / temperature), or both. */
export type RecalibrationKind = 'intercept' | 'slope' | 'both';

/** Options of {@link fitRecalibration}. */
export interface RecalibrationOptions {
  /** Default 'both': for two classes the intercept and slope of Platt (1999), for more temperature and bias (Alexandari et al. 2020). */
  readonly kind?: RecalibrationKind;
  /** Weight of ½(slope − 1)² + ½ Σ shift² against the sum of log losses, above 0; default 1. It keeps a class that was not seen from −∞. */
  readonly ridge?: number;
}

const KINDS: readonly RecalibrationKind[] = ['intercept', 'slope', 'both'];
const STEPS = 100;

/** The recalibration that changes nothing. */
export function noRecalibration(classes: number): Recalibration {
  return { slope: 1, shift: Array.from({ length: classes }, () => 0) };
}

/**
 * The slope and the shifts that make the penalised log loss least, by Newton's method; the loss is convex. For labelled data that the
 * model was not trained on. O(rows · classes²) a step.
 * @throws {RangeError} unless there is one label in [0, classes) for each row, of two classes or more, all logits are finite and
 * `ridge` is positive.
 * @example
 * fitRecalibration(fromRows([[0, 9], [0, 9], [9, 0], [9, 0]]), [1, 0, 0, 1]).slope; // far below 1: the model is too sure
 */
export function fitRecalibration(
  logits: Matrix,
  labels: ArrayLike<number>,
  { kind = 'both', ridge = 1 }: RecalibrationOptions = {},
): Recalibration {
  checkOneOf('kind', kind, KINDS);
  checkNumber('ridge', ridge, 1e-9);
  checkLogits(logits);
  checkLabels(logits, labels);
  if (new Set(Array.from(labels)).size < 2)
    throw new RangeError(`invalid labels: expected two classes or more, got only class ${labels[0]}`);
  return minimise({ logits, labels, ridge, moves: movable(kind, logits.columns) });
}

/**
 * Logits after the correction.
 * @throws {RangeError} if there is not one shift for each column.
 */
export function recalibrated(logits: Matrix, { slope, shift }: Recalibration): Matrix<Float64Array> {
  if (shift.length !== logits.columns)
    throw new RangeError(`invalid shift: expected ${logits.columns} numbers, got ${shift.length}`);
  const values = Float64Array.from(logits.values, (logit, i) => slope * logit + shift[i % logits.columns]);
  return matrix(values, logits.rows, logits.columns);
}

interface Problem {
  readonly logits: Matrix;
  readonly labels: ArrayLike<number>;
  readonly ridge: number;
  /** Which of (slope, …shift) may move. */
  readonly moves: readonly boolean[];
}

/** @throws {RangeError} if a logit is not finite. */
export function checkLogits({ values, columns }: Matrix): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0)
    throw new RangeError(`invalid logits: expected finite numbers, got ${show(values[at])} in row ${Math.floor(at / columns)}`); // prettier-ignore
}

function movable(kind: RecalibrationKind, classes: number): boolean[] {
  return [kind !== 'intercept', ...Array.from({ length: classes }, () => kind !== 'slope')];
}

function minimise(problem: Problem): Recalibration {
  let at = Float64Array.of(1, ...noRecalibration(problem.logits.columns).shift);
  let reached = derivatives(problem, at);
  for (let step = 0; step < STEPS; step++) {
    const direction = solveCholesky(cholesky(reached.hessian, at.length, Number.MIN_VALUE), reached.slope);
    const ahead = (length: number) => at.map((value, i) => value - length * direction[i]);
    let length = 1;
    let next = derivatives(problem, ahead(length));
    while (next.loss > reached.loss * (1 + 1e-14) && length > 1e-10) next = derivatives(problem, ahead((length /= 2)));
    at = ahead(length);
    // what is left to gain is beyond the digits of the loss
    if (dot(reached.slope, direction) <= 1e-15 * reached.loss) break;
    reached = next;
  }
  return { slope: at[0], shift: [...at.subarray(1)] };
}

/** The loss at (slope, …shift), its gradient and its Hessian; what may not move has a gradient of 0. */
function derivatives({ logits, labels, ridge, moves }: Problem, at: Float64Array) {
  const size = at.length;
  const slope = at.map((value, i) => ridge * (value - Number(i === 0)));
  const hessian = new Float64Array(size * size);
  let loss = at.reduce((sum, value, i) => sum + (ridge / 2) * (value - Number(i === 0)) ** 2, 0);
  const p = new Float64Array(logits.columns);
  for (let i = 0; i < logits.rows; i++) {
    const z = row(logits, i);
    for (let k = 0; k < p.length; k++) p[k] = at[0] * z[k] + at[k + 1];
    const own = p[labels[i]];
    loss += normalise(p) - own;
    addRow(z, p, labels[i], slope, hessian);
  }
  for (let j = 0; j < size; j++) {
    hessian[j * size + j] += ridge;
    if (moves[j]) continue;
    slope[j] = 0;
    for (let k = 0; k < size; k++) hessian[j * size + k] = hessian[k * size + j] = Number(j === k);
  }
  return { loss, slope, hessian };
}

/** Logits become probabilities, in place; gives ln Σ exp. */
function normalise(p: Float64Array): number {
  let [largest, sum] = [-Infinity, 0];
  for (let k = 0; k < p.length; k++) largest = Math.max(largest, p[k]);
  for (let k = 0; k < p.length; k++) sum += p[k] = Math.exp(p[k] - largest);
  for (let k = 0; k < p.length; k++) p[k] /= sum;
  return largest + Math.log(sum);
}

/** One sample's part: p − label in the shifts, its product with z in the slope; of second order diag(p) − p·pᵀ. */
function addRow(
  z: ArrayLike<number>,
  p: Float64Array,
  label: number,
  slope: Float64Array,
  hessian: Float64Array,
): void {
  const size = slope.length;
  let expected = 0;
  for (let k = 0; k < p.length; k++) expected += p[k] * z[k];
  slope[0] += expected - z[label];
  for (let k = 0; k < p.length; k++) {
    slope[k + 1] += p[k] - Number(k === label);
    // about the mean: no digits are lost where all logits are large
    const off = p[k] * (z[k] - expected);
    hessian[0] += off * (z[k] - expected);
    hessian[k + 1] += off;
    hessian[(k + 1) * size] += off;
    for (let j = 0; j < p.length; j++) hessian[(k + 1) * size + j + 1] += p[k] * (Number(j === k) - p[j]);
  }
}
