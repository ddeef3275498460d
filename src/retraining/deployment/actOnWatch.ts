import type { JsonObject } from '../../registry/canonicalJson';
import type { Rollback } from '../../registry/modelRegistry';
import type { Store } from '../../registry/openStore';
import type { WatchStatus } from './deploymentWatch';
import { rollBack } from './rollBack';

/** Options of `actOnWatch`. */
export interface WatchActionOptions {
  /** The version that was watched: if another one is champion by now, nothing happens. */
  readonly deployed: number;
  /** A version that serves when both fail, such as a rule; default none: the model then has no champion. */
  readonly fallback?: number;
}

/** What was done. */
export type WatchAction =
  | { readonly action: 'kept'; readonly because: string }
  | { readonly action: 'rolled back'; readonly version: number; readonly because: string }
  | { readonly action: 'fell back'; readonly version: number | null; readonly human: true; readonly because: string }
  | { readonly action: 'called a human'; readonly human: true; readonly because: string };

/**
 * Does what a watch says: keeps the champion, rolls it back, or, when both fail or nothing was deployed before, puts the fallback in
 * its place and calls for a human (a decision 'call-for-human' in the log). Alias and decisions land together.
 * @throws as `rollBack` does.
 * @example
 * const status = watch.add({ label, deployed, former });
 * if (status.action !== 'keep') await actOnWatch(store, 'reviews', status, { deployed: 2, fallback: 1 });
 */
export async function actOnWatch(
  store: Store,
  model: string,
  status: WatchStatus,
  { deployed, fallback }: WatchActionOptions,
): Promise<WatchAction> {
  const { action, because } = status;
  if (action === 'keep') return { action: 'kept', because };
  const evidence = { ...status } as unknown as JsonObject;
  if (action === 'fallback') return fallBack(store, model, because, evidence, deployed, fallback);
  const done = await rollBack(store, model, { because, expected: deployed, evidence });
  return done.outcome === 'restored'
    ? { action: 'rolled back', version: done.version, because }
    : notRolledBack(store, model, done, evidence);
}

function notRolledBack(
  store: Store,
  model: string,
  done: Exclude<Rollback, { outcome: 'restored' }>,
  evidence: JsonObject,
): WatchAction {
  const { outcome, because } = done;
  if (outcome === 'conflict') return { action: 'kept', because };
  store.decisions.append({ kind: 'call-for-human', content: { model, because, evidence } });
  return { action: 'called a human', human: true, because };
}

async function fallBack(
  store: Store,
  model: string,
  because: string,
  evidence: JsonObject,
  deployed: number,
  fallback: number | undefined,
): Promise<WatchAction> {
  if (fallback !== undefined) await store.models.files(model, fallback);
  return store.transaction((): WatchAction => {
    const current = store.models.current(model);
    if (current !== deployed) return { action: 'kept', because: `v${deployed} is not deployed any more` };
    const version = fallback ?? null;
    if (version === null) store.models.remove(model, 'champion', { because });
    else if (version !== deployed) store.models.promote(model, version, { expected: deployed, because });
    store.decisions.append({ kind: 'call-for-human', content: { model, because, evidence, fallback: version } });
    return { action: 'fell back', version, human: true, because };
  });
}
