import { checkNumber } from '../../errors';
import { gaussLegendre } from './gaussLegendre';

/**
 * Average number of values until an EWMA chart of independent standard normal values alarms: the solution of Crowder's
 * integral equation (1987), L(u) = 1 + ∫ L(y) φ((y − (1 − λ)u)/λ)/λ dy over the limits, at u = 0, by Gauss–Legendre
 * quadrature. For limits that do not widen at the start; those that do, as in `Ewma`, shorten it by less than 1/λ
 * values.
 * @param limit L, in standard deviations of the average, in (0, 8].
 * @param lambda weight of the newest value, in [0.01, 1].
 * @throws {TypeError | RangeError} for arguments out of range.
 * @example
 * ewmaRunLength(2.814, 0.1); // 500 (Lucas & Saccucci 1990)
 */
export function ewmaRunLength(limit: number, lambda = 0.1): number {
  checkNumber('limit', limit, Number.MIN_VALUE, 8);
  checkNumber('lambda', lambda, 0.01, 1);
  const half = limit * Math.sqrt(lambda / (2 - lambda));
  // enough nodes for a kernel of width λ, and even, since the solution is
  const size = 2 * Math.ceil(8 + (1.5 * half) / lambda);
  const { nodes, weights } = gaussLegendre(size);
  const count = size / 2;
  const kernel = (from: number, i: number): number => {
    const to = half * nodes[count + i];
    const density =
      normalDensity((to - (1 - lambda) * from) / lambda) + normalDensity((to + (1 - lambda) * from) / lambda);
    return (weights[count + i] * half * density) / lambda;
  };
  const rows = Array.from({ length: count }, (_, i) =>
    Float64Array.from({ length: count + 1 }, (_, j) =>
      j === count ? 1 : Number(i === j) - kernel(half * nodes[count + i], j),
    ),
  );
  const lengths = solve(rows);
  return 1 + lengths.reduce((sum, length, i) => sum + length * kernel(0, i), 0);
}

/**
 * The limit L, in standard deviations of the average, at which an EWMA chart has this average run length without drift
 * (`ewmaRunLength`).
 * @param averageRunLength in [10, 10⁹]; 1000 means one false alarm in 1000 values.
 * @throws {TypeError | RangeError} for arguments out of range.
 * @example
 * new Ewma({ lambda: 0.2, limit: ewmaLimit(1000, 0.2) });
 */
export function ewmaLimit(averageRunLength: number, lambda = 0.1): number {
  checkNumber('averageRunLength', averageRunLength, 10, 1e9);
  let low = 0.1;
  let high = 8;
  for (let i = 0; i < 32; i++) {
    const middle = (low + high) / 2;
    if (ewmaRunLength(middle, lambda) < averageRunLength) low = middle;
    else high = middle;
  }
  return high;
}

function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** Solves equations, rows [coefficients, right side] with a dominant diagonal, by elimination; changes the rows. */
function solve(rows: Float64Array[]): Float64Array {
  const size = rows.length;
  for (let k = 0; k < size; k++) {
    for (let i = k + 1; i < size; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= size; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  const solution = new Float64Array(size);
  for (let k = size - 1; k >= 0; k--) {
    let rest = rows[k][size];
    for (let j = k + 1; j < size; j++) rest -= rows[k][j] * solution[j];
    solution[k] = rest / rows[k][k];
  }
  return solution;
}
