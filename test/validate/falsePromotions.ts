import { join } from 'node:path';
import type { Random } from '../../src/random';
import { fullTraining } from '../../src/retraining/learning/fullTraining';
import type { DriftMonitor } from '../../src/retraining/pipeline/driftMonitor';
import { openPipeline, type RetrainingPipeline } from '../../src/retraining/pipeline/retrainingPipeline';
import { scratchFolder } from '../helpers/tinyClass';
import { DAY, learner, logisticFiles, logisticModel, said, world, type Own } from '../retraining/pipeline/lab';
import type { Cell, ValidationTable } from './cell';

/** What a pipeline did in a stream in which nothing changes. */
export interface StillStream {
  readonly retrainings: number;
  readonly challengers: number;
  readonly promotions: number;
  /** Promotions of a model that is not better than the champion was. */
  readonly falsePromotions: number;
  readonly rollbacks: number;
}

/** How long, and on how many fresh samples a promoted model is compared with the one that it replaced. */
export interface StillOptions {
  readonly samples: number;
  readonly fresh: number;
  readonly monitor?: DriftMonitor;
  readonly bufferSize?: number;
}

const WINDOW = 1000;
const strategies = {
  INCREMENTAL: [fullTraining(learner)],
  PARTIAL: [fullTraining(learner)],
  FULL: [fullTraining(learner)],
};

/** Sends a stream without drift through a pipeline, a cycle after every window and a week between two. */
export async function stillStream(
  random: Random,
  { samples, fresh, monitor, bufferSize }: StillOptions,
): Promise<StillStream> {
  const { folder, remove } = await scratchFolder();
  let now = 0;
  const pipeline = await openPipeline(
    { registryPath: join(folder, 'store.db') },
    {
      ...{
        clock: () => now,
        random: random.fork('pipeline'),
        learner,
        files: logisticFiles,
        strategies,
        monitor,
        bufferSize,
      },
      champion: logisticModel(world(300, random.fork('training'))),
      plan: { approval: 'automatic', resamples: 0, critical: ['overall'] },
    },
  );
  await pipeline.setReferenceData(world(WINDOW, random.fork('reference')));
  for (let from = 0; from < samples; from += WINDOW) {
    now += 7 * DAY;
    await sendStill(pipeline, from, random.fork(from));
    await pipeline.executeFullRetrainingCycle();
  }
  const { retrainings, challengers, promotions, rollbacks } = pipeline.getPipelineStatus().counts;
  const falsePromotions = await countFalse(pipeline, fresh, random.fork('fresh'));
  await pipeline.close();
  await remove();
  return { retrainings, challengers, promotions, falsePromotions, rollbacks };
}

async function sendStill(pipeline: RetrainingPipeline<Own>, from: number, random: Random): Promise<void> {
  const { inputs, labels } = world(WINDOW, random);
  const answers = said((await pipeline.champion())!.model, inputs);
  const sent = answers.map((prediction, i) => {
    const features = inputs.values.subarray(i * inputs.columns, (i + 1) * inputs.columns);
    return pipeline.monitorPrediction({ id: `${from + i}`, features, prediction, label: labels[i], time: from + i });
  });
  await Promise.all(sent);
}

async function countFalse({ store }: RetrainingPipeline<Own>, count: number, random: Random): Promise<number> {
  const history = store.models.history('model');
  const { inputs, labels } = world(count, random);
  const right = async (version: number) => {
    const { 'model.bin': bytes } = await store.models.files('model', version);
    const answers = said(await logisticFiles.open(bytes, ''), inputs);
    return answers.filter((answer, i) => answer === labels[i]).length;
  };
  let found = 0;
  for (const [i, { action, version }] of history.entries())
    if (i > 0 && action === 'promotion')
      found += Number((await right(version!)) <= (await right(history[i - 1].version!)));
  return found;
}

/** How often a pipeline retrains, and promotes what is no better, where nothing changes. */
export const falsePromotions: ValidationTable = {
  name: 'false-promotions',
  title: 'A stream without drift: retrainings and false promotions',
  text: `20,000 labelled samples of three normal features whose label follows a noisy line, the same from beginning to end; the champion is a logistic
regression of 300 samples. A cycle after every 1,000 samples and a week between two, so that the cooldown stops none; all else by default (window 1,000,
rule, base rate 0.1, shadow mode, McNemar's test with alpha 0.05 for all challengers together), but for the signature, which nobody has to give. A
promotion is false if the new model is right on no more of 100,000 fresh samples than the one that it replaces. The pipeline that always
alarms has a monitor that sees a severe drift in each window, and a buffer of 2,000: the choice of a cure and the verdict are all that is left to stop it.`,
  cells: [
    stillCell('as it is', {}),
    stillCell('always alarms', { runs: 100, monitor: alwaysAlarms, bufferSize: 2000 }),
  ],
};

function alwaysAlarms(): ReturnType<DriftMonitor> {
  return { severity: 0.9, confidence: 0.99, drift: true, because: ['an alarm, whatever comes'] };
}

function stillCell(name: string, { runs = 300, ...options }: Partial<StillOptions> & { readonly runs?: number }): Cell {
  const measured = [
    'one retraining or more',
    'two or more',
    'four or more',
    'a challenger was tried',
    'a promotion',
    'a rollback',
  ];
  return {
    name,
    runs,
    promises: [
      { event: 'a false promotion', kind: 'at most', probability: 0.05 },
      ...measured.map((event) => ({ event, kind: 'nothing' as const, probability: 0 })),
    ],
    run: async (random) => {
      const found = await stillStream(random, { samples: 20_000, fresh: 100_000, ...options });
      const { retrainings, challengers, promotions, rollbacks } = found;
      return {
        hits: [found.falsePromotions > 0, retrainings > 0, retrainings > 1, retrainings > 3, challengers > 0, promotions > 0, rollbacks > 0], // prettier-ignore
      };
    },
  };
}
