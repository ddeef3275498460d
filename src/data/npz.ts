import { zipSync } from 'fflate';
import type { Tensor } from '../compute/tensor';
import { show } from '../errors';
import { writeFileAtomic } from './files';
import { decodeNpy, encodeNpy } from './npy';
import { readPackedFile, unreadable } from './packedFile';
import { type ArrayFileOptions, arrayLimit } from './rawTensor';
import { unzip } from './zip';

const ENDING = '.npy';
/** No clock: the same arrays give the same bytes. The first day that zip knows, as numpy writes it. */
const DATE = new Date(1980, 0, 1);

/**
 * The arrays of a .npz file by name, as numpy's `savez` and `savez_compressed` write them; each as `readNpy` reads it.
 * @throws {DriftlabError} as `readNpy`, with the member; also when the archive is damaged or says that it unpacks to more than
 * `maxBytes` (default 512 MiB).
 * @example
 * const arrays = await readNpz('breastmnist.npz');
 * arrays.get('train_images')?.shape; // [546, 28, 28]
 */
export async function readNpz(
  path: string,
  { maxBytes = arrayLimit }: ArrayFileOptions = {},
): Promise<ReadonlyMap<string, Tensor>> {
  return decodeNpz(await readPackedFile(path, maxBytes), path, maxBytes);
}

/**
 * Writes named arrays as a .npz file that numpy opens. The same arrays give the same bytes, on every machine.
 * @param compress pack the members with deflate (default) or store them as they are.
 * @throws {DriftlabError} DRIFTLAB_IO when it cannot be written.
 * @example
 * await writeNpz('sample.npz', { images: tensor(pixels, [count, 28, 28], 'uint8'), labels: tensor(labels) });
 */
export async function writeNpz(
  path: string,
  arrays: Readonly<Record<string, Tensor>>,
  { compress = true }: { readonly compress?: boolean } = {},
): Promise<void> {
  const members = Object.entries(arrays).map(([name, array]) => [`${name}${ENDING}`, encodeNpy(array)] as const);
  await writeFileAtomic(path, zipSync(Object.fromEntries(members), { level: compress ? 6 : 0, mtime: DATE }));
}

/** The arrays in the bytes of a .npz file; errors call it `path`. */
export async function decodeNpz(
  bytes: Uint8Array,
  path: string,
  maxBytes = arrayLimit,
): Promise<ReadonlyMap<string, Tensor>> {
  const arrays = new Map<string, Tensor>();
  for (const [member, content] of await unzip(bytes, path, maxBytes)) {
    if (!member.endsWith(ENDING)) throw unreadable(path, `expected members *${ENDING}, got ${show(member)}`);
    arrays.set(member.slice(0, -ENDING.length), decodeNpy(content, `${path}, member ${member}`));
  }
  return arrays;
}
