import { readTextFile } from '../../data/textFile';
import { writeFileAtomic } from '../../data/files';
import type { DatasetProfile } from '../../profile/datasetProfile';
import { parseProfile } from '../../profile/parseProfile';

/**
 * A profile from its file.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read; DRIFTLAB_INVALID_DATA as `parseProfile`.
 * @example
 * const reference = await readProfileFile('reference.json');
 */
export async function readProfileFile(path: string): Promise<DatasetProfile> {
  return parseProfile(await readTextFile(path), path);
}

/**
 * Writes a profile as JSON.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be written.
 */
export async function writeProfileFile(path: string, profile: DatasetProfile): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(profile)}\n`);
}
