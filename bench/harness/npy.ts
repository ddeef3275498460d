import { writeFile } from 'node:fs/promises';
import type { Matrix } from '../../src/matrix';

/** Writes a matrix as NumPy's .npy, version 1.0. */
export async function writeNpy(path: string, { values, rows, columns }: Matrix): Promise<void> {
  const kind = values instanceof Float32Array ? '<f4' : '<f8';
  const header = `{'descr': '${kind}', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  // magic, version and length take 10 bytes; numbers begin at a multiple of 64
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + '\n';
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, padded.length & 255, padded.length >> 8]);
  const numbers = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  await writeFile(path, Buffer.concat([start, Buffer.from(padded, 'latin1'), numbers]));
}
