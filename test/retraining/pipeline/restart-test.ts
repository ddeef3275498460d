import { expect } from 'chai';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../../../src/random';
import type { PipelineParts } from '../../../src/retraining/pipeline/pipelineParts';
import { openPipeline, type RetrainingPipeline } from '../../../src/retraining/pipeline/retrainingPipeline';
import { scratchFolder } from '../../helpers/tinyClass';
import { lab, learner, logisticFiles, logisticModel, send, world, type Lab, type Own } from './lab';

const CONFIG = { driftDetectionWindow: 300, minSamplesForRetrain: 200 };

/** Opens a copy of the files as they are now: what a kill at this moment would have left. */
async function killed(from: string, parts: Partial<PipelineParts<Own>> = {}) {
  const { folder, remove } = await scratchFolder();
  await cp(from, folder, { recursive: true });
  const pipeline = await openPipeline(
    { registryPath: join(folder, 'store.db'), ...CONFIG },
    {
      ...{ clock: () => 1e10, random: createRandom(2), learner, files: logisticFiles },
      plan: { approval: 'automatic', critical: ['overall'], floor: 200, resamples: 0 },
      ...{ trialSamples: 200, commit: { milliseconds: 20 }, ...parts },
    },
  );
  return { folder, pipeline, remove: async () => (await pipeline.close(), remove()) };
}

/** A story with a promotion and a rollback, by steps. */
const story: ((pipeline: RetrainingPipeline<Own>) => Promise<unknown>)[] = [
  (pipeline) => send(pipeline, 300, { seed: 2, turn: 60 }),
  (pipeline) => pipeline.executeFullRetrainingCycle(),
  (pipeline) => send(pipeline, 150, { seed: 3, turn: 60 }),
  (pipeline) => pipeline.labelArrived({ id: 'nobody', label: 1 }),
  (pipeline) => pipeline.eraseSubject('person 3', { because: 'asked for' }),
  (pipeline) => send(pipeline, 150, { seed: 4, turn: 60 }),
  (pipeline) => send(pipeline, 300, { seed: 5 }),
  (pipeline) => pipeline.executeFullRetrainingCycle(),
];

function told({ store }: RetrainingPipeline<Own>) {
  const decisions = store.decisions.list().map(({ kind, content }) => ({ kind, content }));
  return { decisions, history: store.models.history('model').map(({ action, version }) => [action, version]) };
}

