import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DriftlabError } from '../../errors';

const PACKAGE = 'driftlab-zoo';

/**
 * Where the zoo lies: beside the sources, or the package `driftlab-zoo`.
 * @throws {DriftlabError} DRIFTLAB_MISSING_PACKAGE if it is not installed.
 */
export function zooFolder(): string {
  const beside = join(__dirname, '../../../models/zoo');
  if (existsSync(join(beside, 'package.json'))) return beside;
  try {
    return dirname(require.resolve(`${PACKAGE}/package.json`, { paths: [process.cwd(), __dirname] }));
  } catch (cause) {
    const message = `the models are in a package of their own: install ${PACKAGE}`;
    throw new DriftlabError('DRIFTLAB_MISSING_PACKAGE', message, { cause });
  }
}
