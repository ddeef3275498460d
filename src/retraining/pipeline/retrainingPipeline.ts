import { checkInteger } from '../../errors';
import { openStore, type Store } from '../../registry/openStore';
import { deployFirst } from '../deployment/deployFirst';
import { concludeTrial, followStore, predictReference } from './deployments';
import { decideCycle, notDue, type CycleDecision } from './decideCycle';
import { logErasure, type Erasure } from './erasure';
import { GroupCommit } from './groupCommit';
import type { Journal } from './journal';
import { lockFolder } from './lockFolder';
import { pipelineConfig, type PipelineConfig } from './pipelineConfig';
import {
  checkColumns,
  checkKey,
  sampleEvent,
  type DecidedCycle,
  type MonitoredSample,
  type PipelineEvent,
} from './pipelineEvents';
import { freshState, pipelineCore, stateOf, type PipelineCore, type PipelineParts } from './pipelineParts';
import { pipelineStatus, type PipelineStatus } from './pipelineStatus';
import { pipelineMetrics, type ExportedMetrics } from './pipelineMetrics';
import { PipelineState, type EventOutcome, type LabelledSample, type PipelineSnapshot } from './pipelineState';
import { react } from './reactions';
import { readyChallenger } from './readyChallenger';
import { referenceSamples, type ReferenceData } from './referenceData';
import { readFolder, writeSnapshot } from './snapshotFiles';

/** A sample or label is on the disk. */
export interface Acknowledgement {
  /**
   * 'kept': a new sample. 'labelled': the label of one that is here. 'duplicate': the sample or its label was here already and stays
   * as it was. 'unknown': a label of an id that never came, or is gone; it is counted and not kept.
   */
  readonly outcome: 'kept' | 'labelled' | 'duplicate' | 'unknown';
  /** Whether a cycle has a new window to look at. */
  readonly cycleDue: boolean;
}

/** What a cycle came to. */
export interface CycleReport {
  /**
   * 'waiting': nothing to decide yet. 'noRetraining', 'noChallenger': no cure was better, or it was screened out. 'inShadow': it is judged on the
   * samples to come. 'promoted', 'rejected', 'awaitingApproval': judged on held-out samples.
   */
  readonly outcome:
    'waiting' | 'noRetraining' | 'noChallenger' | 'inShadow' | 'promoted' | 'rejected' | 'awaitingApproval';
  readonly because: string;
  readonly decided: DecidedCycle | null;
  /** Null where the decision was made before a restart, or nothing was decided. */
  readonly found: Omit<CycleDecision, 'decided'> | null;
  /** Of the challenger. */
  readonly version: number | null;
}

/** How many events a journal has before the state is written whole. */
const JOURNAL_EVENTS = 50_000;

/**
 * Opens a pipeline: where a killed one stopped, at the last sample that was acknowledged. What it had done is not done again; a retraining
 * that was decided and not finished is taken up by the next `executeFullRetrainingCycle`.
 * @throws {TypeError | RangeError} for wrong options; {DriftlabError} DRIFTLAB_IO if another process has it open, or as `openStore`.
 * @example
 * const pipeline = await openPipeline({ registryPath: 'lab/store.db' }, { clock: Date.now, random, learner, files, champion });
 */
export async function openPipeline<M>(config: PipelineConfig, parts: PipelineParts<M>): Promise<RetrainingPipeline<M>> {
  const checked = pipelineConfig(config);
  const folder = `${checked.registryPath}-pipeline`;
  const unlock = lockFolder(folder);
  let store: Store | undefined;
  try {
    store = openStore(checked.registryPath, { clock: parts.clock });
    const core = pipelineCore(checked, store, parts);
    await deployChampion(core, parts.champion);
    core.classes = parts.learner.classes(await core.versions.open(latestVersion(core)));
    const { snapshot, events, turn } = await readFolder(folder, core.name);
    if (snapshot) core.state = restored(snapshot, checked);
    const pipeline = new RetrainingPipeline(core, folder, turn, unlock);
    await pipeline.goOn(events);
    return pipeline;
  } catch (error) {
    store?.close();
    unlock();
    throw error;
  }
}

/** @throws {RangeError} if its buffer is smaller than a window of the configuration. */
function restored(snapshot: PipelineSnapshot, config: Required<PipelineConfig>): PipelineState {
  const { capacity } = snapshot.ring;
  checkInteger('driftDetectionWindow', config.driftDetectionWindow, 1, capacity);
  checkInteger('minSamplesForRetrain', config.minSamplesForRetrain, 1, capacity);
  return PipelineState.fromJSON(snapshot);
}

/** The champion's, or where none serves the last one that was made. */
function latestVersion<M>({ store, name }: PipelineCore<M>): number {
  return store.models.current(name) ?? store.models.list(name).length;
}

