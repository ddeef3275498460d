import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../../random';
import type { AliasChange } from '../../registry/modelRegistry';
import { recordedVerdicts } from '../../retraining/deployment/judgeVersion';
import type { Verdict } from '../../retraining/judging/verdict';
import { ModelVersions } from '../../retraining/pipeline/modelVersions';
import type { PipelineStatus } from '../../retraining/pipeline/pipelineStatus';
import { admissionFiles, admissionLearner } from './admissionModel';
import type { Patients } from './admissions';
import { auditedLog, type AuditOfStory } from './auditedLog';
import { storyAlarms, type StoryAlarm } from './storyAlarms';
import { storyDates, type StoryDates } from './storyDates';
import { MODEL, StoryTeller, type StoryChange, type StoryCycle, type StoryPipeline } from './storyTeller';

/** Options of {@link retrainingStory}. */
export interface RetrainingStoryOptions {
  readonly random: Random;
  /** Patients of a week, which is a window of the monitor; default 1000. All dates and trials go with it. */
  readonly week?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** For each patient 1 where the answer was right: the pipeline's, that of the first model, and the pipeline's had nobody rolled back. */
export type StoryAnswers = Readonly<Record<'pipeline' | 'never' | 'withoutRollback', Uint8Array>>;

/** What happened to a model in production, from the first patient to the last. */
export interface RetrainingStory {
  readonly dates: StoryDates;
  readonly cycles: readonly StoryCycle[];
  readonly changes: readonly StoryChange[];
  /** From this patient on outcomes are known within hours and not within a week; null if nobody asked for that. */
  readonly labelsSooner: number | null;
  readonly verdicts: readonly Verdict[];
  /** What the rollback rests on, in words; null without one. */
  readonly rolledBackBecause: string | null;
  readonly right: StoryAnswers;
  readonly alarms: readonly StoryAlarm[];
  readonly history: readonly AliasChange[];
  readonly status: PipelineStatus;
  /** Whether the pipeline, closed and opened again, says the same of itself. */
  readonly continued: boolean;
  readonly audit: AuditOfStory;
}

/**
 * Tells how a model is looked after by the pipeline, with a real store in a temporary folder. Outcomes come a week late. After quiet weeks an
 * assay is recalibrated; once the pipeline cannot tell what moved, outcomes are looked up at once. A challenger is learnt, judged and signed.
 * An outbreak comes, to which a second challenger fits, and goes again.
 * @throws {TypeError | RangeError} if the week has fewer than 200 patients, or is no multiple of 20.
 * @example
 * const story = await retrainingStory({ random: createRandom(9) });
 * story.changes.map(({ action }) => action); // ['promotion', 'promotion', 'rollback']
 */
export async function retrainingStory({
  random,
  week = 1000,
  onProgress,
}: RetrainingStoryOptions): Promise<RetrainingStory> {
  const dates = storyDates(week);
  const folder = await mkdtemp(join(tmpdir(), 'driftlab-story-'));
  try {
    const teller = new StoryTeller(folder, dates, random);
    const pipeline = await teller.open();
    const told = await teller
      .run(pipeline, onProgress)
      .then(() => toldBy(pipeline, teller, dates))
      .finally(() => pipeline.close());
    const again = await teller.open();
    const continued = JSON.stringify(again.getPipelineStatus()) === JSON.stringify(told.status);
    await again.close();
    return { ...told, continued };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function toldBy(
  pipeline: StoryPipeline,
  teller: StoryTeller,
  dates: StoryDates,
): Promise<Omit<RetrainingStory, 'continued'>> {
  const { cycles, changes, labelsSooner, patients, answers, checkpoints, auditor } = teller;
  const { store } = pipeline;
  const [rollback] = store.decisions.list({ kind: 'rollback' });
  return {
    ...{ dates, cycles, changes, labelsSooner },
    verdicts: recordedVerdicts(store, MODEL).map(({ verdict }) => verdict),
    rolledBackBecause: (rollback?.content as { readonly because: string } | undefined)?.because ?? null,
    right: await rightAnswers(pipeline, patients, answers, changes),
    alarms: storyAlarms(teller, dates),
    history: store.models.history(MODEL),
    status: pipeline.getPipelineStatus(),
    audit: await auditedLog(store, checkpoints, auditor.verifierKey),
  };
}

async function rightAnswers(
  { store }: StoryPipeline,
  { inputs, labels }: Patients,
  answers: readonly number[],
  changes: readonly StoryChange[],
): Promise<StoryAnswers> {
  const versions = new ModelVersions(store, MODEL, admissionFiles, admissionLearner);
  const right = (said: readonly number[]) => Uint8Array.from(said, (answer, i) => Number(answer === labels[i]));
  const at = changes.findIndex(({ action }) => action === 'rollback');
  const kept = at < 1 ? answers : await versions.classes(changes[at - 1].version, inputs);
  return {
    pipeline: right(answers),
    never: right(await versions.classes(1, inputs)),
    withoutRollback: right(answers.map((answer, i) => (at >= 0 && i >= changes[at].at ? kept[i] : answer))),
  };
}
