import { notDue } from './decideCycle';
import type { DecidedCycle } from './pipelineEvents';
import type { PipelineCore } from './pipelineParts';
import { NOTHING_COUNTED, type PipelineCounts } from './pipelineState';
import type { Trial } from './trial';

/** A buffer and how full it is. */
export interface BufferStatus {
  readonly size: number;
  readonly capacity: number;
}

/** A challenger that is being judged. */
export interface TrialStatus {
  readonly version: number;
  readonly labelled: number;
  readonly wanted: number;
  /** What a person has to sign; null while it is not decided. */
  readonly awaiting: { readonly position: number; readonly hash: string } | null;
}

/** How a pipeline is doing. */
export interface PipelineStatus {
  readonly model: string;
  readonly champion: number | null;
  /** In shadow, to go back to. */
  readonly former: number | null;
  /** 'retraining': decided and not finished, also after a kill. */
  readonly phase: 'noReference' | 'monitoring' | 'retraining' | 'inShadow' | 'awaitingApproval' | 'noChampion';
  readonly trial: TrialStatus | null;
  /** Null: a cycle has a window to look at now. */
  readonly waitingFor: string | null;
  readonly buffer: BufferStatus;
  readonly replay: BufferStatus;
  readonly reference: number;
  readonly counts: Readonly<PipelineCounts>;
  readonly lastDecision: DecidedCycle | null;
  /** What came of the last challenger. */
  readonly lastVerdict: string | null;
  /** What went wrong when the last samples were shown to the models; null: nothing. */
  readonly fault: string | null;
}

/** @param fault of the last reaction to labels. */
export function pipelineStatus<M>(core: PipelineCore<M>, fault: string | null): PipelineStatus {
  const { state, name, store } = core;
  const { size = 0, capacity = core.sizes.buffer } = state?.ring ?? {};
  return {
    ...{ model: name, champion: state ? state.champion : store.models.current(name), former: state?.former ?? null },
    ...{ phase: phaseOf(core), trial: trialStatus(state?.trial ?? null), waitingFor: notDue(core) ?? null },
    buffer: { size, capacity },
    replay: { size: state?.replay.size ?? 0, capacity: core.sizes.replay },
    reference: state?.reference.inputs.rows ?? 0,
    counts: { ...(state?.counts ?? NOTHING_COUNTED) },
    ...{ lastDecision: state?.lastDecision ?? null, lastVerdict: state?.lastVerdict ?? null, fault },
  };
}

function phaseOf<M>({ state }: PipelineCore<M>): PipelineStatus['phase'] {
  if (!state || state.reference.inputs.rows === 0) return 'noReference';
  if (state.champion === null) return 'noChampion';
  if (state.cycle) return 'retraining';
  if (!state.trial) return 'monitoring';
  return state.trial.awaiting ? 'awaitingApproval' : 'inShadow';
}

function trialStatus(trial: Trial | null): TrialStatus | null {
  if (!trial) return null;
  const { version, positions, wanted, awaiting } = trial;
  return { version, labelled: positions.length, wanted, awaiting };
}
