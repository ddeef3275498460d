import type { Random } from '../random';
import { dot, norm, rowProducts } from '../stats/vectors';

const STEPS = 100;
// what is left of an axis that lies in the span of those before it
const NOTHING = 1e-10;

/**
 * Orthonormal axes that span the directions of the largest eigenvalues of a symmetric positive semidefinite square (size × size), by
 * subspace iteration (Golub & Van Loan, section 8.2.4): 100 steps of O(size² · count). Where two eigenvalues are
 * nearly equal, the span may hold any mixture of their directions.
 */
export function principalAxes(square: Float64Array, size: number, count: number, random: Random): Float64Array[] {
  const matrix = { values: square, rows: size, columns: size };
  let axes: Float64Array[] = Array.from({ length: count }, () =>
    Float64Array.from({ length: size }, () => random.normal()),
  );
  for (let step = 0; step < STEPS; step++) axes = orthonormal(axes.map((axis) => rowProducts(matrix, axis)));
  return axes;
}

/** Gram–Schmidt, twice over for the digits; an axis that brings no direction of its own becomes 0. */
function orthonormal(axes: readonly Float64Array[]): Float64Array[] {
  const found: Float64Array[] = [];
  for (const axis of axes) {
    const length = norm(axis);
    const rest = axis.slice();
    for (let pass = 0; pass < 2; pass++) for (const other of found) takeOff(rest, other);
    const left = norm(rest);
    found.push(rest.map((value) => (left > NOTHING * length ? value / left : 0)));
  }
  return found;
}

/** Takes the part of a vector that lies along an axis off it. */
function takeOff(rest: Float64Array, axis: Float64Array): void {
  const part = dot(axis, rest);
  for (let j = 0; j < rest.length; j++) rest[j] -= part * axis[j];
}
