import { show } from '../../errors';
import type { JsonObject } from '../../registry/canonicalJson';
import type { Decision } from '../../registry/decisionLog';
import type { Store } from '../../registry/openStore';
import { nextCharge } from '../judging/alphaSpending';
import { judge } from '../judging/judge';
import { judgingPlan, looksEvery, type JudgingPlan } from '../judging/judgingPlan';
import { shadowEvidence, type ShadowedSamples } from '../judging/shadowEvidence';
import type { Contestants } from '../judging/shadowTrial';
import type { Evidence } from '../judging/evidence';
import type { Verdict } from '../judging/verdict';

/** A verdict as the store's decision log holds it. */
export interface RecordedVerdict {
  /** In the decision log. */
  readonly position: number;
  readonly model: string;
  readonly verdict: Verdict;
}

/** The name under which a version answers in evidence. */
export function versionName(version: number): string {
  return `v${version}`;
}

/** The version of a name that `versionName` gave. */
export function versionNumber(name: string): number {
  const [, digits] = /^v([1-9]\d*)$/.exec(name) ?? [];
  if (digits === undefined) throw new RangeError(`invalid version name: expected one such as v3, got ${show(name)}`);
  return Number(digits);
}

/**
 * Who has to answer the samples on which a version is judged: the champion and every version that has ever been promoted.
 * @throws {RangeError} if the model has no champion (`deployFirst`), or the version was approved already.
 * @example
 * const { champion, approved } = contestantsOf(store, 'reviews', 4); // 'v3', ['v1', 'v3']
 */
export function contestantsOf(store: Store, model: string, version: number): Required<Contestants> {
  const { version: champion } = store.models.get(model, 'champion');
  const approved = approvedVersions(store, model).map(versionName);
  const challenger = versionName(store.models.get(model, version).version);
  if (approved.includes(challenger))
    throw new RangeError(
      `invalid version: expected one that was never promoted, got ${challenger}. Register it anew to judge it again`,
    );
  return { champion: versionName(champion), challenger, approved };
}

/** Versions that have ever been promoted, the first one first. */
export function approvedVersions(store: Store, model: string): number[] {
  const promoted = store.models.history(model).filter(({ action }) => action === 'promotion');
  return [...new Set(promoted.flatMap(({ version }) => (version === null ? [] : [version])))].sort((a, b) => a - b);
}

/**
 * Judges a version of the store on samples that it, the champion and every version approved before have answered (`contestantsOf`), and
 * writes the verdict into the decision log. Alpha is spent over all verdicts of the model; samples used again are charged for it.
 * @throws as `shadowEvidence`, `contestantsOf` and `judge` do.
 * @example
 * const { verdict, position } = judgeVersion(store, 'reviews', 2, { labels, answers: { v1: old, v2: fresh } }, judgingPlan());
 */
export function judgeVersion(
  store: Store,
  model: string,
  version: number,
  samples: ShadowedSamples | Evidence,
  plan: JudgingPlan,
  { seed = 0 }: { readonly seed?: number } = {},
): RecordedVerdict {
  judgingPlan(plan);
  // other judges wait: two verdicts must not spend the same part of alpha
  return store.transaction(() => {
    const contestants = contestantsOf(store, model, version);
    const evidence = 'labels' in samples ? shadowEvidence(samples, contestants) : sameContest(samples, contestants);
    const earlier = recordedVerdicts(store, model).map(({ verdict }) => verdict);
    const looks = looksEvery(plan) ? 'every' : 'once';
    const verdict = judge(evidence, plan, { charge: nextCharge(evidence, { looks }, earlier), seed });
    const content = { model, verdict: verdict as unknown as JsonObject };
    return { position: store.decisions.append({ kind: 'verdict', content }).position, model, verdict };
  });
}

/** All verdicts on a model's versions that have not been erased, the first one first. */
export function recordedVerdicts(store: Store, model: string): RecordedVerdict[] {
  return store.decisions
    .list({ kind: 'verdict' })
    .map(readVerdict)
    .filter((one): one is RecordedVerdict => one?.model === model);
}

/** The verdict in a decision; undefined if it is none, or erased. */
export function readVerdict({ kind, position, content }: Decision): RecordedVerdict | undefined {
  if (kind !== 'verdict' || content === undefined) return undefined;
  return { position, ...(content as unknown as Omit<RecordedVerdict, 'position'>) };
}

function sameContest(evidence: Evidence, { champion, challenger, approved }: Required<Contestants>): Evidence {
  const wanted = [champion, challenger, ...approved].filter(
    (name) => !evidence.answers.some((one) => one.version === name),
  );
  if (evidence.champion !== champion || evidence.challenger !== challenger || wanted.length > 0)
    throw new RangeError(
      `invalid evidence: expected ${challenger} beside ${champion}, with ${approved.join(', ')}, got ${evidence.challenger} beside ${evidence.champion}, with ${evidence.approved.join(', ')}`,
    );
  return evidence;
}
