import { expect } from 'chai';
import { matrix } from '../../../src/matrix';
import { evaluate } from '../../../src/nn/evaluate';
import { ewcPenalty } from '../../../src/nn/ewc';
import { fit } from '../../../src/nn/fit';
import { openPredictor, type Model } from '../../../src/nn/model';
import { TrainingStep } from '../../../src/nn/trainingStep';
import { createRandom } from '../../../src/random';
import { anchoredFit } from '../../../src/retraining/learning/anchoredFit';
import { adaptBatchNorm } from '../../../src/retraining/learning/batchNormStatistics';
import { fisherDiagonal } from '../../../src/retraining/learning/fisherDiagonal';
import { foldIntoHead, headFeatures, modelHead } from '../../../src/retraining/learning/modelHead';
import { recalibrated } from '../../../src/retraining/learning/recalibration';
import { ReplayBuffer } from '../../../src/retraining/learning/replayBuffer';
import { accuracy, champion, points } from './task';

const threads = 1;

async function logitsOf(model: Model, inputs: ReturnType<typeof points>['inputs']) {
  const predictor = await openPredictor(model, { threads });
  const logits = await predictor.predict(inputs);
  await predictor.release();
  return logits;
}

describe('the last layer', () => {
  it('takes up a recalibration of the logits', async () => {
    const model = await champion();
    const { inputs } = points(50, createRandom(1));
    const recalibration = { slope: 0.5, shift: [0.25, -1] };
    const wanted = recalibrated(await logitsOf(model, inputs), recalibration);
    const folded = foldIntoHead(model, recalibration);
    (await logitsOf(folded, inputs)).values.forEach((logit, i) => expect(logit).closeTo(wanted.values[i], 1e-5));
    expect(folded.weights['hidden.0.weight']).equal(model.weights['hidden.0.weight']);
    expect(() => foldIntoHead(model, { slope: 1, shift: [0] })).throws(RangeError, 'invalid shift');
  });

  it('sees the features of the model', async () => {
    const model = await champion();
    const { inputs } = points(5, createRandom(1));
    const { weight, bias, width } = modelHead(model);
    expect([weight, bias, width]).deep.equal(['output.weight', 'output.bias', 8]);
    const features = await headFeatures(model, inputs, { threads });
    const logits = await logitsOf(model, inputs);
    const [w, b] = [model.weights[weight].values, model.weights[bias].values];
    for (let i = 0; i < 5; i++) {
      const logit = [...Array(8).keys()].reduce((sum, j) => sum + w[8 + j] * features.values[8 * i + j], b[1]);
      expect(logits.values[2 * i + 1]).closeTo(logit, 1e-5);
    }
  });

  it('is found in a BERT, too', async () => {
    const sizes = { vocabulary: 8, positions: 4, width: 4, layers: 1, heads: 1, hidden: 8 };
    const spec = { architecture: 'bert', input: [3], outputs: 2, ...sizes } as const;
    const ids = { inputs: matrix(Float32Array.of(1, 2, 3, 3, 2, 1), 2, 3), labels: [0, 1] };
    const { model } = await fit(spec, ids, { seed: 1, epochs: 1, batch: 2, threads });
    expect(modelHead(model)).deep.equal({ weight: 'classifier.weight', bias: 'classifier.bias', width: 4 });
  });
});

