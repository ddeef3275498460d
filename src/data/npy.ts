import type { ElementType, Tensor } from '../compute/tensor';
import { show } from '../errors';
import { writeFileAtomic } from './files';
import { readPackedFile, unreadable } from './packedFile';
import { type ArrayFileOptions, arrayLimit, rawTensor } from './rawTensor';

const MAGIC = '\x93NUMPY';
/** As numpy: a longer header is a mistake or an attack. */
const LONGEST_HEADER = 10_000;
const ALIGNMENT = 64;

const codes: Readonly<Record<string, ElementType>> = {
  b1: 'bool',
  i1: 'int8',
  u1: 'uint8',
  i2: 'int16',
  u2: 'uint16',
  i4: 'int32',
  u4: 'uint32',
  i8: 'int64',
  f4: 'float32',
  f8: 'float64',
};

/**
 * The array of a .npy file as numpy's `save` writes it (format 1.0 to 3.0), row-major whatever its order in the file; little and
 * big endian. Element types: bool, int8 to int64, uint8 to uint32, float32, float64.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read; DRIFTLAB_INVALID_DATA if it is damaged, cut off or too large, or holds
 * something else: arrays of objects are pickles, which may run code when they are opened, and are never read.
 * @example
 * const { values, shape } = await readNpy('labels.npy');
 */
export async function readNpy(path: string, { maxBytes = arrayLimit }: ArrayFileOptions = {}): Promise<Tensor> {
  return decodeNpy(await readPackedFile(path, maxBytes), path);
}

/**
 * Writes a tensor as a .npy file (format 1.0) that numpy opens.
 * @throws {DriftlabError} DRIFTLAB_IO when it cannot be written.
 * @example
 * await writeNpy('scores.npy', tensor(scores));
 */
export async function writeNpy(path: string, array: Tensor): Promise<void> {
  await writeFileAtomic(path, encodeNpy(array));
}

/** A tensor as the bytes of a .npy file. */
export function encodeNpy({ type, values, shape }: Tensor): Uint8Array {
  const code = Object.keys(codes).find((key) => codes[key] === type)!;
  const descr = `${code.endsWith('1') ? '|' : '<'}${code}`;
  const sizes = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${sizes}, }`;
  const length = ALIGNMENT * Math.ceil((MAGIC.length + 4 + header.length + 1) / ALIGNMENT);
  const start = Buffer.alloc(length, ' ');
  start.write(`${MAGIC}\x01\x00`, 'latin1');
  start.writeUInt16LE(length - MAGIC.length - 4, MAGIC.length + 2);
  start.write(header, MAGIC.length + 4, 'latin1');
  start.write('\n', length - 1);
  return Buffer.concat([start, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)]);
}

/**
 * The array in the bytes of a .npy file.
 * @param label how errors call the file.
 * @throws as `readNpy`.
 */
export function decodeNpy(bytes: Uint8Array, label: string): Tensor {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { text, end } = headerOf(file, label);
  const { descr, fortran, shape } = parseHeader(text, label);
  const type = elementType(descr, label);
  return rawTensor(file, { type, shape, start: end, bigEndian: descr.startsWith('>'), columnMajor: fortran }, label);
}

function headerOf(file: Buffer, label: string): { readonly text: string; readonly end: number } {
  if (file.toString('latin1', 0, MAGIC.length) !== MAGIC) throw unreadable(label, 'it does not begin as a .npy file');
  const version = file[MAGIC.length];
  if (!(version >= 1 && version <= 3)) throw unreadable(label, `expected .npy format 1, 2 or 3, got ${version}`);
  const start = MAGIC.length + (version === 1 ? 4 : 6);
  if (file.length < start) throw unreadable(label, `it is cut off after ${file.length} bytes`);
  const length = version === 1 ? file.readUInt16LE(start - 2) : file.readUInt32LE(start - 4);
  if (length > LONGEST_HEADER)
    throw unreadable(label, `its header of ${length} bytes is longer than ${LONGEST_HEADER}`);
  if (file.length < start + length) throw unreadable(label, `it is cut off in its header, after ${file.length} bytes`);
  return { text: file.toString(version === 3 ? 'utf8' : 'latin1', start, start + length), end: start + length };
}

interface Header {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

/** The header is a Python literal. It is matched, never evaluated: three known keys in any order with simple values. */
function parseHeader(text: string, label: string): Header {
  const pattern =
    /\s*(['"])(descr|fortran_order|shape)\1\s*:\s*('[^']*'|"[^"]*"|True|False|\([-\d\sL,]*\)|\[.*\])\s*(,|$)/y;
  const wrong = () => unreadable(label, `its header is no dictionary of descr, fortran_order and shape: ${show(text)}`);
  const inside = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1].trim();
  if (inside === undefined) throw wrong();
  const found = new Map<string, string>();
  for (let match = pattern.exec(inside); match; match = pattern.exec(inside)) {
    found.set(match[2], match[3]);
    if (pattern.lastIndex === inside.length) break;
  }
  const [descr, order, shape] = ['descr', 'fortran_order', 'shape'].map((key) => found.get(key));
  const whole = pattern.lastIndex === inside.length && found.size === 3;
  if (!whole || !/^['"[]/.test(descr!) || !/^[TF]/.test(order!) || !shape!.startsWith('(')) throw wrong();
  return { descr: descr!.replace(/^['"]|['"]$/g, ''), fortran: order === 'True', shape: parseShape(shape!, wrong) };
}

function parseShape(text: string, wrong: () => Error): number[] {
  // Python 2 wrote long integers with an L
  const inside = text.slice(1, -1).trim().replace(/,$/, '');
  const sizes = inside === '' ? [] : inside.split(',').map((size) => size.trim().replace(/L$/, ''));
  if (!sizes.every((size) => /^-?\d+$/.test(size))) throw wrong();
  return sizes.map(Number);
}

function elementType(descr: string, label: string): ElementType {
  if (/^\|?O/.test(descr))
    throw unreadable(
      label,
      'it is an array of Python objects, a pickle, which may run code when it is opened. Save it as numbers instead',
    );
  const type = /^[<>|=]/.test(descr) ? codes[descr.slice(1)] : undefined;
  if (type) return type;
  throw unreadable(label, `expected elements of ${Object.values(codes).join(', ')}, got ${show(descr)}`);
}
