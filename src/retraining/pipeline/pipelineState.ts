import { row } from '../../matrix';
import type { PastRetraining } from '../deciding/decision';
import { DeploymentWatch, type WatchOptions } from '../deployment/deploymentWatch';
import { versionName } from '../deployment/judgeVersion';
import { ReplayBuffer, type ReplayBufferState } from '../learning/replayBuffer';
import type { DecidedCycle, PipelineEvent, ReadyChallenger, SampleEvent } from './pipelineEvents';
import {
  readReference,
  savedReference,
  withoutSubject,
  type ReferenceSamples,
  type SavedReference,
} from './referenceData';
import { SampleRing, type LabelOutcome, type SampleRingState } from './sampleRing';
import type { Trial } from './trial';

/** What a pipeline has counted since it was made. */
export interface PipelineCounts {
  samples: number;
  duplicateSamples: number;
  labels: number;
  duplicateLabels: number;
  /** Labels of ids that were never here, or are gone. */
  unknownLabels: number;
  erasedSamples: number;
  windows: number;
  detections: number;
  reviews: number;
  retrainings: number;
  challengers: number;
  promotions: number;
  rejections: number;
  rollbacks: number;
  humanCalls: number;
}

/** Before the first sample. */
export const NOTHING_COUNTED: PipelineCounts = {
  ...{ samples: 0, duplicateSamples: 0, labels: 0, duplicateLabels: 0, unknownLabels: 0, erasedSamples: 0 },
  ...{ windows: 0, detections: 0, reviews: 0, retrainings: 0, challengers: 0 },
  ...{ promotions: 0, rejections: 0, rollbacks: 0, humanCalls: 0 },
};

/** A sample whose label is new; or, with the label NaN, a moment at which a trial is due. */
export interface LabelledSample {
  readonly position: number;
  readonly label: number;
  readonly features: ArrayLike<number>;
  /** Samples that had come by then. */
  readonly moment: number;
}

/** What came of an event. */
export interface EventOutcome {
  readonly outcome: 'kept' | LabelOutcome | 'erased' | 'done';
  /** Samples erased from the buffers, the replay buffer and the reference. */
  readonly erased?: readonly [ring: number, replay: number, reference: number];
}

/** Sizes of what a pipeline keeps. */
export interface BufferSizes {
  readonly columns: number;
  readonly capacity: number;
  readonly replay: number;
  readonly seed: number;
}

/** Everything a pipeline remembers: the journal's events folded. Nothing in here looks at a clock, a store or a model. */
export class PipelineState {
  readonly counts: PipelineCounts = { ...NOTHING_COUNTED };
  readonly ring: SampleRing;
  readonly replay: ReplayBuffer;
  reference: ReferenceSamples;
  /** What the former champion was compared with, should it come back. */
  private formerReference: ReferenceSamples | null = null;
  /** Decided, but what it asks for has not been learnt yet. */
  cycle: DecidedCycle | null = null;
  trial: Trial | null = null;
  champion: number | null = null;
  former: number | null = null;
  watch: DeploymentWatch | null = null;
  readonly retrainings: PastRetraining[] = [];
  /** Samples that had come when what is being reacted to took place: the same whether events come one by one or many at once. */
  moment = 0;
  /** The position at which the next window begins. */
  windowFrom = 0;
  /** Predictions from this position on are those of the present champion. */
  deployedFrom = 0;
  /** The champion has learnt from samples before this position. */
  learntTo = 0;
  /** Cycles decided. */
  cycles = 0;
  lastDecision: DecidedCycle | null = null;
  /** What came of the last challenger, in words. */
  lastVerdict: string | null = null;

  constructor({ columns, capacity, replay, seed }: BufferSizes) {
    this.ring = new SampleRing(capacity, columns);
    this.replay = new ReplayBuffer({ capacity: replay, seed });
    this.reference = { ...this.ring.window([]), subjects: [] };
  }

  /** Applies an event; samples whose label is new go into `labelled`. */
  apply(event: PipelineEvent, labelled: LabelledSample[]): EventOutcome {
    switch (event[0]) {
      case 's':
        return { outcome: this.addSample(event, labelled) };
      case 'l':
        return { outcome: this.addLabel(event[1], event[2], labelled) };
      case 'e':
        return { outcome: 'erased', erased: this.erase(event[1]) };
      case 'c':
        this.decide(event[1]);
        return { outcome: 'done' };
      case 't':
        this.challenge(event[1], labelled);
        return { outcome: 'done' };
    }
  }

  /** A new champion, or none: what is compared with it begins anew, and the former one has its reference back. */
  deploy(champion: number | null, former: number | null, watch: WatchOptions | undefined): void {
    if (champion === this.former && this.formerReference) this.reference = this.formerReference;
    this.formerReference = null;
    [this.champion, this.former] = [champion, former];
    const watched = champion !== null && (former !== null || (watch?.floor ?? null) !== null);
    this.watch = watched ? new DeploymentWatch(watch) : null;
    this.trial = null;
    this.windowFrom = this.deployedFrom = this.moment;
  }

  /** Compares with these from now on, and keeps those with labels for replay. */
  refer(reference: ReferenceSamples): void {
    const { inputs, labels, subjects } = reference;
    this.reference = reference;
    this.windowFrom = this.ring.count;
    labels.forEach((label, i) => {
      if (!Number.isNaN(label)) this.replay.add({ key: subjects[i] ?? '', values: row(inputs, i), label });
    });
  }

  /** Makes labelled samples of the ring the new reference; what is gone stays out. */
  referTo(positions: readonly number[]): void {
    const held = positions.flatMap((position) => {
      const sample = this.ring.at(position);
      return sample ? [{ position, subject: sample.subject }] : [];
    });
    const window = this.ring.window(held.map(({ position }) => position));
    this.formerReference = this.reference;
    this.reference = { ...window, subjects: held.map(({ subject }) => subject) };
  }

