import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matrix } from '../../../src/matrix';
import type { Model } from '../../../src/nn/model';
import { createRandom } from '../../../src/random';
import { batchNormAdaptation } from '../../../src/retraining/learning/batchNormAdaptation';
import { ewc } from '../../../src/retraining/learning/ewc';
import { fullTraining } from '../../../src/retraining/learning/fullTraining';
import { incrementalTraining } from '../../../src/retraining/learning/incrementalTraining';
import { l2ToOld } from '../../../src/retraining/learning/l2ToOld';
import { networkLearner } from '../../../src/retraining/learning/learner';
import { lwf } from '../../../src/retraining/learning/lwf';
import { partialTraining } from '../../../src/retraining/learning/partialTraining';
import { priorCorrection } from '../../../src/retraining/learning/priorCorrection';
import { recalibrate } from '../../../src/retraining/learning/recalibrate';
import { replayTraining } from '../../../src/retraining/learning/replayTraining';
import type { LearningStrategy } from '../../../src/retraining/learning/strategy';
import { accuracy, champion, points } from './task';

const PLAIN = { kind: 'sgd', momentum: 0.9 } as const;
const OPTIONS = { seed: 3, epochs: 6, batch: 32, learningRate: 0.02, optimizer: PLAIN, threads: 1 };

const training: readonly LearningStrategy[] = [
  fullTraining(),
  partialTraining(),
  incrementalTraining(),
  ewc(),
  lwf(),
  replayTraining(),
  replayTraining({ compute: 'equal' }),
  l2ToOld(),
];
const cures: readonly LearningStrategy[] = [recalibrate(), recalibrate({ kind: 'slope' }), priorCorrection()];

