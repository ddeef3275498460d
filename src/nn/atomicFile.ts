import { open, rename, rm } from 'node:fs/promises';
import { DriftlabError } from '../errors';

/**
 * Writes a file so that at every moment, also after a kill or a loss of power, the path holds the old content or the new one.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be written.
 */
export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.draft`;
  try {
    const file = await open(draft, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw new DriftlabError('DRIFTLAB_IO', `cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
}
