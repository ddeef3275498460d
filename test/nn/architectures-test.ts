import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blockSize } from '../../src/compute/blocked';
import { fit } from '../../src/nn/fit';
import { modelGraph, openPredictor, type Model } from '../../src/nn/model';
import type { ModelSpec } from '../../src/nn/modelSpec';
import { TrainingStep } from '../../src/nn/trainingStep';
import { row } from '../../src/matrix';
import { createRandom } from '../../src/random';
import { runOnnxPython } from '../helpers/onnxPython';
import { skip } from '../skip';
import { smallSpecs, stripes } from './helpers';

const samples = stripes(96, 1);
const title = (spec: ModelSpec): string => `${spec.architecture} ${JSON.stringify(spec).length}`;

/** The losses of some steps on one batch. */
async function losses(spec: ModelSpec, block: number, steps: number, rate: number): Promise<number[]> {
  const options = { batch: 16, loss: { kind: 'crossEntropy' }, optimizer: { kind: 'sgd', momentum: 0.9 } } as const;
  const step = await TrainingStep.open(spec, { ...options, random: createRandom(5), block, threads: 1, clipNorm: 1 });
  step.inputs.set(samples.inputs.values.subarray(0, step.inputs.length));
  for (let i = 0; i < 16; i++) step.targets[2 * i + samples.labels![i]] = 1;
  const found = [];
  for (let number = 1; number <= steps; number++) found.push(await step.run(number, rate));
  await step.release();
  return found;
}

describe('architectures', () => {
  const models = new Map<ModelSpec, Model>();
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'driftlab-architectures-'));
    for (const spec of smallSpecs) {
      const { model } = await fit(spec, samples, { seed: 1, epochs: 2, batch: 16, learningRate: 0.01, threads: 1 });
      models.set(spec, model);
    }
  });
  after(() => rm(folder, { recursive: true }));

  it('learn', async () => {
    for (const spec of smallSpecs.filter((each) => each.architecture !== 'logisticRegression')) {
      const found = await losses(spec, await blockSize(), 16, 0.1);
      expect(Math.min(...found.slice(-4)), title(spec)).below(found[0] - 0.01);
    }
  });

  it('take the same steps with blocked feature maps and with plain ones', async function () {
    const block = await blockSize();
    if (block === 1) skip(this, 'the runtime has no blocked operators on this machine');
    for (const spec of smallSpecs) {
      const [blocked, plain] = [await losses(spec, block, 3, 0.02), await losses(spec, 1, 3, 0.02)];
      blocked.forEach((loss, i) => expect(loss, title(spec)).closeTo(plain[i], 2e-5));
    }
  });

  it('predict one sample as they predict many', async () => {
    for (const [spec, model] of models) {
      const predictor = await openPredictor(model, { threads: 1 });
      const all = await predictor.predict(samples.inputs);
      const { columns } = samples.inputs;
      const one = { values: samples.inputs.values.subarray(5 * columns, 6 * columns), rows: 1, columns };
      const { values } = await predictor.predict(one);
      await predictor.release();
      values.forEach((value, k) => expect(value, title(spec)).closeTo(all.values[10 + k], 1e-5));
    }
  });

  it('give the features that their outputs are read off', async () => {
    for (const [spec, { weights, ...model }] of models) {
      const predictor = await openPredictor({ ...model, weights }, { threads: 1 });
      const [outputs, features] = [await predictor.predict(samples.inputs), await predictor.features(samples.inputs)];
      await predictor.release();
      const [weight, bias] = [weights['output.weight'].values, weights['output.bias'].values];
      for (const i of [0, 95]) {
        const seen = row(features, i);
        const logit = seen.reduce((sum, value, j) => sum + value * weight[seen.length + j], bias[1]);
        expect(outputs.values[2 * i + 1], title(spec)).closeTo(logit, 1e-4);
      }
    }
  });

  it('give the same numbers in plain ONNX Runtime from Python', async function () {
    for (const [i, model] of [...models.values()].entries()) {
      await writeFile(join(folder, `${i}.onnx`), modelGraph(model).encode());
      await writeFile(join(folder, `${i}.f32`), samples.inputs.values);
    }
    runOnnxPython(this, join(__dirname, '../fixtures/runOnnx.py'), [folder]);
    for (const [i, [spec, model]] of [...models].entries()) {
      const predictor = await openPredictor(model);
      const { values } = await predictor.predict(samples.inputs);
      await predictor.release();
      const theirs = new Float32Array(new Uint8Array(await readFile(join(folder, `${i}.out.f32`))).buffer);
      expect(theirs.length).equal(values.length);
      values.forEach((value, k) => expect(value, title(spec)).closeTo(theirs[k], 1e-5 * Math.max(1, Math.abs(value))));
    }
  });

  const wrong: [string, object, string][] = [
    ['name', { architecture: 'alexnet' }, 'invalid architecture: expected one of logisticRegression, mlp'],
    ['image', { architecture: 'simpleCnn', input: [64] }, 'expected [channels, height, width] for simpleCnn, got [64]'],
    ['patch', { architecture: 'vit', patch: 5 }, 'expected a divisor of rows and columns'],
    ['heads', { architecture: 'vit', heads: 5 }, 'invalid heads of vit: expected a divisor of 64, got 5'],
    ['outputs', { architecture: 'mlp', outputs: 0 }, 'invalid outputs'],
  ];
  for (const [name, change, message] of wrong)
    it(`refuse a wrong ${name}`, async () => {
      const spec = { architecture: 'mlp', input: [1, 8, 8], outputs: 2, ...change } as ModelSpec;
      const failure = await fit(spec, samples, { seed: 1, batch: 16 }).catch((error: Error) => error);
      expect(failure).instanceOf(RangeError).property('message').contain(message);
    });
});
