import { createHash } from 'node:crypto';
import { elementCount, tensor } from '../compute/tensor';
import { DriftlabError, show } from '../errors';
import type { Weights } from './network';

/** What a safetensors file holds: float32 tensors by name, and texts. */
export interface TensorFile {
  readonly tensors: Weights;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const DIGEST = 'sha256';

/** Tensors as the bytes of a safetensors file, which Python reads too; the SHA-256 of the numbers stands in its metadata. */
export function encodeTensors({ tensors, metadata }: TensorFile): Uint8Array {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { values, shape }]): [string, Entry] => {
    const start = end;
    end += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [start, end] }];
  });
  const body = Buffer.alloc(end);
  for (const [name, { data_offsets }] of entries) {
    const { values } = tensors[name];
    body.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), data_offsets[0]);
  }
  const header = { __metadata__: { ...metadata, [DIGEST]: digest(body) }, ...Object.fromEntries(entries) };
  const text = Buffer.from(JSON.stringify(header));
  // numbers begin at a multiple of 8 bytes; the format allows spaces after the header
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, body]);
}

/**
 * Reads what `encodeTensors` wrote.
 * @param label how errors call the file.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA if the bytes are cut off, damaged or hold something else.
 */
export function decodeTensors(bytes: Uint8Array, label: string): TensorFile {
  const wrong = (what: string): DriftlabError => new DriftlabError('DRIFTLAB_INVALID_DATA', `${label}: ${what}`);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = buffer.length < 8 ? Infinity : Number(buffer.readBigUInt64LE());
  if (!(8 + size <= buffer.length)) throw wrong(`cut off after ${buffer.length} bytes`);
  let header: Record<string, Entry> & { __metadata__?: Record<string, string> };
  try {
    header = JSON.parse(buffer.toString('utf8', 8, 8 + size)) as typeof header;
  } catch (error) {
    throw wrong(`not a safetensors file (${(error as Error).message})`);
  }
  const { __metadata__: metadata = {}, ...entries } = header;
  const body = buffer.subarray(8 + size);
  const tensors = Object.entries(entries).map(([name, entry]) => [name, readTensor(name, entry, body, wrong)] as const);
  if (metadata[DIGEST] !== digest(body)) throw wrong('damaged: its numbers do not have the SHA-256 that it says');
  return { tensors: Object.fromEntries(tensors), metadata };
}

function readTensor(name: string, entry: Entry, body: Buffer, wrong: (what: string) => Error): Weights[string] {
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== 'F32' || !Array.isArray(shape) || !Array.isArray(offsets))
    throw wrong(`${show(name)} is not a float32 tensor`);
  const [start, end] = offsets as [number, number];
  if (!(start >= 0 && end <= body.length && end - start === 4 * elementCount(shape)))
    throw wrong(`cut off: ${show(name)} should take bytes ${start} to ${end} of ${body.length}`);
  // a copy, since the bytes may not be aligned
  return tensor(new Float32Array(new Uint8Array(body.subarray(start, end)).buffer), shape);
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