describe('fisherDiagonal', () => {
  const inputs = matrix(Float32Array.of(0.5, -1, 2, 1, -0.3, 0.7), 3, 2);
  const spec = { architecture: 'logisticRegression', input: [2], outputs: 2 } as const;
  let model: Model;

  before(async () => {
    model = (await fit(spec, { inputs, labels: [0, 1, 0] }, { seed: 1, epochs: 1, batch: 3, threads })).model;
  });

  it('is what the formula of a logistic model says, for each kind', async () => {
    const { values } = await logitsOf(model, inputs);
    const p = [0, 1, 2].map((i) => 1 / (1 + Math.exp(values[2 * i] - values[2 * i + 1])));
    const exact = await fisherDiagonal(model, { inputs }, { seed: 1, kind: 'exact', threads });
    const empirical = await fisherDiagonal(model, { inputs, labels: [1, 1, 0] }, { seed: 1, kind: 'empirical', threads }); // prettier-ignore
    for (const j of [0, 1]) {
      const x = [0, 1, 2].map((i) => inputs.values[2 * i + j]);
      const own = x.reduce((sum, value, i) => sum + (p[i] * (1 - p[i]) * value * value) / 3, 0);
      const seen = x.reduce((sum, value, i) => sum + (([1, 1, 0][i] - p[i]) * value) ** 2 / 3, 0);
      for (const k of [0, 1]) {
        expect(exact['output.weight'][2 * k + j]).closeTo(own, 1e-6);
        expect(empirical['output.weight'][2 * k + j]).closeTo(seen, 1e-6);
      }
    }
  });

  it('comes with drawn labels to the same in the mean', async () => {
    const many = matrix(
      Float32Array.from({ length: 6000 }, (_, i) => inputs.values[i % 6]),
      3000,
      2,
    );
    const exact = await fisherDiagonal(model, { inputs }, { seed: 1, kind: 'exact', threads });
    const drawn = await fisherDiagonal(model, { inputs: many }, { seed: 1, samples: 3000, threads });
    drawn['output.weight'].forEach((value, i) => expect(value / exact['output.weight'][i]).closeTo(1, 0.1));
  });

  it('sees a convolution as central differences see its loss', async () => {
    const cnn = { architecture: 'simpleCnn', channels: [2], normalize: true, head: 'mean', input: [1, 4, 4], outputs: 2 } as const; // prettier-ignore
    const random = createRandom(3);
    const images = matrix(
      Float32Array.from({ length: 64 }, () => random.normal()),
      4,
      16,
    );
    const trained = (await fit(cnn, { inputs: images, labels: [0, 1, 1, 0] }, { seed: 1, epochs: 3, batch: 4, threads })).model; // prettier-ignore
    const one = matrix(images.values.subarray(0, 16), 1, 16);
    const fisher = await fisherDiagonal(trained, { inputs: one, labels: [1] }, { seed: 1, kind: 'empirical', threads });
    expect(Object.keys(fisher)).not.include('norm.0.running_mean');
    for (const name of ['conv.0.weight', 'norm.0.bias', 'output.weight']) {
      const loss = async (step: number) => {
        const tensor = trained.weights[name];
        const values = tensor.values.map((value, i) => (i === 1 ? value + step : value));
        const moved = { ...trained, weights: { ...trained.weights, [name]: { ...tensor, values } } };
        const [a, b] = (await logitsOf(moved, one)).values;
        return Math.log1p(Math.exp(a - b));
      };
      const slope = ((await loss(0.01)) - (await loss(-0.01))) / 0.02;
      expect(fisher[name][1], name).closeTo(slope ** 2, 1e-3 * Math.max(slope ** 2, 0.01));
    }
  });
});

describe('anchoredFit', () => {
  it('ends where the loss and the penalty of EWC together are least', async () => {
    const samples = points(40, createRandom(1), { turn: 90 });
    const spec = { architecture: 'logisticRegression', input: [2], outputs: 2 } as const;
    const { model } = await fit(spec, points(200, createRandom(2)), {
      seed: 1,
      epochs: 30,
      learningRate: 0.05,
      threads,
    });
    const fisher = await fisherDiagonal(model, samples, { seed: 1, kind: 'exact', threads });
    const lambda = 3;
    const strength = Object.fromEntries(Object.entries(fisher).map(([name, own]) => [name, own.map((f) => lambda * f)])); // prettier-ignore
    const options = { seed: 1, epochs: 600, batch: 40, learningRate: 0.1, threads };
    const { weights } = (await anchoredFit(model, samples, strength, options)).model;
    const numbers = (of: Model['weights']) => Object.fromEntries(Object.entries(of).map(([name, { values }]) => [name, values])); // prettier-ignore
    const total = async (name: string, step: number) => {
      const moved = { ...weights, [name]: { ...weights[name], values: weights[name].values.map((value, i) => (i === 1 ? value + step : value)) } }; // prettier-ignore
      const { loss } = await evaluate({ spec, weights: moved }, samples, { threads });
      return loss + ewcPenalty(numbers(moved), numbers(model.weights), fisher, lambda);
    };
    for (const name of ['output.weight', 'output.bias']) {
      const slope = ((await total(name, 0.01)) - (await total(name, -0.01))) / 0.02;
      expect(Math.abs(slope), name).below(2e-4);
    }
    expect(weights['output.weight'].values).not.deep.equal(model.weights['output.weight'].values);
  });
});

