import { tensor } from '../compute/tensor';
import { sha256Of } from '../data/sha256Of';
import { DriftlabError } from '../errors';
import { fromBfloat16, fromHalves, toHalves } from './halves';
import type { Weights } from './network';
import { readTensorHeader } from './tensorHeader';

/** What a safetensors file holds: tensors by name, and texts. */
export interface TensorFile {
  readonly tensors: Weights;
  readonly metadata: Readonly<Record<string, string>>;
}

/** How numbers are stored. */
export interface TensorFileOptions {
  /** 'F16' takes half the place and keeps 11 bits of each number. Default 'F32'. */
  readonly dtype?: 'F32' | 'F16';
}

type Read = (bytes: ArrayBuffer) => Float32Array;

const DIGEST = 'sha256';
const readers: Readonly<Record<string, Read>> = {
  F32: (bytes) => new Float32Array(bytes),
  F64: (bytes) => Float32Array.from(new Float64Array(bytes)),
  F16: (bytes) => fromHalves(new Uint16Array(bytes)),
  BF16: (bytes) => fromBfloat16(new Uint16Array(bytes)),
};

/** Tensors as the bytes of a safetensors file, which Python reads too; the SHA-256 of the numbers stands in its metadata. */
export function encodeTensors(
  { tensors, metadata }: TensorFile,
  { dtype = 'F32' }: TensorFileOptions = {},
): Uint8Array {
  let end = 0;
  const parts: Uint8Array[] = [];
  const entries = Object.entries(tensors).map(([name, { values, shape }]) => {
    const { buffer, byteOffset, byteLength } = dtype === 'F16' ? toHalves(values) : values;
    parts.push(new Uint8Array(buffer, byteOffset, byteLength));
    const start = end;
    end += byteLength;
    return [name, { dtype, shape, data_offsets: [start, end] }] as const;
  });
  const body = Buffer.concat(parts);
  const header = { __metadata__: { ...metadata, [DIGEST]: sha256Of(body) }, ...Object.fromEntries(entries) };
  const text = Buffer.from(JSON.stringify(header));
  // numbers begin at a multiple of 8 bytes; the format allows spaces after the header
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, body]);
}

/**
 * Reads a safetensors file: numbers of all floating types become float32; tensors of integers are left out. Numbers are checked
 * against their SHA-256 if the file says one, as those of `encodeTensors` do.
 * @param label how errors call the file.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA that names file, tensor and rule if the bytes are cut off or damaged.
 */
export function decodeTensors(bytes: Uint8Array, label: string): TensorFile {
  const { entries, metadata, body } = readTensorHeader(bytes, label);
  if (Object.hasOwn(metadata, DIGEST) && metadata[DIGEST] !== sha256Of(body))
    throw new DriftlabError(
      'DRIFTLAB_INVALID_DATA',
      `${label}: damaged: its numbers do not have the SHA-256 that it says`,
    );
  const tensors = entries
    .filter(({ dtype }) => Object.hasOwn(readers, dtype))
    // a copy, since the bytes may not be aligned
    .map(({ name, dtype, shape, start, end }) => [name, tensor(readers[dtype](body.slice(start, end).buffer), shape)] as const); // prettier-ignore
  return { tensors: Object.fromEntries(tensors), metadata };
}