describe('a pipeline that is killed', () => {
  let scratch: Lab;
  beforeEach(async () => (scratch = await lab(CONFIG, { clock: () => 1e10 })));
  afterEach(() => scratch.remove());

  it('is the same after each step as one that was not, and does nothing twice', async () => {
    const { pipeline, folder } = scratch;
    for (const step of story) {
      await step(pipeline);
      const copy = await killed(folder);
      expect(copy.pipeline.getPipelineStatus()).deep.equal(pipeline.getPipelineStatus());
      expect(told(copy.pipeline)).deep.equal(told(pipeline));
      await copy.remove();
    }
    expect(told(pipeline).history).deep.equal([['promotion', 1], ['promotion', 2], ['rollback', 1]]); // prettier-ignore
  }).timeout(20_000);

  it('goes on as if nothing had been, whenever it was killed', async () => {
    const [first, ...rest] = story;
    await first(scratch.pipeline);
    let now = await killed(scratch.folder);
    for (const step of rest) {
      await step(scratch.pipeline);
      await step(now.pipeline);
      const next = await killed(now.folder);
      await now.remove();
      now = next;
    }
    expect(now.pipeline.getPipelineStatus()).deep.equal(scratch.pipeline.getPipelineStatus());
    expect(told(now.pipeline).history).deep.equal(told(scratch.pipeline).history);
    await now.remove();
  }).timeout(20_000);

  it('is the same whether samples are written in small batches or in large ones', async () => {
    const states: unknown[] = [];
    for (const items of [7, 100, 5000]) {
      const one = await lab(CONFIG, { clock: () => 1e10, commit: { items, milliseconds: 20 } });
      for (const step of story) await step(one.pipeline);
      // once more after a restart, which reads the journal in pieces of its own
      const copy = await killed(one.folder);
      await copy.pipeline.close();
      states.push(JSON.parse(await readFile(join(copy.folder, 'store.db-pipeline', 'snapshot.json'), 'utf8')));
      await rm(copy.folder, { recursive: true });
      await one.remove();
    }
    const [{ state: first }, ...others] = states as { state: object }[];
    for (const { state } of others) expect(state).deep.equal(first);
  }).timeout(20_000);

  it('takes up a retraining that was decided, and decides nothing again', async () => {
    let copy: Awaited<ReturnType<typeof killed>> | undefined;
    const watched: typeof learner = {
      ...learner,
      train: async (...args) => {
        copy ??= await killed(scratch.folder);
        return learner.train(...args);
      },
    };
    const pipeline = await scratch.reopen({}, { learner: watched });
    await send(pipeline, 300, { seed: 2, turn: 60 });
    await pipeline.executeFullRetrainingCycle();
    const { pipeline: again } = copy!;
    expect(again.getPipelineStatus().phase).equal('retraining');
    const report = await again.executeFullRetrainingCycle();
    expect([report.outcome, report.version, report.decided?.id]).deep.equal(['inShadow', 2, 'model cycle 1']);
    expect(again.store.decisions.list({ kind: 'retraining-decision' })).length(1);
    await copy!.remove();
  });

  it('does not lose what was remembered to a line that is cut off', async () => {
    const { pipeline, folder } = scratch;
    await send(pipeline, 100, { seed: 1 });
    const { folder: copy, remove } = await scratchFolder();
    await cp(folder, copy, { recursive: true });
    const inside = join(copy, 'store.db-pipeline');
    const { turn } = JSON.parse(await readFile(join(inside, 'snapshot.json'), 'utf8')) as { turn: number };
    const journal = join(inside, `journal-${turn}.jsonl`);
    await writeFile(journal, (await readFile(journal)).subarray(0, -5));
    const again = await killed(copy);
    expect(again.pipeline.getPipelineStatus().counts.samples).equal(99);
    await send(again.pipeline, 100, { seed: 1 });
    expect(again.pipeline.getPipelineStatus().counts).include({ samples: 100, duplicateSamples: 99 });
    await again.remove();
    await remove();
  });

  it('writes the whole state now and then, so that the journal stays short', async () => {
    const { pipeline, folder } = scratch;
    const state = () => readFile(join(folder, 'store.db-pipeline', 'snapshot.json'), 'utf8');
    await pipeline.labelArrived({ id: 'nobody', label: 0 });
    const before = await state();
    for (let i = 0; i < 50; i++) {
      const many = Array.from({ length: 1000 }, () => pipeline.labelArrived({ id: 'nobody', label: 0 }));
      await Promise.all(many);
    }
    expect(await state()).not.equal(before);
    const copy = await killed(folder);
    expect(copy.pipeline.getPipelineStatus().counts.unknownLabels).equal(50_001);
    await copy.remove();
  });

  it('is not opened twice at a time, nor for another model, nor from what is no state', async () => {
    const { folder } = scratch;
    const parts = { clock: () => 0, random: createRandom(2), learner, files: logisticFiles };
    const open = (where: string, others = {}) =>
      openPipeline({ registryPath: join(where, 'store.db') }, { ...parts, ...others }).then(
        (pipeline) => pipeline.close().then(() => 'opened'),
        ({ message }: Error) => message,
      );
    expect(await open(folder)).match(/^cannot open .*: it is open already, here or in another process. Close that one first$/); // prettier-ignore
    const { folder: copy, remove } = await scratchFolder();
    await cp(folder, copy, { recursive: true });
    const champion = logisticModel(world(100, createRandom(1)));
    expect(await open(copy, { model: 'other', champion })).match(/is not the state of a pipeline of model other$/);
    await writeFile(join(copy, 'store.db-pipeline', 'snapshot.json'), '{');
    expect(await open(copy)).match(/snapshot.json is not the state of a pipeline$/);
    await remove();
  });
});
