import { createRequire } from 'node:module';
import { DriftlabError } from '../errors';

const load = createRequire(__filename);

/**
 * SQLite, which is optional to the library: loaded when the first store is opened.
 * @throws {DriftlabError} DRIFTLAB_MISSING_PACKAGE that says how to install it.
 */
export function loadLibsql(): typeof import('libsql') {
  try {
    return load(require.resolve('libsql', { paths: [__dirname, process.cwd()] })) as typeof import('libsql');
  } catch (cause) {
    throw new DriftlabError('DRIFTLAB_MISSING_PACKAGE', 'libsql is not installed. Run: npm install libsql', { cause });
  }
}
