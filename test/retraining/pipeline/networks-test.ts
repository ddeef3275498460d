import { expect } from 'chai';
import { join } from 'node:path';
import { createRandom } from '../../../src/random';
import { networkLearner } from '../../../src/retraining/learning/learner';
import { networkFiles } from '../../../src/retraining/pipeline/modelVersions';
import { openPipeline } from '../../../src/retraining/pipeline/retrainingPipeline';
import { scratchFolder } from '../../helpers/tinyClass';
import { champion, points, accuracy } from '../learning/task';

describe('a pipeline of one of our networks', () => {
  it('is retrained by our strategies, kept as safetensors, and is better for it', async () => {
    const { folder, remove } = await scratchFolder();
    const random = createRandom(5);
    const first = await champion();
    const pipeline = await openPipeline(
      { registryPath: join(folder, 'store.db'), driftDetectionWindow: 400, minSamplesForRetrain: 300 },
      {
        ...{ clock: () => 0, random, learner: networkLearner(), files: networkFiles, champion: first },
        plan: { approval: 'automatic', critical: ['overall'], floor: 200, resamples: 0 },
        ...{ trialSamples: 200, training: { epochs: 12, learningRate: 0.02, threads: 1 } },
      },
    );
    await pipeline.setReferenceData(points(400, random.fork('reference')));
    const send = async (name: string, count: number) => {
      const { inputs, labels } = points(count, random.fork(name), { turn: 90 });
      const sent = Array.from(
        labels,
        (label, i) =>
        pipeline.monitorPrediction({ id: `${name} ${i}`, features: inputs.values.subarray(2 * i, 2 * i + 2), prediction: 0, label, time: i }), // prettier-ignore
      );
      await pipeline.flush();
      await Promise.all(sent);
    };
    await send('turned', 400);
    const { outcome, because } = await pipeline.executeFullRetrainingCycle();
    expect(outcome, because).equal('inShadow');
    await send('shadow', 200);
    const now = await pipeline.champion();
    expect(now?.version).equal(2);
    const fresh = points(500, random.fork('fresh'), { turn: 90 });
    expect((await accuracy(now!.model, fresh)) - (await accuracy(first, fresh))).above(0.15);
    expect(pipeline.store.models.get('model', 2).card).include({ cycle: 'model cycle 1' });
    await pipeline.close();
    await remove();
  }).timeout(60_000);
});
