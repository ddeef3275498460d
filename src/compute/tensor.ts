import type { Matrix } from '../matrix';

const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  bool: Uint8Array,
} as const;

/** The element types that graphs and sessions speak: those of ONNX that have a typed array (`bool` is one byte, 0 or 1). */
export type ElementType = keyof typeof arrays;

/** The typed array that holds elements of type `T`. */
export type Elements<T extends ElementType = ElementType> = InstanceType<(typeof arrays)[T]>;

/** A dense row-major array of any rank; a scalar has the shape []. */
export interface Tensor<T extends ElementType = ElementType> {
  readonly type: T;
  readonly values: Elements<T>;
  readonly shape: readonly number[];
}

/** Whether `name` is an element type that driftlab can hold. */
export function isElementType(name: string): name is ElementType {
  return Object.hasOwn(arrays, name);
}

/** The typed array that holds elements of `type`. */
export function arrayOf<T extends ElementType>(type: T): (typeof arrays)[T] {
  return arrays[type];
}

/** The number of elements of a shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * A tensor over `values`, converted to `type` if they are of another kind and not copied otherwise.
 * @throws {RangeError} if the number of values does not fit the shape.
 * @example
 * tensor([1, 2, 3, 4], [2, 2]); // float32
 */
export function tensor<T extends ElementType = 'float32'>(
  values: ArrayLike<number> | Elements<T>,
  shape: readonly number[] = [values.length],
  type: T = 'float32' as T,
): Tensor<T> {
  if (values.length !== elementCount(shape))
    throw new RangeError(
      `invalid values: expected ${elementCount(shape)} for shape [${shape.join(', ')}], got ${values.length}`,
    );
  return { type, values: convert(values, type), shape };
}

/**
 * A matrix as a tensor of shape [rows, columns] in its own precision, or in the one given. Not copied where it already fits.
 * @example
 * matrixTensor(fromRows([[1, 2]])).type; // 'float64'
 */
export function matrixTensor<T extends 'float32' | 'float64'>(source: Matrix, type?: T): Tensor<T> {
  const own = source.values instanceof Float32Array ? 'float32' : 'float64';
  return tensor<T>(source.values, [source.rows, source.columns], type ?? (own as T));
}

function convert<T extends ElementType>(values: ArrayLike<number> | Elements<T>, type: T): Elements<T> {
  if (values instanceof arrays[type]) return values;
  if (type === 'int64') return BigInt64Array.from(values as ArrayLike<number>, BigInt) as Elements<T>;
  return (arrays[type] as typeof Float32Array).from(values as ArrayLike<number>) as Elements<T>;
}