describe('learning strategies', () => {
  let model: Model;
  const past = points(600, createRandom(2));
  const samples = points(640, createRandom(4), { turn: 90 });
  const present = points(1000, createRandom(5), { turn: 90 });
  const weightsOf = ({ weights }: Model) => Object.values(weights).flatMap(({ values }) => [...values]);

  before(async () => {
    model = await champion();
  });

  it('change weights and make the model right about the present', async () => {
    const before = await accuracy(model, present);
    expect(before).below(0.6);
    for (const strategy of training) {
      const { model: learned, report } = await strategy.learn(model, { samples, past }, OPTIONS);
      expect(report.changed, strategy.name).above(0.4);
      expect(report.steps, strategy.name).above(0);
      expect(await accuracy(learned, present), strategy.name).above(before + 0.1);
    }
  });

  it('leave the old model as it was, and give the same bytes again', async () => {
    const before = weightsOf(model);
    for (const strategy of [...training, ...cures]) {
      const runs = [];
      for (let i = 0; i < 2; i++) runs.push(await strategy.learn(model, { samples, past }, OPTIONS));
      expect(weightsOf(runs[0].model), strategy.name).deep.equal(weightsOf(runs[1].model));
      expect(runs[0].report, strategy.name).deep.equal(JSON.parse(JSON.stringify(runs[1].report)));
      expect(weightsOf(model)).deep.equal(before);
    }
  });

  it('show progress, and end when they are told to', async () => {
    for (const strategy of training) {
      let [epochs, last] = [0, 0];
      const onStep = (done: number, total: number) => (last = done / total);
      await strategy.learn(model, { samples, past }, { ...OPTIONS, onStep, onEpoch: () => epochs++ });
      expect([epochs, last], strategy.name).deep.equal([strategy.name === 'replayEqualCompute' ? 3 : 6, 1]);
      const aborted = strategy.learn(model, { samples, past }, { ...OPTIONS, signal: AbortSignal.abort(new Error('enough')) }); // prettier-ignore
      expect(await aborted.catch((error: Error) => error.message), strategy.name).equal('enough');
    }
  });

  it('go on from their checkpoint as if nothing had happened', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'learning-'));
    for (const [i, strategy] of training.entries()) {
      const whole = await strategy.learn(model, { samples, past }, OPTIONS);
      const checkpoint = { path: join(folder, `${i}.safetensors`) };
      const controller = new AbortController();
      const onEpoch = ({ epoch }: { epoch: number }) => epoch === 2 && controller.abort(new Error('killed'));
      const stopped = strategy.learn(model, { samples, past }, { ...OPTIONS, checkpoint, onEpoch, signal: controller.signal }); // prettier-ignore
      expect(await stopped.catch((error: Error) => error.message), strategy.name).equal('killed');
      const seen: number[] = [];
      const resumed = await strategy.learn(model, { samples, past }, { ...OPTIONS, checkpoint, onEpoch: ({ epoch }) => seen.push(epoch) }); // prettier-ignore
      expect(seen[0], strategy.name).equal(3);
      expect(weightsOf(resumed.model), strategy.name).deep.equal(weightsOf(whole.model));
      expect(resumed.report, strategy.name).deep.equal(whole.report);
    }
    await rm(folder, { recursive: true });
  });

  it('refuse the checkpoint of a training with another strength', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'learning-'));
    const options = { ...OPTIONS, checkpoint: { path: join(folder, 'one.safetensors') } };
    await l2ToOld({ lambda: 1 }).learn(model, { samples }, options);
    const other = l2ToOld({ lambda: 2 }).learn(model, { samples }, options);
    expect(await other.catch((error: Error) => error.message)).include('the checkpoint of another training');
    await rm(folder, { recursive: true });
  });

  it('freeze all but the last layer, bit for bit', async () => {
    const { model: learned, report } = await partialTraining().learn(model, { samples }, OPTIONS);
    for (const name of ['hidden.0.weight', 'hidden.0.bias'])
      expect(learned.weights[name].values, name).equal(model.weights[name].values);
    expect(learned.weights['output.weight'].values).not.deep.equal(model.weights['output.weight'].values);
    expect(report.details.layer).equal('output.weight');
  });

  it('hold to the old weights the more the larger lambda is', async () => {
    for (const make of [
      (lambda: number) => l2ToOld({ lambda }),
      (lambda: number) => ewc({ lambda: 100 * lambda, fisherSamples: 200 }),
    ]) {
      const kept: number[] = [];
      for (const lambda of [0, 0.3, 3, 1e6])
        kept.push(await accuracy((await make(lambda).learn(model, { samples, past }, OPTIONS)).model, past));
      kept.slice(1).forEach((share, i) => expect(share).least(kept[i] - 0.01));
      expect(kept[3] - kept[0]).above(0.1);
    }
  });

  it('learn with lambda 0 what plain training learns', async () => {
    const plain = await incrementalTraining().learn(model, { samples }, OPTIONS);
    const free = await l2ToOld({ lambda: 0 }).learn(model, { samples }, OPTIONS);
    expect(weightsOf(free.model)).deep.equal(weightsOf(plain.model));
    expect(free.report.history).deep.equal(plain.report.history);
  });

  it('keep the old opinion whole with lwf at alpha 1', async () => {
    const { model: learned } = await lwf({ alpha: 1 }).learn(model, { samples }, OPTIONS);
    expect(Math.abs((await accuracy(learned, past)) - (await accuracy(model, past)))).below(0.01);
  });

  it('keep the epoch that was best on validation samples', async () => {
    const options = { ...OPTIONS, epochs: 4, learningRate: 0.1, validation: past };
    const { report, model: learned } = await l2ToOld({ lambda: 0.001 }).learn(model, { samples }, options);
    const losses = report.history.map(({ validationLoss }) => validationLoss!);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(best).below(4);
    const first = await l2ToOld({ lambda: 0.001 }).learn(model, { samples }, { ...OPTIONS, learningRate: 0.1, epochs: best }); // prettier-ignore
    expect(weightsOf(learned)).deep.equal(weightsOf(first.model));
    const patient = await l2ToOld({ lambda: 0.001 }).learn(model, { samples }, { ...options, patience: 1 });
    const worse = losses.findIndex((loss, i) => i > 0 && loss >= Math.min(...losses.slice(0, i)));
    expect(worse).above(0);
    expect(patient.report.history.length).equal(worse + 1);
  });

  it('train in a thread of their own if they are asked to', async () => {
    const here = await incrementalTraining().learn(model, { samples }, OPTIONS);
    const there = await incrementalTraining(networkLearner({ worker: true })).learn(model, { samples }, OPTIONS);
    expect(weightsOf(there.model)).deep.equal(weightsOf(here.model));
  });

  it('say what is wrong with the data', async () => {
    const { inputs, labels } = samples;
    const some = Array.from(labels, (label, i) => (i % 3 === 0 ? NaN : label));
    const broken = { values: inputs.values.map((value, i) => (i === 5 ? NaN : value)), rows: 640, columns: 2 };
    const one = { inputs, labels: Array.from(labels, () => 1) };
    const few = { inputs: matrix(new Float32Array(8), 4, 2), labels: [0, 1, 0, 1] };
    for (const strategy of [...training, recalibrate()]) {
      const message = (data: object) =>
        strategy.learn(model, { past, ...data }, OPTIONS).then(
          () => 'learnt',
          (error: Error) => error.message,
        );
      expect(await message({}), strategy.name).equal('samples: expected labelled samples, got none');
      expect(await message({ samples: { inputs, labels: some } })).include('labels are missing for 214 of 640 samples');
      expect(await message({ samples: { inputs: broken, labels } })).include('inputs of sample 2: expected finite');
      expect(await message({ samples: { inputs } })).include('expected a label for each of 640 samples, got none');
      expect(await message({ samples: { inputs, labels: Array.from(labels, () => 2) } })).include('integer in [0, 1], got 2'); // prettier-ignore
    }
    for (const strategy of [fullTraining(), recalibrate()])
      expect(await strategy.learn(model, { samples: one }, OPTIONS).catch((e: Error) => e.message)).include('2 classes or more, got only 1'); // prettier-ignore
    for (const strategy of [ewc(), l2ToOld()])
      expect(await strategy.learn(model, { samples: few, past }, OPTIONS).catch((e: Error) => e.message)).include('at least 32, one batch, got 4'); // prettier-ignore
    expect(
      await ewc()
        .learn(model, { samples }, OPTIONS)
        .catch((e: Error) => e.message),
    ).include('past: expected');
    expect(
      await replayTraining()
        .learn(model, { samples }, OPTIONS)
        .catch((e: Error) => e.message),
    ).include('past: expected');
    expect(await batchNormAdaptation().learn(model, { samples }, OPTIONS).catch((e: Error) => e.message)).include('no batch normalisation'); // prettier-ignore
  });

  it('refuse wrong settings', () => {
    expect(() => ewc({ lambda: -1 })).throws(RangeError, 'invalid lambda');
    expect(() => l2ToOld({ lambda: NaN })).throws(RangeError, 'invalid lambda');
    expect(() => ewc({ fisher: 'rain' as never })).throws(RangeError, 'invalid fisher');
    expect(() => ewc({ scale: 'rain' as never })).throws(RangeError, 'invalid scale');
    expect(() => replayTraining({ compute: 'rain' as never })).throws(RangeError, 'invalid compute');
    expect(() => lwf({ alpha: 2 })).throws(RangeError, 'invalid alpha');
    expect(() => lwf({ temperature: 0 })).throws(RangeError, 'invalid temperature');
  });
});
