import { createRequire } from 'node:module';
import { DriftlabError } from '../errors';

const load = createRequire(__filename);

/**
 * DuckDB, loaded when the first large table is read.
 * @throws {DriftlabError} DRIFTLAB_MISSING_PACKAGE that says how to install it.
 */
export function loadDuckdb(): typeof import('@duckdb/node-api') {
  try {
    // from here or, when driftlab itself is linked in, from the program's folder
    const path = require.resolve('@duckdb/node-api', { paths: [__dirname, process.cwd()] });
    return load(path) as typeof import('@duckdb/node-api');
  } catch (cause) {
    const advice = '@duckdb/node-api is not installed. Run: npm install @duckdb/node-api';
    throw new DriftlabError('DRIFTLAB_MISSING_PACKAGE', `reading CSV and Parquet in chunks needs it: ${advice}`, {
      cause,
    });
  }
}
