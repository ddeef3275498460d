import { show } from '../../errors';
import type { Promotion } from '../../registry/modelRegistry';
import type { Store } from '../../registry/openStore';
import { replayVerdict, verdictHash } from '../judging/replayVerdict';
import { approvers } from './approval';
import { approvedVersions, readVerdict, versionName, versionNumber, type RecordedVerdict } from './judgeVersion';

/** A human's approval and the keys of those who may give one. */
export interface ApprovalOptions {
  /** Of `signApproval`. */
  readonly approval?: string;
  /** Verifier keys of those who may approve. */
  readonly approverKeys?: readonly string[];
}

/** What came of a promotion. */
export type Deployment = Promotion | { readonly outcome: 'refused'; readonly because: string };

/**
 * Makes a challenger champion by its recorded verdict, all or nothing: alias and decision land together, and only if the champion is
 * still the one it was judged against. Refused unless the verdict is PASS, comes out the same when judged again, was not used before,
 * covers every version approved by now, and a human has signed its hash where the plan says so.
 * @param position of the verdict in the decision log.
 * @throws {RangeError} if there is no verdict; {DriftlabError} DRIFTLAB_INVALID_DATA if a file of the version has other bytes than were
 * stored, DRIFTLAB_IO if it cannot be read.
 * @example
 * const done = await promote(store, 4, { approval, approverKeys: [verifierKey] });
 * if (done.outcome !== 'promoted') console.log(done.because);
 */
export async function promote(store: Store, position: number, options: ApprovalOptions = {}): Promise<Deployment> {
  const recorded = readVerdict(store.decisions.get(position));
  if (!recorded) throw new RangeError(`invalid position: expected that of a verdict, got ${show(position)}`);
  const { model, verdict } = recorded;
  const { champion, challenger } = verdict.evidence;
  await store.models.files(model, versionNumber(challenger));
  return store.transaction((): Deployment => {
    const because = refusal(store, recorded, options);
    if (because !== undefined) return { outcome: 'refused', because };
    const [version, expected] = [versionNumber(challenger), versionNumber(champion)];
    const done = store.models.promote(model, version, { expected, because: verdict.because.join('; ') });
    if (done.outcome === 'promoted') {
      const { approval = null } = options;
      const content = {
        model,
        version,
        previous: done.previous,
        verdict: position,
        hash: verdictHash(verdict),
        approval,
      };
      store.decisions.append({ kind: 'promotion', content });
    }
    return done;
  });
}

function refusal(
  store: Store,
  { position, model, verdict }: RecordedVerdict,
  options: ApprovalOptions,
): string | undefined {
  const { outcome, because, plan, evidence } = verdict;
  if (outcome !== 'PASS') return `the verdict is ${outcome}: ${because.join('; ')}`;
  const { same, differs } = replayVerdict(verdict);
  if (!same) return `the record does not give its verdict again: ${differs.join(', ')} differ`;
  if (wasUsed(store, position)) return 'the verdict has been used: evidence of the past is none about today';
  const known = [evidence.champion, evidence.challenger, ...evidence.approved];
  const missing = approvedVersions(store, model)
    .map(versionName)
    .filter((name) => !known.includes(name));
  if (missing.length > 0) return `it was not compared with ${missing.join(', ')}, approved by now`;
  if (plan.approval === 'automatic') return undefined;
  return approvalRefusal(verdictHash(verdict), options);
}

/** Why an approval does not do; undefined if it does. */
export function approvalRefusal(hash: string, { approval, approverKeys = [] }: ApprovalOptions): string | undefined {
  if (approval === undefined) return `approval is required: sign ${hash}`;
  return approvers(approval, hash, approverKeys).length > 0
    ? undefined
    : 'the approval is not signed by one who may approve, or not for this verdict';
}

function wasUsed(store: Store, position: number): boolean {
  return store.decisions
    .list({ kind: 'promotion' })
    .some(({ content }) => (content as { readonly verdict?: number } | undefined)?.verdict === position);
}
