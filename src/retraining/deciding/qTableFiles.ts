import { readFile } from 'node:fs/promises';
import { DriftlabError } from '../../errors';
import { ioError, writeFileAtomic } from '../../data/files';
import { checkQTable, type QTable } from './qTable';

/**
 * Writes a table as JSON, whole or not at all.
 * @throws {TypeError | RangeError} if the table is not valid; {DriftlabError} DRIFTLAB_IO when it cannot be written.
 * @example
 * await saveQTable('models/policy.json', trainQTable(WEEKLY_WORLD, { random: createRandom(1) }));
 */
export async function saveQTable(path: string, table: QTable): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(checkQTable(table))}\n`);
}

/**
 * Reads a table that `saveQTable` wrote; the same numbers to the last bit.
 * @throws {DriftlabError} DRIFTLAB_IO when it cannot be read, DRIFTLAB_INVALID_MODEL when it is no valid table.
 * @example
 * const policy = qPolicy(await openQTable('models/policy.json'));
 */
export async function openQTable(path: string): Promise<QTable> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw ioError('read', path, error);
  }
  return parseQTable(text, path);
}

/**
 * A table from its JSON.
 * @param source what errors call it.
 * @throws {DriftlabError} DRIFTLAB_INVALID_MODEL when it is no valid table.
 * @example
 * parseQTable(JSON.stringify(table)).training.decisions; // 200000
 */
export function parseQTable(text: string, source = 'the table'): QTable {
  try {
    const table = JSON.parse(text) as QTable | null;
    if (table?.format !== 'driftlab q-table' || table.version !== 1)
      throw new TypeError('expected format "driftlab q-table", version 1');
    return checkQTable(table);
  } catch (error) {
    const why = (error as Error).message;
    throw new DriftlabError('DRIFTLAB_INVALID_MODEL', `cannot read ${source}: ${why}`, { cause: error });
  }
}
