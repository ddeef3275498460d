import { arrayOf, elementCount, tensor, type Elements, type ElementType, type Tensor } from '../compute/tensor';
import { unreadable } from './packedFile';

const MOST_DIMENSIONS = 64;

/** Options of readers of files with arrays in them. */
export interface ArrayFileOptions {
  /** The largest size that is read, unpacked, in bytes; default 512 MiB. */
  readonly maxBytes?: number;
}

/** The default of `maxBytes`. */
export const arrayLimit = 512 * 2 ** 20;

/** What a file says about the array in it, and where its elements begin. */
export interface RawArray {
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** The byte at which elements begin; they reach to the end. */
  readonly start: number;
  readonly bigEndian?: boolean;
  /** Fortran's order: the first index moves fastest. */
  readonly columnMajor?: boolean;
}

/**
 * Elements in a file's bytes as a row-major tensor of this machine; one byte wide and row-major they are not copied.
 * @param label how errors call the file.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA if the shape is none or does not fit the bytes.
 */
export function rawTensor(bytes: Uint8Array, raw: RawArray, label: string): Tensor {
  const { type, shape, start, bigEndian = false, columnMajor = false } = raw;
  const body = bytes.subarray(start);
  const expected = checkShape(shape, label) * arrayOf(type).BYTES_PER_ELEMENT;
  if (body.length !== expected)
    throw unreadable(
      label,
      `shape [${shape.join(', ')}] of ${type} takes ${expected} bytes from byte ${start} on, got ${body.length}`,
    );
  const values = elements(body, type, bigEndian);
  return tensor(columnMajor ? rowMajor(values, shape) : values, shape, type);
}

function checkShape(shape: readonly number[], label: string): number {
  const count = elementCount(shape);
  const sizes = shape.every((size) => size >= 0 && Number.isSafeInteger(size));
  if (!sizes || shape.length > MOST_DIMENSIONS || !Number.isSafeInteger(count))
    throw unreadable(
      label,
      `expected a shape of at most ${MOST_DIMENSIONS} sizes ≥ 0 with a product below 2⁵³, got [${shape.join(', ').slice(0, 100)}]`,
    );
  return count;
}

function elements(body: Uint8Array, type: ElementType, bigEndian: boolean): Elements {
  const Values = arrayOf(type);
  const width = Values.BYTES_PER_ELEMENT;
  if (width === 1) return new Values(body.buffer as ArrayBuffer, body.byteOffset, body.length);
  // a copy, since the bytes may not be aligned
  const copy = Buffer.from(new Uint8Array(body).buffer);
  if (bigEndian) swap(copy, width);
  return new Values(copy.buffer, 0, copy.length / width);
}

function swap(bytes: Buffer, width: number): void {
  if (width === 2) bytes.swap16();
  else if (width === 4) bytes.swap32();
  else bytes.swap64();
}

function rowMajor(values: Elements, shape: readonly number[]): Elements {
  const result = values.slice();
  const index = shape.map(() => 0);
  const strides = shape.map((_, axis) => elementCount(shape.slice(0, axis)));
  for (let i = 0, at = 0; i < result.length; i++) {
    result[i] = values[at];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis];
      if (++index[axis] < shape[axis]) break;
      at -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return result;
}
