import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tensor } from '../compute/tensor';
import { checkOneOf, DriftlabError } from '../errors';
import { images } from '../images';
import { ioError } from './files';
import { readIdx } from './idx';
import type { LabeledImages } from './labeledImages';
import { unreadable } from './packedFile';

const SIDE = 28;
const prefixes = { train: 'train', test: 't10k' } as const;

/** Names of the classes of digits, by label. */
export const digitClasses: readonly string[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/**
 * MNIST (LeCun et al. 1998, doi:10.1109/5.726791): gray digits of 28 × 28 pixels, light on dark, from the IDX files of `part` in
 * `folder`, plain or packed: `train-images-idx3-ubyte.gz`, `t10k-labels-idx1-ubyte`, …, also with a name before (`mnist_t10k-…`).
 * Sets of the same form (Fashion-MNIST, KMNIST) are read too; their labels mean something else.
 * @throws {DriftlabError} DRIFTLAB_IO if a file is missing or cannot be read; DRIFTLAB_INVALID_DATA if it is damaged or images and
 * labels do not belong together. {RangeError} for an unknown part.
 * @example
 * const { images, labels } = await openMnist('data/mnist', 'test'); // 10,000
 */
export async function openMnist(folder: string, part: 'train' | 'test'): Promise<LabeledImages> {
  const prefix = prefixes[checkOneOf('part', part, ['train', 'test'])];
  const [picturePath, labelPath] = await findFiles(folder, [
    `${prefix}-images-idx3-ubyte`,
    `${prefix}-labels-idx1-ubyte`,
  ]);
  const [pictures, labels] = [await readIdx(picturePath), await readIdx(labelPath)];
  const [count] = pictures.shape;
  checkBytes(pictures, picturePath, [count, SIDE, SIDE]);
  checkBytes(labels, labelPath, [count]);
  checkLabels(labels.values as Uint8Array, labelPath);
  return {
    name: 'mnist',
    images: images(pictures.values as Uint8Array, count, SIDE, SIDE, 1),
    labels: labels.values as Uint8Array,
    classes: digitClasses,
  };
}

async function findFiles(folder: string, names: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder).catch((error: unknown) => {
    throw ioError('read', folder, error);
  });
  return names.map((name) => {
    const found = entries.find((entry) => entry.replace(/\.gz$/, '').replace('.idx', '-idx').endsWith(name));
    if (found !== undefined) return join(folder, found);
    throw new DriftlabError(
      'DRIFTLAB_IO',
      `no ${name} or ${name}.gz in ${folder}. \`make data DATA=mnist\` fetches it`,
    );
  });
}

function checkBytes({ type, shape }: Tensor, path: string, expected: readonly number[]): void {
  if (type !== 'uint8' || shape.join() !== expected.join())
    throw unreadable(path, `expected uint8 [${expected.join(', ')}], got ${type} [${shape.join(', ')}]`);
}

function checkLabels(labels: Uint8Array, path: string): void {
  const wrong = labels.findIndex((label) => label >= digitClasses.length);
  if (wrong >= 0) throw unreadable(path, `label ${wrong}: expected an integer in [0, 9], got ${labels[wrong]}`);
}
