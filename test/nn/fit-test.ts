import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DriftlabError } from '../../src/errors';
import { evaluate } from '../../src/nn/evaluate';
import { fit, type FitOptions } from '../../src/nn/fit';
import { fitInWorker } from '../../src/nn/fitInWorker';
import type { Model } from '../../src/nn/model';
import { openModel, saveModel } from '../../src/nn/modelFiles';
import { encodeTensors } from '../../src/nn/safetensors';
import { blobs, blobSpec } from './helpers';

const samples = blobs(150, 1);
const validation = blobs(60, 2);
const options: FitOptions = { seed: 4, epochs: 6, batch: 16, learningRate: 0.02, threads: 1 };

/** All numbers of a model as bytes. */
const bytes = ({ weights }: Model): Buffer => Buffer.from(encodeTensors({ tensors: weights, metadata: {} }));

describe('fit', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'driftlab-fit-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('learns, reports each epoch and counts each step', async () => {
    const steps: string[] = [];
    const onStep = (done: number, total: number): number => steps.push(`${done}/${total}`);
    const { model, history, because, epoch } = await fit(blobSpec, samples, { ...options, validation, onStep });
    expect(history.map((report) => report.epoch)).deep.equal([1, 2, 3, 4, 5, 6]);
    // 150 samples fill 9 steps of 16
    expect(steps).length(54).and.include('54/54');
    expect(history.at(-1)!.loss).below(history[0].loss / 2);
    expect(because).equal('epochs');
    const { loss, accuracy } = await evaluate(model, validation);
    expect(accuracy).above(0.95);
    expect(loss).equal(history[epoch - 1].validationLoss);
    expect(loss).equal(Math.min(...history.map(({ validationLoss }) => validationLoss!)));
  });

  it('gives the same bytes for the same seed, and others for another one', async () => {
    const [first, again, other] = [4, 4, 5].map((seed) => fit(blobSpec, samples, { ...options, seed }));
    expect(bytes((await first).model).equals(bytes((await again).model))).equal(true);
    expect(bytes((await first).model).equals(bytes((await other).model))).equal(false);
  });

  it('stops when the validation loss was not better for a while, with the best weights', async () => {
    // a rate so large that the loss goes up and down
    const wild = { ...options, epochs: 100, learningRate: 0.5, validation, patience: 3 };
    const { history, epoch, because, model } = await fit(blobSpec, samples, wild);
    expect(because).equal('patience');
    expect(history).length(epoch + 3);
    expect((await evaluate(model, validation)).loss).equal(history[epoch - 1].validationLoss);
  });

  it('goes on from a checkpoint to the same bytes, wherever it was interrupted', async () => {
    const whole = await fit(blobSpec, samples, { ...options, validation });
    for (const end of [1, 7, 9, 20, 53]) {
      const path = join(folder, `interrupted-${end}.safetensors`);
      const stop = new AbortController();
      const settings = { ...options, validation, checkpoint: { path, everySteps: 2 } };
      const onStep = (done: number): void => (done === end ? stop.abort(new Error('enough')) : undefined);
      const failure = await fit(blobSpec, samples, { ...settings, onStep, signal: stop.signal }).catch((e: Error) => e);
      expect(failure).property('message', 'enough');
      const resumed = await fit(blobSpec, samples, settings);
      expect(bytes(resumed.model).equals(bytes(whole.model)), `interrupted after ${end}`).equal(true);
      expect(resumed.history).deep.equal(whole.history);
    }
  });

  it('refuses a checkpoint that is damaged, cut off or of another training', async () => {
    const path = join(folder, 'checkpoint.safetensors');
    const settings = { ...options, epochs: 1, checkpoint: { path } };
    await fit(blobSpec, samples, settings);
    await refuses(
      () => fit(blobSpec, samples, { ...settings, seed: 9 }),
      `${path} is the checkpoint of another training`,
    );
    const good = await readFile(path);
    await writeFile(path, good.subarray(0, good.length - 9));
    await refuses(() => fit(blobSpec, samples, settings), `${path}: cut off: `);
    await writeFile(path, good.subarray(0, 5));
    await refuses(() => fit(blobSpec, samples, settings), `${path}: cut off after 5 bytes`);
    good[good.length - 3] ^= 1;
    await writeFile(path, good);
    await refuses(() => fit(blobSpec, samples, settings), `${path}: damaged`);
  });

  it('says which sample is wrong, and where a loss was lost', async () => {
    const labels = Int32Array.from(samples.labels!);
    labels[7] = 3;
    await refuses(
      () => fit(blobSpec, { ...samples, labels }, options),
      'label of sample 7: expected an integer in [0, 2], got 3',
    );
    const values = samples.inputs.values.slice();
    values[9] = NaN;
    const broken = { ...samples, inputs: { ...samples.inputs, values } };
    await refuses(() => fit(blobSpec, broken, options), 'inputs of sample 4: expected finite numbers, got NaN at 1');
    const sgd = { ...options, optimizer: { kind: 'sgd' }, learningRate: 1e30 } as const;
    await refuses(
      () => fit(blobSpec, samples, sgd),
      /^the loss is (NaN|Infinity) at step \d of epoch 1: try a smaller/,
    );
  });

  const wrong: [string, Partial<FitOptions>, string][] = [
    ['epochs', { epochs: 0 }, 'invalid epochs: expected an integer in [1'],
    ['batch', { batch: 151 }, 'invalid batch: expected an integer in [1, 150], got 151'],
    ['learningRate', { learningRate: NaN }, 'invalid learningRate'],
    ['patience', { patience: 0.5 }, 'invalid patience'],
    ['seed', { seed: -1 }, 'invalid seed'],
    ['validation', { validation: { inputs: { values: new Float32Array(3), rows: 1, columns: 3 } } }, 'invalid inputs: expected rows of 2 numbers for [2], got 1 × 3'],
  ]; // prettier-ignore
  for (const [title, change, message] of wrong)
    it(`refuses wrong options: ${title}`, async () => {
      const failure = await fit(blobSpec, samples, { ...options, ...change }).catch((error: Error) => error);
      expect(failure).instanceOf(RangeError).property('message').contain(message);
    });

  it('saves a model and opens it to the same numbers', async () => {
    const { model } = await fit(blobSpec, samples, { ...options, epochs: 1 });
    const path = join(folder, 'model.safetensors');
    await saveModel(path, model);
    expect(await openModel(path)).deep.equal(model);
    const rest = Object.entries(model.weights).filter(([name]) => name !== 'output.bias');
    await saveModel(path, { ...model, weights: Object.fromEntries(rest) });
    await refuses(() => openModel(path), 'expected "output.bias" of shape [3], got none');
    await refuses(() => openModel(join(folder, 'absent')), 'cannot read');
    for (const [spec, message] of [
      ['{', `${path}: `],
      ['{"architecture":"lenet","input":[2],"outputs":3}', 'invalid architecture: expected one of'],
    ]) {
      await writeFile(path, encodeTensors({ tensors: model.weights, metadata: { spec } }));
      await refuses(() => openModel(path), message);
    }
  });
});

