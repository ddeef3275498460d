import { appendFileSync } from 'node:fs';
import { createRandom } from '../../src/random';
import { openPipeline, type RetrainingPipeline } from '../../src/retraining/pipeline/retrainingPipeline';
import { learner, logisticFiles, logisticModel, send, world, type Own } from '../retraining/pipeline/lab';

/** Of the log, and of the key that signs its checkpoints. */
export const ORIGIN = 'driftlab/crash';

/** What a writer says once something has been acknowledged. */
export type Said =
  | { readonly what: 'samples'; readonly seed: number; readonly count: number; readonly turn: number }
  | { readonly what: 'checkpoint'; readonly note: string }
  | { readonly what: 'cycle'; readonly outcome: string; readonly id: string | null };

/** Opens a pipeline whose world turns; on the first time it is given its reference. */
export async function openTurning(path: string): Promise<RetrainingPipeline<Own>> {
  const random = createRandom(1);
  const pipeline = await openPipeline(
    { registryPath: path, driftDetectionWindow: 300, minSamplesForRetrain: 200, maxRetrainingFrequencyDays: 0 },
    {
      ...{ clock: Date.now, random, learner, files: logisticFiles },
      champion: logisticModel(world(1000, random.fork('training'))),
      plan: { approval: 'automatic', critical: ['overall'], floor: 200, resamples: 0, alpha: 0.5 },
      ...{ trialSamples: 200, commit: { items: 100, milliseconds: 5 } },
    },
  );
  if (pipeline.getPipelineStatus().phase === 'noReference')
    await pipeline.setReferenceData(world(600, random.fork('reference')));
  return pipeline;
}

/** A stretch of the stream, a cycle, and the samples on which a challenger is judged. Every fifth time a person is erased. */
export async function playRound(
  pipeline: RetrainingPipeline<Own>,
  round: number,
  say: (said: Said) => void,
): Promise<void> {
  // two rounds of each concept: one to retrain, one to notice that the watch has gone back
  const turn = 80 * (Math.floor(round / 2) % 2);
  const stretch = async (count: number, seed: number) => {
    await send(pipeline, count, { seed, turn });
    say({ what: 'samples', seed, count, turn });
  };
  await stretch(300, 10 * round);
  const { outcome, decided } = await pipeline.executeFullRetrainingCycle();
  say({ what: 'cycle', outcome, id: decided?.id ?? null });
  await stretch(200, 10 * round + 1);
  if (round % 5 === 4) await pipeline.eraseSubject(`person ${round % 50}`, { because: 'asked for' });
}

/** Plays rounds until it is killed. */
async function main([path, said, seed, privateKey]: readonly string[]): Promise<void> {
  const pipeline = await openTurning(path);
  pipeline.store.decisions.nameOrigin(ORIGIN);
  const say = (one: Said) => appendFileSync(said, `${JSON.stringify(one)}\n`);
  for (let round = Number(seed); ; round++) {
    await playRound(pipeline, round, say);
    say({ what: 'checkpoint', note: pipeline.store.decisions.checkpoint(privateKey) });
  }
}

if (require.main === module) void main(process.argv.slice(2));
