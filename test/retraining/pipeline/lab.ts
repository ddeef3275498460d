import { join } from 'node:path';
import { matrix, type Matrix } from '../../../src/matrix';
import { createRandom, type Random } from '../../../src/random';
import type { LabeledSamples } from '../../../src/retraining/learning/learnable';
import { ownLearner, ownModel, type OwnModel } from '../../../src/retraining/learning/ownLearner';
import type { ModelFiles } from '../../../src/retraining/pipeline/modelVersions';
import type { PipelineConfig } from '../../../src/retraining/pipeline/pipelineConfig';
import type { MonitoredSample } from '../../../src/retraining/pipeline/pipelineEvents';
import type { PipelineParts } from '../../../src/retraining/pipeline/pipelineParts';
import { openPipeline, type RetrainingPipeline } from '../../../src/retraining/pipeline/retrainingPipeline';
import { logisticRegression, logOdds, type LogisticModel } from '../../../src/stats/logisticRegression';
import { scratchFolder } from '../../helpers/tinyClass';
import { logistic } from '../learning/own';

export type Own = OwnModel<LogisticModel>;

export const DAY = 86_400_000;

/** Logistic models as JSON. */
export const logisticFiles: ModelFiles<Own> = {
  save: ({ model, slope, shift }) =>
    JSON.stringify({ coefficients: [...model.coefficients], intercept: model.intercept, slope, shift }),
  open: (bytes) => {
    const { coefficients, intercept, slope, shift } = JSON.parse(bytes.toString()) as {
      readonly coefficients: number[];
      readonly intercept: number;
      readonly slope: number;
      readonly shift: number[];
    };
    return { model: { coefficients: Float64Array.from(coefficients), intercept }, slope, shift };
  },
};

export interface World {
  /** Degrees by which the concept, and not the inputs, is turned; default 0. */
  readonly turn?: number;
  /** By which the inputs have moved; default 0. */
  readonly shift?: number;
  readonly columns?: number;
}

/** Inputs around `shift`, labels by a noisy line that is turned. */
export function world(count: number, random: Random, { turn = 0, shift = 0, columns = 3 }: World = {}): LabeledSamples {
  const [a, b] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const inputs = matrix(
    Float32Array.from({ length: count * columns }, () => shift + random.normal()),
    count,
    columns,
  );
  const labels = Array.from({ length: count }, (_, i) =>
    Number(a * inputs.values[i * columns] + b * inputs.values[i * columns + 1] + 0.5 * random.normal() > 0),
  );
  return { inputs, labels };
}

export function logisticModel({ inputs, labels }: LabeledSamples): Own {
  return ownModel(logisticRegression(inputs, labels), 2);
}

export const learner = ownLearner(logistic);

/** What a model says. */
export function said({ model }: Own, inputs: Matrix): number[] {
  return [...logOdds(inputs, model)].map((odds) => Number(odds > 0));
}

/** A clock that is set by hand. */
export interface HandClock {
  (): number;
  now: number;
}

export interface Lab {
  readonly folder: string;
  readonly clock: HandClock;
  readonly pipeline: RetrainingPipeline<Own>;
  /** Closes it and opens it again. */
  readonly reopen: (
    config?: Partial<PipelineConfig>,
    parts?: Partial<PipelineParts<Own>>,
  ) => Promise<RetrainingPipeline<Own>>;
  readonly remove: () => Promise<void>;
}

/** A pipeline of a logistic model that knows the world as it was, with its reference set. */
export async function lab(
  config: Partial<PipelineConfig> = {},
  parts: Partial<PipelineParts<Own>> = {},
  { reference = true } = {},
): Promise<Lab> {
  const { folder, remove } = await scratchFolder();
  const random = createRandom(1);
  const clock: HandClock = Object.assign(() => clock.now, { now: 100 * DAY });
  let pipeline: RetrainingPipeline<Own> | undefined;
  const open = async (others: Partial<PipelineConfig>, otherParts: Partial<PipelineParts<Own>>) => {
    pipeline = await openPipeline(
      {
        registryPath: join(folder, 'store.db'),
        driftDetectionWindow: 300,
        minSamplesForRetrain: 200,
        ...config,
        ...others,
      },
      {
        ...{ clock, random: createRandom(2), learner, files: logisticFiles },
        champion: logisticModel(world(1000, random.fork('training'))),
        plan: { approval: 'automatic', critical: ['overall'], floor: 200, resamples: 0 },
        trialSamples: 200,
        commit: { milliseconds: 20 },
        ...parts,
        ...otherParts,
      },
    );
    return pipeline;
  };
  await open({}, {});
  if (reference) await pipeline!.setReferenceData(world(600, random.fork('reference')));
  return {
    ...{ folder, clock, pipeline: pipeline! },
    reopen: async (others = {}, otherParts = {}) => (await pipeline!.close(), open(others, otherParts)),
    remove: async () => (await pipeline!.close(), remove()),
  };
}

/** Sends samples of a world that the champion has answered, labelled at once unless told otherwise. */
export async function send(
  pipeline: RetrainingPipeline<Own>,
  count: number,
  { seed, labelled = true, ...rest }: World & { readonly seed: number; readonly labelled?: boolean },
): Promise<MonitoredSample[]> {
  const { inputs, labels } = world(count, createRandom(seed), rest);
  const { columns, values } = inputs;
  const answers = said((await pipeline.champion())!.model, inputs);
  const samples = Array.from(labels, (label, i) => ({
    id: `${seed}/${i}`,
    features: values.subarray(i * columns, (i + 1) * columns),
    prediction: answers[i],
    label: labelled ? label : null,
    time: i,
    subject: `person ${i % 50}`,
  }));
  const done = Promise.all(samples.map((one) => pipeline.monitorPrediction(one)));
  await pipeline.flush();
  await done;
  return samples;
}