describe('adaptBatchNorm', () => {
  const spec = { architecture: 'simpleCnn', channels: [4, 8], normalize: true, head: 'mean', input: [1, 8, 8], outputs: 2 } as const; // prettier-ignore

  /** Pictures of noise whose second class is striped. */
  function pictures(count: number, seed: number, gain = 1, offset = 0) {
    const random = createRandom(seed);
    const labels = Array.from({ length: count }, () => random.integer(2));
    const values = new Float32Array(64 * count);
    for (let i = 0; i < values.length; i++)
      values[i] = offset + gain * (random.normal() + labels[Math.floor(i / 64)] * (i % 2 ? 0.6 : -0.6));
    return { inputs: matrix(values, count, 64), labels };
  }

  it('recovers what a change of light and contrast costs, and leaves parameters as they are', async () => {
    const { model } = await fit(spec, pictures(800, 1), { seed: 1, epochs: 6, learningRate: 0.01, batch: 32, threads });
    const dim = pictures(400, 2, 0.2, 0.7);
    const before = await accuracy(model, dim);
    const adapted = await adaptBatchNorm(model, dim.inputs, { seed: 1, threads });
    const clean = await accuracy(model, pictures(400, 2));
    expect(clean).above(0.85);
    expect(before).below(0.7);
    expect((await accuracy(adapted, dim)) - before).above(0.8 * (clean - before));
    for (const name of ['conv.0.weight', 'norm.0.weight', 'output.bias'])
      expect(adapted.weights[name]).equal(model.weights[name]);
  });

  it('gives the statistics of one batch as the training step sees them', async () => {
    const samples = pictures(32, 3);
    const { model } = await fit(spec, samples, { seed: 1, epochs: 1, batch: 32, threads });
    const { weights } = await adaptBatchNorm(model, samples.inputs, { seed: 1, batch: 32, prior: 0, threads });
    const options = { batch: 32, loss: { kind: 'crossEntropy' }, optimizer: { kind: 'sgd' }, random: createRandom(1), threads } as const; // prettier-ignore
    const step = await TrainingStep.open(spec, options);
    step.load(model.weights);
    step.inputs.set(samples.inputs.values);
    samples.labels.forEach((label, i) => (step.targets[2 * i + label] = 1));
    await step.run(1, 0);
    const after = step.weights();
    await step.release();
    for (const name of ['norm.0.running_mean', 'norm.1.running_var'])
      weights[name].values.forEach((value, c) => {
        const seen = (after[name].values[c] - 0.9 * model.weights[name].values[c]) / 0.1;
        expect(value, name).closeTo(seen, 1e-4 * Math.max(1, Math.abs(seen)));
      });
  });

  it('stays with the old statistics as far as they count', async () => {
    const samples = pictures(64, 4);
    const { model } = await fit(spec, samples, { seed: 1, epochs: 2, batch: 32, threads });
    const { weights } = await adaptBatchNorm(model, pictures(64, 5, 3, 2).inputs, { seed: 1, prior: 1e12, threads });
    weights['norm.0.running_var'].values.forEach((value, c) =>
      expect(value).closeTo(model.weights['norm.0.running_var'].values[c], 1e-6),
    );
  });

  it('says what it cannot use', async () => {
    const { model } = await fit(spec, pictures(32, 3), { seed: 1, epochs: 1, batch: 32, threads });
    const message = (inputs: ReturnType<typeof pictures>['inputs'], options = {}) =>
      adaptBatchNorm(model, inputs, { seed: 1, threads, ...options }).catch((error: Error) => error.message);
    expect(await message(pictures(1, 1).inputs)).include('at least 2 images, got 1');
    expect(await message(matrix(new Float32Array(10), 2, 5))).include('invalid inputs');
    expect(await message(pictures(4, 1).inputs, { prior: -1 })).include('invalid prior');
    expect(await message(pictures(4, 1).inputs, { batch: 1 })).include('invalid batch');
  });
});

