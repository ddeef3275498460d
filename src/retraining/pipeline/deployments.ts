import type { JsonObject } from '../../registry/canonicalJson';
import { actOnWatch } from '../deployment/actOnWatch';
import type { WatchStatus } from '../deployment/deploymentWatch';
import { approvedVersions, judgeVersion, recordedVerdicts, versionName } from '../deployment/judgeVersion';
import { promote } from '../deployment/promote';
import { judge } from '../judging/judge';
import { nextCharge } from '../judging/alphaSpending';
import { looksEvery } from '../judging/judgingPlan';
import { verdictHash } from '../judging/replayVerdict';
import { shadowEvidence } from '../judging/shadowEvidence';
import type { PipelineCore } from './pipelineParts';
import { isFull, trialSamples, type Trial } from './trial';

/** Between two looks at bets. */
const LOOK = 50;

/** An alarm of the watch, and the sample at which it came. */
export interface WatchAlarm {
  readonly status: WatchStatus;
  readonly position: number;
}

/** Whether a trial is to be decided, or looked at, now. */
export function isLookDue<M>({ judging, state }: PipelineCore<M>): boolean {
  const trial = state!.trial;
  if (!trial) return false;
  const { length } = trial.positions;
  if (trial.awaiting) return state!.moment >= trial.until;
  return isOver(trial, state!.moment) || (looksEvery(judging) && length > 0 && length % LOOK === 0);
}

function isOver(trial: Trial, count: number): boolean {
  return isFull(trial) || count >= trial.until;
}

/**
 * Judges the trial if it is due, writes the verdict, and promotes or drops the challenger; what the log has already counts and is not done
 * again.
 */
export async function concludeTrial<M>(core: PipelineCore<M>, approval?: string): Promise<void> {
  const { store, name, judging } = core;
  const state = core.state!;
  const trial = state.trial!;
  const known = recordedVerdicts(store, name).find(({ verdict }) => verdict.evidence.challenger === versionName(trial.version)); // prettier-ignore
  const isPromoted = approvedVersions(store, name).includes(trial.version);
  if (!known && store.models.current(name) !== trial.champion)
    return drop(core, `version ${trial.version} was judged beside ${trial.champion}, which is not deployed any more`);
  if (trial.positions.length === 0) return drop(core, `no labelled samples to judge version ${trial.version} on`);
  if (!known && isEarly(core, trial)) return;
  const { verdict, position } = known ?? judgeVersion(store, name, trial.version, trialSamples(trial), judging);
  state.ring.markJudged(trial.positions);
  const because = `${verdict.outcome}: ${verdict.because.join('; ')}`;
  if (verdict.outcome !== 'PASS') return drop(core, `version ${trial.version}, ${because}`);
  const options = { approval, approverKeys: core.approverKeys };
  const done = isPromoted ? { outcome: 'promoted' as const } : await promote(store, position, options);
  if (done.outcome === 'promoted') return become(core, trial, because);
  if (done.outcome === 'conflict') return drop(core, done.because);
  if (trial.awaiting && approval === undefined) return drop(core, `version ${trial.version} was not signed in time`);
  // refused: what is missing is a signature
  trial.awaiting = { position, hash: verdictHash(verdict) };
  state.lastVerdict = `version ${trial.version}, ${because}; ${done.because}`;
}

/** Whether bets that may go on say nothing yet. */
function isEarly<M>({ store, name, judging, state }: PipelineCore<M>, trial: Trial): boolean {
  if (!looksEvery(judging) || isOver(trial, state!.moment)) return false;
  const [champion, challenger] = [trial.champion, trial.version].map(versionName);
  const approved = approvedVersions(store, name).map(versionName);
  const evidence = shadowEvidence(trialSamples(trial), { champion, challenger, approved });
  const earlier = recordedVerdicts(store, name).map(({ verdict }) => verdict);
  const charge = nextCharge(evidence, { looks: 'every' }, earlier);
  return judge(evidence, { ...judging, resamples: 0 }, { charge }).outcome === 'INCONCLUSIVE';
}

function drop<M>({ state }: PipelineCore<M>, because: string): void {
  state!.trial = null;
  state!.counts.rejections++;
  state!.lastVerdict = because;
}

async function become<M>(core: PipelineCore<M>, { version, champion, learntTo, positions }: Trial, because: string) {
  const state = core.state!;
  state.counts.promotions++;
  state.lastVerdict = `version ${version}, ${because}`;
  state.deploy(version, champion, core.watch);
  state.learntTo = learntTo;
  state.referTo(positions);
  await predictReference(core);
}

/** Has the present champion answer the reference: drift of predictions is about one model. */
export async function predictReference<M>({ state, versions }: PipelineCore<M>): Promise<void> {
  const { champion, reference } = state!;
  if (champion === null || reference.inputs.rows === 0) return;
  const predictions = Float64Array.from(await versions.answers(champion, reference.inputs), (answer) => answer ?? NaN);
  state!.reference = { ...reference, predictions };
}

/** Does what the watch says, unless it was done before: the log says so by the sample that gave the alarm. */
export async function answerAlarm<M>(core: PipelineCore<M>, { status, position }: WatchAlarm): Promise<void> {
  const { store, name, fallback } = core;
  const state = core.state!;
  const deployed = state.champion!;
  const key = `watch of version ${deployed} at sample ${position}`;
  if (!answerTo(core, key)) await actOnWatch(store, name, { ...status, key } as WatchStatus, { deployed, fallback });
  const answer = answerTo(core, key);
  // none: another version is deployed by now
  if (!answer) return;
  state.counts[answer.kind === 'rollback' ? 'rollbacks' : 'humanCalls']++;
  if (answer.version !== undefined) state.deploy(answer.version, null, core.watch);
  // whoever was called decides: the watch rests until something else is deployed
  if (answer.kind === 'call-for-human') state.watch = null;
  await predictReference(core);
}

interface AlarmAnswer {
  readonly kind: string;
  /** Deployed since; undefined: the same as before. */
  readonly version: number | null | undefined;
}

function answerTo<M>({ store, name }: PipelineCore<M>, key: string): AlarmAnswer | undefined {
  for (const kind of ['rollback', 'call-for-human'])
    for (const { content } of store.decisions.list({ kind })) {
      const { model, evidence, version, fallback } = (content ?? {}) as Readonly<Record<string, unknown>>;
      if (model === name && (evidence as JsonObject | null)?.key === key)
        return { kind, version: (kind === 'rollback' ? version : fallback) as number | null | undefined };
    }
  return undefined;
}

/** Takes over what someone else has deployed, or rolled back, in the store. */
export async function followStore<M>(core: PipelineCore<M>): Promise<void> {
  const state = core.state;
  const current = core.store.models.current(core.name);
  if (!state || state.champion === current) return;
  state.moment = state.ring.count;
  if (state.trial) drop(core, `version ${current ?? 'none'} was deployed by someone else`);
  state.deploy(current, state.champion, core.watch);
  await predictReference(core);
}
