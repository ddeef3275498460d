import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tensor } from '../compute/tensor';
import { checkOneOf, DriftlabError } from '../errors';
import { images } from '../images';
import type { LabeledImages, LabeledSplits } from './labeledImages';
import { medMnistSet, type MedMnistName, type MedMnistSet } from './medMnistSets';
import { decodeNpz } from './npz';
import { readPackedFile, unreadable } from './packedFile';
import { type ArrayFileOptions, arrayLimit } from './rawTensor';

const SIDE = 28;
const parts = { train: 'train', validation: 'val', test: 'test' } as const;

type Part = keyof typeof parts;

/** Options of `openMedMnist`. */
export interface MedMnistOptions extends ArrayFileOptions {
  /** `verify` (default): the file must have the MD5 that its makers published. `skip`: one that was put together in another way. */
  readonly checksum?: 'verify' | 'skip';
}

/**
 * A set of MedMNIST (Yang et al. 2023; 28 × 28 pixels) from its .npz file: `path` is the file, or a folder that has `<name>.npz`.
 * `make data` fetches them. Real sets have no sensitive attribute, so `groups` is absent.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read; DRIFTLAB_INVALID_DATA if its checksum is another one, it is damaged, or
 * its arrays do not have the published shapes and classes. {RangeError} for an unknown name.
 * @example
 * const { train, test } = await openMedMnist('data', 'breastmnist');
 * train.images.count; // 546
 */
export async function openMedMnist(
  path: string,
  name: MedMnistName,
  { checksum = 'verify', maxBytes = arrayLimit }: MedMnistOptions = {},
): Promise<LabeledSplits> {
  const set = medMnistSet(name);
  checkOneOf('checksum', checksum, ['verify', 'skip']);
  const file = (await isFolder(path)) ? join(path, `${name}.npz`) : path;
  const bytes = await readFrom(file, maxBytes);
  if (checksum === 'verify') checkMd5(bytes, file, set);
  const arrays = await decodeNpz(bytes, file, maxBytes);
  const split = (part: Part) => readPart(arrays, file, set, part);
  return { train: split('train'), validation: split('validation'), test: split('test') };
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function readFrom(file: string, maxBytes: number): Promise<Uint8Array> {
  try {
    return await readPackedFile(file, maxBytes);
  } catch (error) {
    if (!(error instanceof DriftlabError) || error.code !== 'DRIFTLAB_IO') throw error;
    throw new DriftlabError('DRIFTLAB_IO', `${error.message}. \`make data\` fetches the sets`, { cause: error });
  }
}

function checkMd5(bytes: Uint8Array, file: string, { title, md5 }: MedMnistSet): void {
  const found = createHash('md5').update(bytes).digest('hex');
  if (found !== md5)
    throw unreadable(
      file,
      `expected MD5 ${md5}, published for ${title}, got ${found}: it is cut off, or another file. ` +
        `Fetch it again (make data), or read it as it is with { checksum: 'skip' }`,
    );
}

function readPart(
  arrays: ReadonlyMap<string, Tensor>,
  file: string,
  { name, classes, channels, sizes }: MedMnistSet,
  part: Part,
): LabeledImages {
  const count = sizes[part];
  const shape = [count, SIDE, SIDE, ...(channels === 3 ? [3] : [])];
  const pixels = take(arrays, file, `${parts[part]}_images`, shape);
  const labels = take(arrays, file, `${parts[part]}_labels`, [count, 1]);
  const wrong = labels.findIndex((label) => label >= classes.length);
  if (wrong >= 0)
    throw unreadable(
      file,
      `label ${wrong} of ${parts[part]}_labels: expected an integer in [0, ${classes.length - 1}], got ${labels[wrong]}`,
    );
  return { name, images: images(pixels, count, SIDE, SIDE, channels), labels, classes };
}

function take(arrays: ReadonlyMap<string, Tensor>, file: string, name: string, shape: readonly number[]): Uint8Array {
  const array = arrays.get(name);
  const expected = `expected ${name}, uint8 [${shape.join(', ')}]`;
  if (!array) throw unreadable(file, `${expected}, got ${[...arrays.keys()].join(', ') || 'no arrays'}`);
  if (array.type !== 'uint8' || array.shape.join() !== shape.join())
    throw unreadable(file, `${expected}, got ${array.type} [${array.shape.join(', ')}]`);
  return array.values as Uint8Array;
}
