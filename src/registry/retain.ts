import { rmSync, statSync } from 'node:fs';
import { ioError } from '../data/files';
import { checkNumber } from '../errors';
import type { Artifacts } from './artifacts';
import type { DecisionLog } from './decisionLog';
import { checkText, type StoreContext } from './storeContext';

/** What may go. */
export interface RetainOptions {
  /** Runs that ended before this time go, unless a model version names them; milliseconds since 1970. */
  readonly endedBefore: number;
  /** Runs with this tag stay, whatever its value; default 'keep'. */
  readonly keepTag?: string;
  readonly because: string;
}

/** What went. */
export interface Retention {
  /** Ids. */
  readonly runs: readonly string[];
  /** SHA-256 of artifacts that no run and no version names any more, and that were stored a day ago or earlier. */
  readonly artifacts: readonly string[];
  /** Where the decision log says so. */
  readonly position: number;
}

const DAY_MS = 86_400_000;

/** Deletes old runs and what only they named, and writes into the decision log what went, when and why: all or nothing. */
export function retain(
  context: StoreContext,
  artifacts: Artifacts,
  decisions: DecisionLog,
  { endedBefore, keepTag = 'keep', because }: RetainOptions,
): Retention {
  const { database, now } = context;
  checkNumber('endedBefore', endedBefore);
  const dayAgo = now() - DAY_MS;
  const gone = database.transaction(() => {
    const runs = database.all<{ id: string }>(OLD_RUNS, [endedBefore, keepTag]).map(({ id }) => id);
    for (const id of runs) database.run('DELETE FROM runs WHERE id = ?', [id]);
    const loose = database.all<{ sha256: string }>(LOOSE, [dayAgo]).map(({ sha256 }) => sha256);
    for (const sha256 of loose) {
      database.run('DELETE FROM artifacts WHERE sha256 = ?', [sha256]);
      // while no one else can say that it is wanted again
      rmSync(artifacts.path(sha256), { force: true });
    }
    const content = { because: checkText('because', because), endedBefore, runs, artifacts: loose };
    return { runs, artifacts: loose, position: decisions.append({ kind: 'retention', content }).position };
  });
  removeStrays(context, artifacts, dayAgo);
  return gone;
}

/** Files that a killed process wrote and did not record. */
function removeStrays({ database }: StoreContext, artifacts: Artifacts, dayAgo: number): void {
  for (const sha256 of artifacts.files())
    database.transaction(() => {
      if (database.first('SELECT 1 AS known FROM artifacts WHERE sha256 = ?', [sha256])) return;
      try {
        if (statSync(artifacts.path(sha256)).mtimeMs < dayAgo) rmSync(artifacts.path(sha256));
      } catch (error) {
        throw ioError('remove', artifacts.path(sha256), error);
      }
    });
}

const OLD_RUNS = `SELECT id FROM runs WHERE ended < ? AND id NOT IN (SELECT run FROM versions WHERE run IS NOT NULL)
  AND id NOT IN (SELECT run FROM tags WHERE name = ?) ORDER BY started, id`;
const LOOSE = `SELECT sha256 FROM artifacts WHERE stored < ? AND sha256 NOT IN (SELECT sha256 FROM run_artifacts)
  AND sha256 NOT IN (SELECT sha256 FROM version_artifacts) ORDER BY sha256`;
