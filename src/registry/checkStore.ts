import type { Artifacts } from './artifacts';
import type { Database } from './database';
import type { DecisionLog } from './decisionLog';
import { verifyEntries } from './verifyLog';

/** What is wrong with a store; empty when nothing is. */
export interface StoreReport {
  readonly ok: boolean;
  readonly problems: readonly string[];
}

/** Examines the database file, the references in it, the bytes of every artifact that is named, and the entries of the log. */
export async function checkStore(
  database: Database,
  artifacts: Artifacts,
  decisions: DecisionLog,
): Promise<StoreReport> {
  const problems = [
    ...database.all<{ integrity_check: string }>('PRAGMA integrity_check').map((row) => row.integrity_check),
    ...database
      .all<{ table: string }>('PRAGMA foreign_key_check')
      .map(({ table }) => `a row of ${table} names nothing`),
    ...verifyEntries(decisions.entries()).map(({ message }) => `decision log: ${message}`),
    ...(await damagedArtifacts(database, artifacts)),
  ].filter((line) => line !== 'ok');
  return { ok: problems.length === 0, problems };
}

/** Those that nothing names may lack their file: a killed `retain` leaves them so, and the next one takes them away. */
async function damagedArtifacts(database: Database, artifacts: Artifacts): Promise<string[]> {
  const problems: string[] = [];
  const named = database.all<{ sha256: string }>(
    'SELECT sha256 FROM run_artifacts UNION SELECT sha256 FROM version_artifacts',
  );
  for (const { sha256 } of named)
    await artifacts.read(sha256).catch((error: Error) => problems.push(`artifact ${sha256}: ${error.message}`));
  return problems;
}
