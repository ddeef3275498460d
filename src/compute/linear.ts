import { graphOf, type Value } from './graph';
import { broadcast, checkRank, compatible, mismatch, showShape } from './shapes';

/**
 * The matrix product of the last two axes; leading axes are a batch and broadcast.
 * @throws {RangeError} if a has fewer or more columns than b has rows.
 */
export function matmul(a: Value, b: Value): Value {
  if (a.shape.length < 2 || b.shape.length < 2)
    throw mismatch('matmul', 'operands', 'two axes or more', `${showShape(a.shape)} and ${showShape(b.shape)}`);
  checkInner('matmul', a, b, a.shape.at(-1)!, b.shape.at(-2)!);
  const batch = broadcast('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...batch, a.shape.at(-2)!, b.shape.at(-1)!];
  return graphOf(a).node('MatMul', [a, b], [{ type: a.type, shape }])[0];
}

/** How a product of matrices is taken. */
export interface ProductOptions {
  /** Whether the last two axes of a are swapped first. */
  readonly transA?: boolean;
  /** Whether the last two axes of b are swapped first. */
  readonly transB?: boolean;
  /** Factor of the product, default 1. */
  readonly alpha?: number;
}

/**
 * α·A·B over the last two axes like `matmul`, either of them transposed if wanted; float32 only.
 * @throws {RangeError} if the shapes do not fit.
 */
export function fusedMatmul(
  a: Value,
  b: Value,
  { transA = false, transB = false, alpha = 1 }: ProductOptions = {},
): Value {
  const [rows, left] = order(a.shape.slice(-2), transA);
  const [right, columns] = order(b.shape.slice(-2), transB);
  checkInner('fusedMatmul', a, b, left, right);
  const shape = [...broadcast('fusedMatmul', a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns];
  const attributes = { alpha: { float: alpha }, transA: Number(transA), transB: Number(transB) };
  return graphOf(a).node('FusedMatMul', [a, b], [{ type: a.type, shape }], attributes, 'com.microsoft')[0];
}

/** What a Gemm does besides the product. */
export interface GemmOptions {
  /** Added to the product; broadcasts to its shape. */
  readonly bias?: Value;
  /** Factor of the product, default 1. */
  readonly alpha?: number;
  /** Factor of the bias, default 1. */
  readonly beta?: number;
  /** Whether a is transposed first. */
  readonly transA?: boolean;
  /** Whether b is transposed first. */
  readonly transB?: boolean;
}

/**
 * α·A·B + β·bias for matrices, either of them transposed if wanted.
 * @throws {RangeError} if the shapes do not fit.
 * @example
 * gemm(x, y, { transB: true, alpha: -2, bias: norms }); // ‖y‖² − 2·x·yᵀ
 */
export function gemm(
  a: Value,
  b: Value,
  { bias, alpha = 1, beta = 1, transA = false, transB = false }: GemmOptions = {},
): Value {
  const [rows, left] = order(checkRank('gemm', 'a', a.shape, 2), transA);
  const [right, columns] = order(checkRank('gemm', 'b', b.shape, 2), transB);
  checkInner('gemm', a, b, left, right);
  const shape = [rows, columns];
  const sum = broadcast('gemm', bias?.shape ?? [], shape);
  if (sum.length > 2 || !sum.every((size, axis) => compatible(size, shape[axis])))
    throw mismatch('gemm', 'bias', `a shape that broadcasts to ${showShape(shape)}`, showShape(bias!.shape));
  const attributes = { alpha: { float: alpha }, beta: { float: beta }, transA: Number(transA), transB: Number(transB) };
  return graphOf(a).node('Gemm', bias ? [a, b, bias] : [a, b], [{ type: a.type, shape }], attributes)[0];
}

function order<T>(pair: readonly T[], transposed: boolean): readonly T[] {
  return transposed ? [pair[1], pair[0]] : pair;
}

function checkInner(operator: string, a: Value, b: Value, left: number | string, right: number | string): void {
  if (a.type !== b.type) throw mismatch(operator, 'operands', 'values of one type', `${a.type} and ${b.type}`);
  if (!compatible(left, right))
    throw mismatch(
      operator,
      'b',
      `${left} rows, as many as a has columns`,
      `a ${showShape(a.shape)} and b ${showShape(b.shape)}`,
    );
}
