import { expect } from 'chai';
import { fromRows } from '../../../src/matrix';
import { createRandom } from '../../../src/random';
import { chooseCure, type CureChoice } from '../../../src/retraining/learning/chooseCure';
import { curesOf } from '../../../src/retraining/learning/cures';
import { fullTraining } from '../../../src/retraining/learning/fullTraining';
import { crossFolds, outOfFold } from '../../../src/retraining/learning/outOfFold';
import { ownLearner, ownModel } from '../../../src/retraining/learning/ownLearner';
import { partialTraining } from '../../../src/retraining/learning/partialTraining';
import { logistic } from './own';
import { champion, points } from './task';

async function choice(seed: number, change: { turn?: number; share?: number }): Promise<CureChoice> {
  const random = createRandom(seed);
  const learner = ownLearner(logistic);
  const model = ownModel(await logistic.train(points(1000, random), undefined, { seed }), 2);
  const past = points(1000, random);
  const cures = await curesOf(model, { learner, past, strategies: [fullTraining(learner)], options: { seed } });
  return chooseCure(cures, points(1000, random, change), { random: random.fork('folds') });
}

describe('chooseCure', () => {
  it('takes the cheapest cure that suffices', async () => {
    const none = await choice(1, {});
    expect(none.cure).equal('none');
    expect(none.because).equal('no evidence that priorCorrection or intercept or recalibrate or full would be better');
    const prior = await choice(2, { share: 0.85 });
    expect(['priorCorrection', 'intercept']).include(prior.cure);
    expect(prior.because).include('better than what is cheaper (p ≤ 0.013)');
    const concept = await choice(3, { turn: 60 });
    expect(concept.cure).equal('full');
    expect(concept.because).equal('better than what is cheaper (p ≤ 0.013)');
    expect(concept.results[4].gain!.estimate).above(0.05);
    expect(concept.results[4].accuracy).above(concept.results[0].accuracy);
    expect(concept).deep.equal(JSON.parse(JSON.stringify(await choice(3, { turn: 60 }))));
  });

  it('does not take a model that was always too sure for one that has drifted', async () => {
    const random = createRandom(5);
    const learner = ownLearner(logistic);
    const trained = await logistic.train(points(1000, random), undefined, { seed: 1 });
    const sure = { ...ownModel(trained, 2), slope: 5 };
    const [past, samples] = [points(1000, random), points(1000, random)];
    const withPast = await chooseCure(await curesOf(sure, { learner, past, options: { seed: 1 } }), samples, {
      random,
    });
    const without = await chooseCure(await curesOf(sure, { learner, options: { seed: 1 } }), samples, { random });
    expect(withPast.cure).equal('none');
    expect(without.cure).equal('recalibrate');
  });

  it('judges our networks and their strategies', async () => {
    const model = await champion();
    const options = { seed: 1, epochs: 5, batch: 32, learningRate: 0.02, threads: 1 };
    const cures = await curesOf(model, {
      past: points(500, createRandom(8)),
      strategies: [partialTraining()],
      options,
    });
    const samples = points(500, createRandom(9), { turn: 90 });
    expect((await chooseCure(cures, samples, { random: createRandom(1), folds: 3 })).cure).equal('partial');
  });

  it('asks for a gain that is worth it', async () => {
    const [plain, better] = [0, 1].map((gain) => ({
      name: `gain ${gain}`,
      apply: (_: unknown, { labels }: { labels: ArrayLike<number> }) =>
        fromRows(Array.from(labels, (label) => [0, label ? gain * 0.3 : -gain * 0.3])),
    }));
    const samples = points(400, createRandom(1));
    const ask = (worthwhile: number) => chooseCure([plain, better], samples, { random: createRandom(1), worthwhile });
    const [free, dear] = [await ask(0), await ask(0.2)];
    expect([free.cure, dear.cure]).deep.equal(['gain 1', 'gain 0']);
    const gain = Math.LN2 - Math.log1p(Math.exp(-0.3));
    for (const { results } of [free, dear]) expect(results[1].gain!.estimate).closeTo(gain, 1e-12);
  });

  it('takes groups as the units of its test', async () => {
    const samples = points(600, createRandom(1));
    const groups = Array.from({ length: 600 }, (_, i) => i % 6);
    const random = createRandom(2);
    // one patient in six gains, all of its hundred samples: much for samples, nothing for patients
    const lucky = {
      name: 'lucky',
      apply: (_: unknown, { inputs, labels }: typeof samples) =>
        fromRows(Array.from(labels, (label, i) => [0, inputs.values[2 * i] === 99 ? (label ? 3 : -3) : 0])),
    };
    groups.forEach((group, i) => group === 0 && (samples.inputs.values[2 * i] = 99));
    const plain = { name: 'plain', apply: (_: unknown, { labels }: typeof samples) => fromRows(Array.from(labels, () => [0, 0])) }; // prettier-ignore
    expect((await chooseCure([plain, lucky], samples, { random })).cure).equal('lucky');
    expect((await chooseCure([plain, lucky], samples, { random, groups })).cure).equal('plain');
  });

  it('copes with a class of which there is one sample', async () => {
    const { inputs, labels } = points(200, createRandom(1));
    const rare = { inputs, labels: Array.from(labels, (_, i) => Number(i === 7)) };
    const learner = ownLearner(logistic);
    const model = ownModel(await logistic.train(points(200, createRandom(2)), undefined, { seed: 1 }), 2);
    const cures = await curesOf(model, { learner, options: { seed: 1 } });
    expect(['intercept', 'recalibrate']).include((await chooseCure(cures, rare, { random: createRandom(1) })).cure);
  });

  it('says what it cannot use', async () => {
    const samples = points(200, createRandom(1));
    const cure = { name: 'odd', apply: () => fromRows([[0, 1]]) };
    const message = (cures: (typeof cure)[], of: object, options = {}) =>
      chooseCure(cures, { ...samples, ...of }, { random: createRandom(1), ...options }).catch((e: Error) => e.message);
    expect(await message([cure], {})).include('invalid predictions: expected 40 × 2, got 1 × 2');
    const nan = { name: 'nan', apply: (_: unknown, { inputs }: typeof samples) => fromRows(Array.from({ length: inputs.rows }, () => [0, NaN])) }; // prettier-ignore
    expect(await message([nan as never], {})).include('nan: expected finite logits');
    expect(await message([cure], { labels: Array.from(samples.labels, () => 1) })).include(
      '2 classes or more, got only 1',
    );
    expect(await message([cure], { labels: Array.from(samples.labels, () => NaN) })).include('labels are missing');
    expect(await message([cure], {}, { least: 500 })).include('at least 500 samples, got 200');
    expect(await message([], {})).include('invalid cures');
    expect(await message([cure], {}, { folds: 1 })).include('invalid folds');
  });
});