describe('ReplayBuffer', () => {
  const offer = (buffer: ReplayBuffer, from: number, to: number) => {
    for (let i = from; i < to; i++) buffer.add({ key: `subject ${i % 10}`, values: [i], label: i % 2 });
  };
  const held = (buffer: ReplayBuffer) => [...buffer.samples().inputs.values].sort((a, b) => a - b);

  it('is a uniform sample of all that was offered, also after subjects were erased', () => {
    const counts = new Array<number>(60).fill(0);
    for (let seed = 0; seed < 2000; seed++) {
      const buffer = new ReplayBuffer({ capacity: 12, seed });
      offer(buffer, 0, 40);
      buffer.erase('subject 3');
      offer(buffer, 40, 60);
      for (const value of held(buffer)) counts[value]++;
    }
    const kept = counts.filter((_, i) => i % 10 !== 3 || i >= 40);
    for (const i of [3, 13, 23, 33]) expect(counts[i]).equal(0);
    const mean = kept.reduce((sum, count) => sum + count) / kept.length;
    expect(mean).within(300, 430);
    for (const count of kept) expect(count).within(mean - 5 * Math.sqrt(mean), mean + 5 * Math.sqrt(mean));
  });

  it('holds no more than its capacity, and everything up to it', () => {
    const buffer = new ReplayBuffer({ capacity: 5, seed: 1 });
    offer(buffer, 0, 5);
    expect(held(buffer)).deep.equal([0, 1, 2, 3, 4]);
    offer(buffer, 5, 500);
    expect(buffer.size).equal(5);
  });

  it('erases a subject and says how much was there', () => {
    const buffer = new ReplayBuffer({ capacity: 50, seed: 1 });
    offer(buffer, 0, 50);
    expect(buffer.erase('subject 7')).equal(5);
    expect(buffer.erase('subject 7')).equal(0);
    expect(JSON.stringify(buffer)).not.include('subject 7');
  });

  it('goes on from its record with the same bytes', () => {
    const whole = new ReplayBuffer({ capacity: 7, seed: 9 });
    offer(whole, 0, 100);
    const half = new ReplayBuffer({ capacity: 7, seed: 9 });
    offer(half, 0, 40);
    const resumed = new ReplayBuffer(JSON.parse(JSON.stringify(half)) as ReturnType<ReplayBuffer['toJSON']>);
    offer(resumed, 40, 100);
    expect(JSON.stringify(resumed)).equal(JSON.stringify(whole));
  });

  it('takes whole samples with a key each, and says what it cannot take', () => {
    const buffer = new ReplayBuffer({ capacity: 10, seed: 1 });
    expect(() => buffer.samples()).throws('the replay buffer is empty');
    buffer.addAll({ inputs: matrix(Float32Array.of(1, 2, 3, 4), 2, 2), labels: [0, 1] }, ['a', 'b']);
    expect([...buffer.samples().inputs.values]).deep.equal([1, 2, 3, 4]);
    expect(() => buffer.add({ key: 'c', values: [1], label: 0 })).throws(RangeError, 'expected 2 numbers, got 1');
    expect(() => buffer.add({ key: 'c', values: [1, NaN], label: 0 })).throws(RangeError, 'got NaN');
    expect(() => buffer.add({ key: 'c', values: [1, 2], label: -1 })).throws(RangeError, 'invalid label');
    expect(() => buffer.addAll(buffer.samples(), ['a'])).throws(RangeError, 'invalid keys: expected 2');
    expect(() => new ReplayBuffer({ capacity: 0, seed: 1 })).throws(RangeError, 'invalid capacity');
  });
});
