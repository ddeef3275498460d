import type { ElementType, Tensor } from '../compute/tensor';
import { readPackedFile, unreadable } from './packedFile';
import { type ArrayFileOptions, arrayLimit, rawTensor } from './rawTensor';

const types: Readonly<Record<number, ElementType>> = {
  0x08: 'uint8',
  0x09: 'int8',
  0x0b: 'int16',
  0x0c: 'int32',
  0x0d: 'float32',
  0x0e: 'float64',
};

/**
 * The array of an IDX file, the format of MNIST: two zero bytes, the element type, the number of dimensions, their sizes and the
 * elements, all big endian; also packed with gzip (.gz).
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read; DRIFTLAB_INVALID_DATA if it is no IDX file, is cut off or too large.
 * @example
 * const { values, shape } = await readIdx('t10k-images-idx3-ubyte.gz'); // shape [10000, 28, 28]
 */
export async function readIdx(path: string, { maxBytes = arrayLimit }: ArrayFileOptions = {}): Promise<Tensor> {
  const { buffer, byteOffset, length } = await readPackedFile(path, maxBytes);
  const bytes = Buffer.from(buffer, byteOffset, length);
  const [first, second, code, dimensions] = bytes;
  const type = types[code];
  if (first !== 0 || second !== 0 || type === undefined)
    throw unreadable(path, `it is no IDX file: it begins with the bytes ${bytes.toString('hex', 0, 4) || '(none)'}`);
  const start = 4 + 4 * dimensions;
  if (!(bytes.length >= start)) throw unreadable(path, `it is cut off in its header, after ${bytes.length} bytes`);
  const shape = Array.from({ length: dimensions }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  return rawTensor(bytes, { type, shape, start, bigEndian: true }, path);
}
