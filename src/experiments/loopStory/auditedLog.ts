import type { Store } from '../../registry/openStore';
import { verifyLog, type LogReport } from '../../registry/verifyLog';

/** What somebody found who kept checkpoints of the log outside of the store. */
export interface AuditOfStory {
  readonly report: LogReport;
  /** What the same examination says of a copy in which one word of a decision was changed. */
  readonly forged: LogReport;
  /** Whether database, references and the bytes of all versions are whole. */
  readonly whole: boolean;
  readonly kinds: readonly string[];
}

/**
 * Examines a store's log against checkpoints, and shows that the examination would have found a forgery: the last rollback's reason is changed in a
 * copy.
 */
export async function auditedLog(
  store: Store,
  checkpoints: readonly string[],
  verifierKey: string,
): Promise<AuditOfStory> {
  const entries = store.decisions.entries();
  const kinds = store.decisions.list().map(({ kind }) => kind);
  const at = kinds.lastIndexOf('rollback');
  const forged = entries.map((one) =>
    one.position === at ? { ...one, content: one.content?.replace('worse', 'fine') } : one,
  );
  return {
    report: verifyLog(entries, { checkpoints, verifierKey }),
    forged: verifyLog(forged, { checkpoints, verifierKey }),
    whole: (await store.check()).ok,
    kinds,
  };
}