async function deployChampion<M>({ store, name, versions }: PipelineCore<M>, champion: M | undefined): Promise<void> {
  if (store.models.current(name) !== null || store.models.history(name).length > 0) return;
  if (champion === undefined)
    throw new TypeError('invalid champion: expected a model, since none is deployed, got none');
  // a killed start may have registered it already
  const [known] = store.models.list(name);
  const { version } = known ?? store.models.register(name, { artifacts: await versions.put(champion), card: { cycle: 'none' } }); // prettier-ignore
  await deployFirst(store, name, version, { because: 'the model the pipeline began with', approvalRule: 'automatic' });
}

/** Monitors a deployed model, decides about retraining, and carries it out; made by `openPipeline`. */
export class RetrainingPipeline<M> {
  private readonly commits: GroupCommit<PipelineEvent, EventOutcome>;
  private journal: Journal | undefined;
  private journaled = 0;
  private erasures = 0;
  private running: Promise<CycleReport> | undefined;
  private fault: string | null = null;

  constructor(
    private readonly core: PipelineCore<M>,
    private readonly folder: string,
    private turn: number,
    private readonly unlock: () => void,
  ) {
    this.commits = new GroupCommit((events) => this.commit(events), core.commit);
  }

  /** The store with versions, verdicts and decisions. */
  get store(): Store {
    return this.core.store;
  }

  /**
   * Sets what windows are compared with, and what cures and replay know of the past; on the disk when it resolves. The buffers stay, unless
   * there are more or fewer columns.
   * @throws {TypeError | RangeError} for rows that are not finite, labels that are no classes, or lists of other lengths.
   * @example
   * await pipeline.setReferenceData({ inputs, labels });
   */
  setReferenceData(data: ReferenceData): Promise<void> {
    const { core } = this;
    return this.commits.alone(async () => {
      const reference = referenceSamples(data, core.classes);
      const { columns } = reference.inputs;
      const state = core.state?.ring.columns === columns ? core.state : freshState(core, columns);
      state.refer(reference);
      core.state = state;
      await predictReference(core);
      await this.keep();
    });
  }

  /**
   * Remembers a prediction, or the label of one that is here already. Resolves when it is on the disk, together with others: within a second,
   * or once 1000 have come. So do not wait for one before sending the next.
   * @throws {TypeError | RangeError} for a sample that is not valid, or before `setReferenceData`; {DriftlabError} DRIFTLAB_IO if it
   * cannot be written.
   * @example
   * await Promise.all(answers.map(({ id, features, prediction, time }) => pipeline.monitorPrediction({ id, features, prediction, time })));
   */
  async monitorPrediction(sample: MonitoredSample): Promise<Acknowledgement> {
    return this.acknowledged(sampleEvent(sample, stateOf(this.core).ring.columns, this.core.classes));
  }

  /**
   * The label of a prediction that was monitored before, however late; otherwise as `monitorPrediction`.
   * @example
   * await pipeline.labelArrived({ id: 'request 17', label: 1 }); // { outcome: 'labelled', cycleDue: false }
   */
  async labelArrived({ id, label }: { readonly id: string; readonly label: number }): Promise<Acknowledgement> {
    stateOf(this.core);
    return this.acknowledged(['l', checkKey('id', id), checkInteger('label', label, 0, this.core.classes - 1)]);
  }

  /**
   * One cycle: compare the newest window with the reference, explain, decide; if the decision is to retrain, learn a challenger and judge it,
   * or have it judged on the samples to come. A cycle that a kill has interrupted is finished first. Predictions are
   * taken meanwhile. A second call during a cycle gives the same one.
   * @throws what the user's functions throw when they learn; the decision stays, and the next call tries again.
   * @example
   * const { outcome, because } = await pipeline.executeFullRetrainingCycle();
   */
  executeFullRetrainingCycle(): Promise<CycleReport> {
    this.running ??= this.cycle().finally(() => (this.running = undefined));
    return this.running;
  }

  /**
   * Promotes a challenger that has passed and waits for a signature; says what came of it.
   * @param approval of `signApproval` over the hash that the status shows.
   * @throws {RangeError} if none waits.
   */
  approve(approval: string): Promise<PipelineStatus> {
    return this.commits.alone(async () => {
      if (!this.core.state?.trial?.awaiting)
        throw new RangeError('invalid approval: expected a challenger that waits for one, got none');
      await concludeTrial(this.core, approval);
      await this.keep();
      return this.getPipelineStatus();
    });
  }