describe('fitInWorker', () => {
  it('gives the same bytes as fit, and leaves this thread free', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const reports: number[] = [];
    const onEpoch = ({ loss }: { loss: number }): number => reports.push(loss);
    const there = await fitInWorker(blobSpec, samples, { ...options, onEpoch });
    clearInterval(timer);
    const here = await fit(blobSpec, samples, options);
    expect(bytes(there.model).equals(bytes(here.model))).equal(true);
    expect(reports).deep.equal(here.history.map(({ loss }) => loss));
    expect(ticks).above(5);
  });

  it('brings errors over with their kind, and ends when it is aborted', async () => {
    await refuses(
      () => fitInWorker(blobSpec, { ...samples, labels: new Int32Array(150).fill(7) }, options),
      'label of sample 0',
    );
    const failure = await fitInWorker(blobSpec, samples, { ...options, epochs: 0 }).catch((error: Error) => error);
    expect(failure).instanceOf(RangeError);
    const stop = new AbortController();
    const onStep = (): void => stop.abort(new Error('enough'));
    const ended = fitInWorker(blobSpec, samples, { ...options, epochs: 10_000, onStep, signal: stop.signal });
    expect(await ended.catch((error: Error) => error)).property('message', 'enough');
  });
});

async function refuses(run: () => Promise<unknown>, message: string | RegExp): Promise<void> {
  const failure = await run().then(
    () => undefined,
    (error: Error) => error,
  );
  expect(failure).instanceOf(DriftlabError);
  if (typeof message === 'string') expect(failure!.message).contain(message);
  else expect(failure!.message).match(message);
}