  private addSample([, id, time, prediction, label, subject, ...features]: SampleEvent, labelled: LabelledSample[]) {
    // prettier-ignore
    if (this.ring.has(id)) {
      const late = label === null ? 'duplicate' : this.addLabel(id, label, labelled);
      if (late !== 'labelled') this.counts.duplicateSamples++;
      return late;
    }
    this.counts.samples++;
    const gone = this.ring.add({ id, time, prediction, label: label ?? NaN, subject, features });
    if (gone && !Number.isNaN(gone.label))
      this.replay.add({ key: gone.subject ?? '', values: gone.features, label: gone.label });
    if (label !== null) this.noteLabel(this.ring.count - 1, label, labelled);
    if (this.ring.count === this.trial?.until) this.noteMoment(labelled);
    return 'kept' as const;
  }

  private addLabel(id: string, label: number, labelled: LabelledSample[]): LabelOutcome {
    const outcome = this.ring.label(id, label);
    if (outcome === 'labelled') this.noteLabel(this.ring.positionOf(id)!, label, labelled);
    else this.counts[outcome === 'duplicate' ? 'duplicateLabels' : 'unknownLabels']++;
    return outcome;
  }

  private noteLabel(position: number, label: number, labelled: LabelledSample[]): void {
    this.counts.labels++;
    const { count: moment } = this.ring;
    if (this.watch || this.trial)
      labelled.push({ position, label, features: this.ring.at(position)!.features, moment });
  }

  private noteMoment(labelled: LabelledSample[]): void {
    const { count: moment, columns } = this.ring;
    labelled.push({ position: moment - 1, label: NaN, features: new Float32Array(columns), moment });
  }

  private erase(subject: string): readonly [number, number, number] {
    const { rows } = this.reference.inputs;
    this.reference = withoutSubject(this.reference, subject);
    this.formerReference &&= withoutSubject(this.formerReference, subject);
    const inReference = rows - this.reference.inputs.rows;
    const erased = [this.ring.erase(subject), this.replay.erase(subject), inReference] as const;
    this.counts.erasedSamples += erased[0] + erased[1] + erased[2];
    return erased;
  }

  private decide(decided: DecidedCycle): void {
    const { action, day, cost, until, review, drift } = decided;
    this.cycles++;
    this.windowFrom = until;
    this.lastDecision = decided;
    this.counts.windows++;
    this.counts.detections += Number(drift);
    this.counts.reviews += Number(review);
    if (action === 'NO_RETRAIN') return;
    this.counts.retrainings++;
    this.retrainings.push({ day, action, cost });
    this.cycle = decided;
  }

  private challenge(
    { id, version, because, learntTo, wanted, held, versions, patience }: ReadyChallenger,
    labelled: LabelledSample[],
  ): void {
    this.cycle = null;
    if (version === null || this.champion === null) {
      this.lastVerdict = because;
      return;
    }
    this.counts.challengers++;
    const from = this.ring.count;
    this.trial = {
      ...{ cycle: id, version, champion: this.champion, learntTo, versions, from, wanted, until: from + patience },
      positions: [...(held?.positions ?? [])],
      labels: [...(held?.labels ?? [])],
      answers: Object.fromEntries(versions.map(versionName).map((name) => [name, [...(held?.answers[name] ?? [])]])),
      awaiting: null,
    };
    this.noteMoment(labelled);
  }

  /** The state that `toJSON` gave. */
  static fromJSON(saved: PipelineSnapshot): PipelineState {
    const { ring, replay, reference, formerReference, watch, counts, retrainings, ...rest } = saved;
    const { columns, capacity } = ring;
    const state = new PipelineState({ columns, capacity, replay: replay.capacity, seed: replay.seed });
    Object.assign(state, rest, { ring: new SampleRing(capacity, columns, ring), replay: new ReplayBuffer(replay) });
    Object.assign(state.counts, counts);
    state.retrainings.push(...retrainings);
    state.watch = watch === null ? null : DeploymentWatch.fromJSON(watch);
    state.reference = readReference(reference, columns);
    state.formerReference = formerReference && readReference(formerReference, columns);
    return state;
  }

  toJSON(): PipelineSnapshot {
    const { counts, ring, replay, reference, formerReference, cycle, trial, champion, former, watch } = this;
    return {
      ...{ counts, ring: ring.toJSON(), replay: replay.toJSON(), cycle, trial, champion, former },
      reference: savedReference(reference),
      formerReference: formerReference && savedReference(formerReference),
      watch: watch?.toJSON() ?? null,
      ...{
        retrainings: this.retrainings,
        windowFrom: this.windowFrom,
        deployedFrom: this.deployedFrom,
        learntTo: this.learntTo,
        cycles: this.cycles,
      },
      ...{ lastDecision: this.lastDecision, lastVerdict: this.lastVerdict },
    };
  }
}

/** The state as plain data; numbers in base64. */
export interface PipelineSnapshot {
  readonly counts: PipelineCounts;
  readonly ring: SampleRingState;
  readonly replay: ReplayBufferState;
  readonly reference: SavedReference;
  readonly formerReference: SavedReference | null;
  readonly cycle: DecidedCycle | null;
  readonly trial: Trial | null;
  readonly champion: number | null;
  readonly former: number | null;
  readonly watch: object | null;
  readonly retrainings: readonly PastRetraining[];
  readonly windowFrom: number;
  readonly deployedFrom: number;
  readonly learntTo: number;
  readonly cycles: number;
  readonly lastDecision: DecidedCycle | null;
  readonly lastVerdict: string | null;
}