  /**
   * Erases a person's samples from the buffers, the replay buffer and the reference, and the contents of decisions about them; the log says that it was
   * done, and not about whom. Models that have learnt from them stay as they are.
   * @example
   * await pipeline.eraseSubject('patient 17', { because: 'request of 3 May' }); // { buffer: 12, replay: 3, reference: 0 }
   */
  async eraseSubject(subject: string, { because }: { readonly because: string }): Promise<Erasure> {
    stateOf(this.core);
    // the turn grows with every start
    const mark = `erasure ${this.turn}.${++this.erasures}`;
    const done = this.commits.add(['e', checkKey('subject', subject), mark, checkKey('because', because)]);
    await this.flush();
    const { erased = [0, 0, 0] } = await done;
    return { buffer: erased[0], replay: erased[1], reference: erased[2] };
  }

  /** Writes what waits, at once. */
  flush(): Promise<void> {
    return this.commits.flush();
  }

  /** How the pipeline is doing now. */
  getPipelineStatus(): PipelineStatus {
    return pipelineStatus(this.core, this.fault);
  }

  /** Its figures, by the names of a monitoring system, and as Prometheus text. */
  exportMetrics(): ExportedMetrics {
    return pipelineMetrics(this.core);
  }

  /** The model that is deployed. */
  async champion(): Promise<{ readonly version: number; readonly model: M } | null> {
    const version = this.core.store.models.current(this.core.name);
    return version === null ? null : { version, model: await this.core.versions.open(version) };
  }

  /** Writes what waits, and lets the folder go. */
  async close(): Promise<void> {
    await this.running?.catch(() => undefined);
    await this.flush();
    await this.journal?.close();
    this.core.store.close();
    this.unlock();
  }

  /** Applies what the journal has, and begins a new one. */
  async goOn(events: readonly PipelineEvent[]): Promise<void> {
    for (let at = 0; at < events.length; at += 1000) await this.apply(events.slice(at, at + 1000));
    if (!this.core.state) return;
    await followStore(this.core);
    await this.keep();
  }

  private async acknowledged(event: PipelineEvent): Promise<Acknowledgement> {
    const { outcome } = await this.commits.add(event);
    return { outcome: outcome as Acknowledgement['outcome'], cycleDue: notDue(this.core) === undefined };
  }

  private async commit(events: readonly PipelineEvent[]): Promise<EventOutcome[]> {
    events.forEach((event) => event[0] === 's' && checkColumns(event, this.core.state!.ring.columns));
    await this.journal!.append(events.map((event) => JSON.stringify(event)));
    this.journaled += events.length;
    const outcomes = await this.apply(events);
    if (this.journaled >= JOURNAL_EVENTS || events.some(([kind]) => kind === 'e')) await this.keep();
    return outcomes;
  }

  private async apply(events: readonly PipelineEvent[]): Promise<EventOutcome[]> {
    const labelled: LabelledSample[] = [];
    const outcomes = events.map((event) => this.core.state!.apply(event, labelled));
    // what is remembered is remembered, whatever a model or the store does
    await react(this.core, labelled).then(
      () => (this.fault = null),
      (error: unknown) => (this.fault = String(error)),
    );
    events.forEach((event, i) => event[0] === 'e' && logErasure(this.core, event, outcomes[i]));
    return outcomes;
  }

  /** Writes the whole state and begins a new journal. */
  private async keep(): Promise<void> {
    const old = this.journal;
    this.journal = await writeSnapshot(this.folder, this.core.name, this.core.state!.toJSON(), ++this.turn);
    this.journaled = 0;
    await old?.close();
  }

  private async cycle(): Promise<CycleReport> {
    const { core } = this;
    await this.flush();
    const interrupted = core.state?.cycle;
    if (interrupted) return this.retrain(interrupted, null);
    const found = await this.commits.alone(async () => {
      await followStore(core);
      return decideCycle(core);
    });
    if (typeof found === 'string') return { ...NOTHING_DONE, outcome: 'waiting', because: found };
    const { decided, ...rest } = found;
    await this.record(['c', decided]);
    if (decided.action !== 'NO_RETRAIN') return this.retrain(decided, rest);
    return { ...NOTHING_DONE, outcome: 'noRetraining', because: decided.because.join('; '), decided, found: rest };
  }

  private async retrain(decided: DecidedCycle, found: CycleReport['found']): Promise<CycleReport> {
    const challenger = await readyChallenger(this.core, decided);
    const { version, because } = challenger;
    await this.record(['t', challenger]);
    const { trial, lastVerdict } = this.core.state!;
    const judged = this.core.store.models.current(this.core.name) === version ? 'promoted' : 'rejected';
    const tried = trial ? (trial.awaiting ? 'awaitingApproval' : 'inShadow') : judged;
    return {
      ...{ outcome: version === null ? 'noChallenger' : tried, decided, found, version },
      because: trial && !trial.awaiting ? because : (lastVerdict ?? because),
    };
  }

  private async record(event: PipelineEvent): Promise<void> {
    const done = this.commits.add(event);
    await this.flush();
    await done;
  }
}

const NOTHING_DONE = { decided: null, found: null, version: null };
