import type { JsonObject } from '../../registry/canonicalJson';
import type { Rollback } from '../../registry/modelRegistry';
import type { Store } from '../../registry/openStore';

/** Options of `rollBack`. */
export interface RollBackOptions {
  readonly because: string;
  /** The version that is to go; not given: whichever is deployed. */
  readonly expected?: number;
  /** What the decision rests on, such as the status of a `DeploymentWatch`; goes into the log. */
  readonly evidence?: JsonObject;
}

/**
 * Restores what was deployed before the present champion, only if something was; alias and decision land together.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA if a file of the version to restore has other bytes than were stored: the champion stays.
 * @example
 * await rollBack(store, 'reviews', { because: 'the deployed version is worse: e = 130' }); // { outcome: 'restored', version: 1, previous: 2 }
 */
export async function rollBack(
  store: Store,
  model: string,
  { because, expected, evidence }: RollBackOptions,
): Promise<Rollback> {
  const planned = rehearse(store, model, { because, expected });
  if (planned.outcome !== 'restored') return planned;
  await store.models.files(model, planned.version);
  return store.transaction(() => {
    const done = store.models.rollback(model, { because, expected: planned.previous });
    const content = { model, because, evidence: evidence ?? null };
    if (done.outcome === 'restored')
      store.decisions.append({
        kind: 'rollback',
        content: { ...content, version: done.version, previous: done.previous },
      });
    return done;
  });
}

/** What a rollback would do. */
function rehearse(store: Store, model: string, options: Pick<RollBackOptions, 'because' | 'expected'>): Rollback {
  let found: Rollback | undefined;
  const enough = new Error('rehearsed');
  try {
    return store.transaction(() => {
      found = store.models.rollback(model, options);
      throw enough;
    });
  } catch (error) {
    if (error !== enough) throw error;
    return found!;
  }
}
