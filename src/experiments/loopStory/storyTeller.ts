import { join } from 'node:path';
import { row } from '../../matrix';
import type { Random } from '../../random';
import { createNoteKey } from '../../registry/signedNote';
import { signApproval } from '../../retraining/deployment/approval';
import { openPipeline, type CycleReport, type RetrainingPipeline } from '../../retraining/pipeline/retrainingPipeline';
import { admissionFiles, admissionLearner, answersOf, trainAdmissions, type AdmissionModel } from './admissionModel';
import { admissions, type Patients } from './admissions';
import { admittedPatients, patientsBetween } from './admittedPatients';
import type { StoryDates } from './storyDates';

/** A cycle of the pipeline that looked at a window, and after how many patients it came. */
export interface StoryCycle extends CycleReport {
  readonly at: number;
}

/** A change of the deployed version. */
export interface StoryChange {
  readonly at: number;
  readonly action: 'promotion' | 'rollback';
  readonly version: number;
}

/** The pipeline of the story. */
export type StoryPipeline = RetrainingPipeline<AdmissionModel>;

/** The model's name in the store. */
export const MODEL = 'intensive care';

/** Of the store's decision log, as checkpoints name it. */
const LOG = 'intensive-care';
const START = Date.UTC(2026, 0, 5);
const WEEK = 7 * 86_400_000;

/** Brings patients to a pipeline, does what a person would do, and keeps what happens. */
export class StoryTeller {
  readonly patients: Patients;
  /** Of ordinary weeks, which the first model has not learnt. */
  readonly reference: Patients;
  readonly answers: number[] = [];
  readonly cycles: StoryCycle[] = [];
  readonly changes: StoryChange[] = [];
  readonly auditor = createNoteKey(LOG);
  /** Of the store's log, kept by the auditor: one after each change. */
  readonly checkpoints: string[] = [];
  labelsSooner: number | null = null;
  private readonly board = createNoteKey('medical-board');
  /** Patients that have come, and patients whose outcome has. */
  private now = 0;
  private known = 0;

  constructor(
    private readonly folder: string,
    private readonly dates: StoryDates,
    private readonly random: Random,
  ) {
    this.patients = admittedPatients(dates, random.fork('patients'));
    this.reference = admissions(2 * dates.week, random.fork('reference'));
  }

  /** The pipeline where it stopped, or a new one. */
  open(): Promise<StoryPipeline> {
    const { week } = this.dates;
    return openPipeline(
      { registryPath: join(this.folder, 'store.db'), driftDetectionWindow: week, minSamplesForRetrain: week / 2 },
      {
        ...{ model: MODEL, learner: admissionLearner, files: admissionFiles, random: this.random.fork('pipeline') },
        clock: () => START + (this.now / week) * WEEK,
        champion: trainAdmissions(admissions(2 * week, this.random.fork('training'))),
        ...{ plan: { critical: ['overall'], floor: week }, trialSamples: week, approverKeys: [this.board.verifierKey] },
      },
    );
  }

  /** From the first patient to the last. */
  async run(pipeline: StoryPipeline, onProgress?: (done: number, total: number) => void): Promise<void> {
    const { length } = this.dates;
    pipeline.store.decisions.nameOrigin(LOG);
    await pipeline.setReferenceData(this.reference);
    while (this.now < length) {
      await this.admit(pipeline);
      await this.sign(pipeline);
      this.noteChange(pipeline);
      await this.look(pipeline);
      onProgress?.(this.now, length);
    }
    this.keepCheckpoint(pipeline);
  }

  /** Some patients come and are answered; outcomes come a week later, or with the next patients since somebody asked. */
  private async admit(pipeline: StoryPipeline): Promise<void> {
    const { batch, week } = this.dates;
    const from = this.now;
    const { inputs } = patientsBetween(this.patients, from, from + batch);
    const { model } = (await pipeline.champion())!;
    const answers = await answersOf(model, inputs);
    this.answers.push(...answers);
    this.now += batch;
    const sent: Promise<unknown>[] = answers.map((prediction, i) =>
      pipeline.monitorPrediction({ id: `patient ${from + i}`, features: row(inputs, i), prediction, time: from + i }),
    );
    for (const delay = this.labelsSooner === null ? week : batch; this.known < this.now - delay; this.known++)
      sent.push(pipeline.labelArrived({ id: `patient ${this.known}`, label: this.patients.labels[this.known] }));
    await pipeline.flush();
    await Promise.all(sent);
  }

  private async sign(pipeline: StoryPipeline): Promise<void> {
    const awaiting = pipeline.getPipelineStatus().trial?.awaiting;
    if (awaiting) await pipeline.approve(signApproval(awaiting.hash, 'medical-board', this.board.privateKey));
  }

  private noteChange(pipeline: StoryPipeline): void {
    const { champion, counts } = pipeline.getPipelineStatus();
    if (champion === null || champion === (this.changes.at(-1)?.version ?? 1)) return;
    const rollbacks = this.changes.filter(({ action }) => action === 'rollback').length;
    const action = counts.rollbacks > rollbacks ? 'rollback' : 'promotion';
    this.changes.push({ at: this.now, action, version: champion });
    this.keepCheckpoint(pipeline);
  }

  private async look(pipeline: StoryPipeline): Promise<void> {
    if (pipeline.getPipelineStatus().waitingFor !== null) return;
    const report = await pipeline.executeFullRetrainingCycle();
    this.cycles.push({ at: this.now, ...report });
    if (report.found?.explanation?.moved?.cause === 'cannotTell') this.labelsSooner ??= this.now;
  }

  private keepCheckpoint({ store }: StoryPipeline): void {
    this.checkpoints.push(store.decisions.checkpoint(this.auditor.privateKey));
  }
}
