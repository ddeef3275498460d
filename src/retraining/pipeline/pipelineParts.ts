import { checkInteger } from '../../errors';
import type { Random } from '../../random';
import type { Store } from '../../registry/openStore';
import { limitedPolicy, type RetrainingBudget } from '../deciding/limitedPolicy';
import type { Policy } from '../deciding/decision';
import { qPolicy } from '../deciding/qPolicy';
import type { QTable } from '../deciding/qTable';
import { WEEKLY_WORLD } from '../deciding/retrainingWorld';
import { rulePolicy } from '../deciding/rulePolicy';
import { trainQTable } from '../deciding/trainQTable';
import type { WatchOptions } from '../deployment/deploymentWatch';
import type { ApprovalOptions } from '../deployment/promote';
import { judgingPlan, type JudgingPlan } from '../judging/judgingPlan';
import type { LearningParts } from './learnChallenger';
import { ModelVersions, type ModelFiles } from './modelVersions';
import { ensembleMonitor, type DriftMonitor } from './driftMonitor';
import type { CommitOptions } from './groupCommit';
import type { PipelineConfig } from './pipelineConfig';
import { PipelineState } from './pipelineState';

/** What a pipeline works with: the user's model and functions, and what is not a number in `PipelineConfig`. */
export interface PipelineParts<M> extends LearningParts<M> {
  /** Milliseconds since 1970, such as `Date.now`. */
  readonly clock: () => number;
  readonly random: Random;
  /** How models become bytes. */
  readonly files: ModelFiles<M>;
  /** Deployed as version 1 where the store has no champion. */
  readonly champion?: M;
  /** Name of the model in the store, default 'model'. */
  readonly model?: string;
  /** Default `ensembleMonitor()`. */
  readonly monitor?: DriftMonitor;
  /** Default `rulePolicy()`, or with `enableRlPolicy` `qPolicy` of `qTable`. It is held within the limits of the configuration. */
  readonly policy?: Policy;
  /** For `enableRlPolicy`; default: trained in the weekly world when the pipeline is opened. */
  readonly qTable?: QTable;
  /** Default: no limit; what a retraining costs is told by its `costs`. */
  readonly budget?: RetrainingBudget;
  /** How challengers are judged; default `judgingPlan()`, which asks for a signature. */
  readonly plan?: Partial<JudgingPlan>;
  /** Labelled samples that decide in shadow; default what the plan needs for its power, and no fewer than its floor. */
  readonly trialSamples?: number;
  readonly watch?: WatchOptions;
  /** A version that serves when champion and former champion both fail. */
  readonly fallback?: number;
  /** Whose signatures count. */
  readonly approverKeys?: ApprovalOptions['approverKeys'];
  /** Samples that are kept, default ten windows, and no fewer than ten times `minSamplesForRetrain`. */
  readonly bufferSize?: number;
  /** Older labelled samples that are kept for replay, default 1000. */
  readonly replaySize?: number;
  readonly commit?: CommitOptions;
}

/** A pipeline's parts with all choices made. */
export interface PipelineCore<M> extends PipelineParts<M> {
  readonly config: Required<PipelineConfig>;
  readonly name: string;
  readonly store: Store;
  readonly versions: ModelVersions<M>;
  readonly monitor: DriftMonitor;
  readonly decider: Policy;
  readonly judging: JudgingPlan;
  readonly sizes: { readonly buffer: number; readonly replay: number };
  /** Of the model. */
  classes: number;
  /** Null before there is a reference. */
  state: PipelineState | null;
}

/** @throws {RangeError} before there is a reference. */
export function stateOf<M>({ state }: PipelineCore<M>): PipelineState {
  if (!state)
    throw new RangeError('invalid reference: expected one before samples come, got none. Call setReferenceData');
  return state;
}

/** A state with nothing in it but who is champion. */
export function freshState<M>({ sizes, random, store, name, watch }: PipelineCore<M>, columns: number): PipelineState {
  const { buffer, replay } = sizes;
  const seed = random.fork('replay').integer(2 ** 32);
  const state = new PipelineState({ columns, capacity: buffer, replay, seed });
  state.deploy(store.models.current(name), null, watch);
  return state;
}

/** @throws {TypeError | RangeError} for options that are wrong, or do not fit each other. */
export function pipelineCore<M>(
  config: Required<PipelineConfig>,
  store: Store,
  parts: PipelineParts<M>,
): PipelineCore<M> {
  const { model: name = 'model', files, learner, monitor = ensembleMonitor(), replaySize = 1000 } = parts;
  const { driftDetectionWindow, minSamplesForRetrain } = config;
  const least = Math.max(driftDetectionWindow, minSamplesForRetrain);
  return {
    ...parts,
    ...{ config, name, store, monitor, classes: 0, state: null },
    versions: new ModelVersions(store, name, files, learner),
    decider: decider(config, parts),
    judging: judgingPlan(parts.plan),
    sizes: {
      buffer: checkInteger('bufferSize', parts.bufferSize ?? 10 * least, least),
      replay: checkInteger('replaySize', replaySize, 1),
    },
  };
}

function decider<M>(config: Required<PipelineConfig>, parts: PipelineParts<M>): Policy {
  const { enableRlPolicy, maxRetrainingFrequencyDays, minSamplesForRetrain } = config;
  const { policy, qTable, budget, random } = parts;
  if (enableRlPolicy && policy) throw new RangeError('invalid policy: expected none with enableRlPolicy, got one');
  const learnt = () => qPolicy(qTable ?? trainQTable(WEEKLY_WORLD, { random: random.fork('q-table') }));
  return limitedPolicy(enableRlPolicy ? learnt() : (policy ?? rulePolicy()), {
    cooldownDays: maxRetrainingFrequencyDays,
    leastSamples: minSamplesForRetrain,
    budget,
  });
}
