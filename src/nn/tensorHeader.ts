import { elementCount } from '../compute/tensor';
import { DriftlabError, show } from '../errors';

/** Where a tensor lies in a safetensors file, and what it is. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes from the end of the header. */
  readonly start: number;
  readonly end: number;
}

/** The first part of a safetensors file, checked, and the numbers after it. */
export interface TensorHeader {
  readonly entries: readonly TensorEntry[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

type Wrong = (what: string) => DriftlabError;

// as in the format's own library: a header of a real model is far below it
const LONGEST_HEADER = 100_000_000;

/** Bytes of an element of each type of the format. */
const SIZES: Readonly<Record<string, number>> = {
  BOOL: 1, U8: 1, I8: 1, F8_E4M3: 1, F8_E5M2: 1, U16: 2, I16: 2, F16: 2, BF16: 2, U32: 4, I32: 4, F32: 4, U64: 8, I64: 8, F64: 8,
}; // prettier-ignore

/**
 * Reads and checks the header of a safetensors file: tensors lie inside the file, are as long as their shapes say, and fill it
 * without gaps and overlaps.
 * @param label how errors call the file.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA that names file, tensor and rule.
 */
export function readTensorHeader(bytes: Uint8Array, label: string): TensorHeader {
  const wrong: Wrong = (what) => new DriftlabError('DRIFTLAB_INVALID_DATA', `${label}: ${what}`);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = buffer.length < 8 ? Infinity : Number(buffer.readBigUInt64LE());
  if (!(8 + size <= buffer.length)) throw wrong(`cut off after ${buffer.length} bytes: its header takes ${size}`);
  if (size > LONGEST_HEADER) throw wrong(`expected a header of at most ${LONGEST_HEADER} bytes, got ${size}`);
  const { __metadata__: metadata = {}, ...described } = parse(buffer.subarray(8, 8 + size), wrong);
  if (!isRecord(metadata) || Object.values(metadata).some((value) => typeof value !== 'string'))
    throw wrong('expected texts in __metadata__');
  const body = new Uint8Array(bytes.buffer, bytes.byteOffset + 8 + size, bytes.length - 8 - size);
  const entries = Object.entries(described).map(([name, entry]) => readEntry(name, entry, body.length, wrong));
  checkCover(entries, body.length, wrong);
  return { entries, metadata: metadata as Record<string, string>, body };
}

function parse(text: Buffer, wrong: Wrong): Record<string, unknown> {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch (error) {
    throw wrong(`not a safetensors file (${(error as Error).message})`);
  }
  if (!isRecord(content)) throw wrong(`not a safetensors file (its header is ${show(content)})`);
  return content;
}

function readEntry(name: string, entry: unknown, length: number, wrong: Wrong): TensorEntry {
  const { dtype, shape, data_offsets: offsets } = Object(entry) as Record<string, unknown>;
  if (typeof dtype !== 'string' || !Object.hasOwn(SIZES, dtype))
    throw wrong(`${show(name)} is of a type that is not known: ${show(dtype)}`);
  if (!isSizes(shape)) throw wrong(`${show(name)} has no shape: expected sizes, got ${show(shape)}`);
  if (!isSizes(offsets) || offsets.length !== 2)
    throw wrong(`${show(name)} has no place: expected two data_offsets, got ${show(offsets)}`);
  const [start, end] = offsets;
  const needed = SIZES[dtype] * elementCount(shape);
  if (start > end || end - start !== needed)
    throw wrong(
      `${show(name)} takes bytes ${start} to ${end}: expected ${needed} bytes for ${dtype} [${shape.join(', ')}]`,
    );
  if (end > length) throw wrong(`cut off: ${show(name)} should take bytes ${start} to ${end} of ${length}`);
  return { name, dtype, shape, start, end };
}

function checkCover(entries: readonly TensorEntry[], length: number, wrong: Wrong): void {
  const inOrder = [...entries].sort((a, b) => a.start - b.start || a.end - b.end);
  let last = { name: '', end: 0 };
  for (const entry of inOrder) {
    if (entry.start < last.end)
      throw wrong(
        `${show(entry.name)} begins at byte ${entry.start} inside ${show(last.name)}, which ends at ${last.end}`,
      );
    if (entry.start > last.end) throw wrong(`bytes ${last.end} to ${entry.start} belong to no tensor`);
    last = entry;
  }
  if (last.end !== length) throw wrong(`bytes ${last.end} to ${length} belong to no tensor`);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
