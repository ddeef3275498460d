import type { Dimension, Shape } from './graph';

/** A shape as it stands in messages: `[n, 384]`. */
export function showShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** The error of an operator that was given what it cannot take. */
export function mismatch(operator: string, argument: string, rule: string, got: string): RangeError {
  return new RangeError(`invalid ${argument} of ${operator}: expected ${rule}, got ${got}`);
}

/** Whether two sizes may be equal; only two numbers can be known to differ. */
export function compatible(a: Dimension, b: Dimension): boolean {
  return typeof a === 'string' || typeof b === 'string' || a === b;
}

/**
 * The common shape of operands under ONNX's (NumPy's) broadcasting.
 * @throws {RangeError} if there is none.
 */
export function broadcast(operator: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left === 1) return right;
    if (right === 1 || left === right) return left;
    if (!compatible(left, right))
      throw mismatch(operator, 'operands', 'shapes that broadcast', `${showShape(a)} and ${showShape(b)}`);
    // a number beside a name: the name must turn out to be that number, or 1
    return typeof left === 'number' ? left : right;
  });
}

/**
 * `axis` counted from the front.
 * @throws {RangeError} if the shape has no such axis.
 */
export function axisOf(operator: string, shape: Shape, axis: number): number {
  const counted = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(axis) || counted < 0 || counted >= shape.length)
    throw mismatch(operator, 'axis', `an axis of ${showShape(shape)}`, String(axis));
  return counted;
}

/**
 * The shape of rank `rank` that the operator needs.
 * @throws {RangeError} for another rank.
 */
export function checkRank(operator: string, argument: string, shape: Shape, rank: number): Shape {
  if (shape.length !== rank) throw mismatch(operator, argument, `${rank} axes`, `shape ${showShape(shape)}`);
  return shape;
}

/** The size that `change` makes of a known size; '?' otherwise. */
export function mapDimension(size: Dimension, change: (size: number) => number): Dimension {
  return typeof size === 'number' ? change(size) : '?';
}
