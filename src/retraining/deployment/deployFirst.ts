import { sha256Of } from '../../data/sha256Of';
import { canonicalJson } from '../../registry/canonicalJson';
import type { Store } from '../../registry/openStore';
import { approvalRefusal, type ApprovalOptions, type Deployment } from './promote';

/** Options of `deployFirst`. */
export interface DeployFirstOptions extends ApprovalOptions {
  readonly because: string;
  /** Whether a human has to sign `deploymentHash`; default 'required'. */
  readonly approvalRule?: 'required' | 'automatic';
}

/**
 * Makes a version champion where there is none: there is nothing to judge it against, so the reason is the caller's.
 * @throws as `promote` does about files.
 * @example
 * await deployFirst(store, 'reviews', 1, { because: 'accuracy 0.91 on the held-out reviews', approvalRule: 'automatic' });
 */
export async function deployFirst(
  store: Store,
  model: string,
  version: number,
  { because, approvalRule = 'required', ...options }: DeployFirstOptions,
): Promise<Deployment> {
  await store.models.files(model, version);
  return store.transaction((): Deployment => {
    const hash = deploymentHash(store, model, version);
    const refused = approvalRule === 'required' ? approvalRefusal(hash, options) : undefined;
    if (refused !== undefined) return { outcome: 'refused', because: refused };
    const done = store.models.promote(model, version, { expected: null, because });
    const content = { model, version, previous: null, because, hash, approval: options.approval ?? null };
    if (done.outcome === 'promoted') store.decisions.append({ kind: 'promotion', content });
    return done;
  });
}

/** SHA-256 of what a first deployment puts in place: model, version and the hashes of its files. */
export function deploymentHash(store: Store, model: string, version: number): string {
  const { artifacts } = store.models.get(model, version);
  return sha256Of(canonicalJson('deployment', { model, version, artifacts }));
}