describe('crossFolds', () => {
  it('puts each row into one test part, and each class evenly', () => {
    const labels = Array.from({ length: 103 }, (_, i) => Number(i % 4 === 0));
    const folds = crossFolds(labels, 5, { random: createRandom(1) });
    expect(folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).deep.equal([...labels.keys()]);
    for (const { train, test } of folds) {
      expect(train.length + test.length).equal(103);
      expect([...test].filter((i) => labels[i] === 1).length).within(5, 6);
      expect([...train].some((i) => test.includes(i))).equal(false);
    }
  });

  it('keeps groups together', () => {
    const groups = Array.from({ length: 60 }, (_, i) => `patient ${i % 12}`);
    const labels = groups.map((_, i) => i % 2);
    for (const { train, test } of crossFolds(labels, 3, { random: createRandom(1), groups })) {
      const seen = new Set([...train].map((i) => groups[i]));
      expect([...test].some((i) => seen.has(groups[i]))).equal(false);
      expect(test.length).equal(20);
    }
    expect(() => crossFolds([0, 1], 3, { random: createRandom(1) })).throws(RangeError, 'invalid folds');
    expect(() => crossFolds([0, 1], 2, { random: createRandom(1), groups: ['a'] })).throws(
      RangeError,
      'invalid groups',
    );
  });

  it('gives a prediction for each row from the other folds', async () => {
    const folds = crossFolds([0, 1, 0, 1, 0, 1], 3, { random: createRandom(1) });
    const found = await outOfFold(folds, (train, test) => fromRows(Array.from(test, (i) => [i, train.length])));
    for (let i = 0; i < 6; i++) expect([...found.values.subarray(2 * i, 2 * i + 2)]).deep.equal([i, 4]);
  });
});
