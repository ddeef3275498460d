import { expect } from 'chai';
import { fromRows } from '../../../src/matrix';
import { createRandom } from '../../../src/random';
import { ewc } from '../../../src/retraining/learning/ewc';
import { fullTraining } from '../../../src/retraining/learning/fullTraining';
import { incrementalTraining } from '../../../src/retraining/learning/incrementalTraining';
import { l2ToOld } from '../../../src/retraining/learning/l2ToOld';
import type { LabeledSamples } from '../../../src/retraining/learning/learnable';
import type { Learner } from '../../../src/retraining/learning/learner';
import { ownLearner, ownModel, type OwnModel } from '../../../src/retraining/learning/ownLearner';
import { priorCorrection } from '../../../src/retraining/learning/priorCorrection';
import { recalibrate } from '../../../src/retraining/learning/recalibrate';
import { replayTraining } from '../../../src/retraining/learning/replayTraining';
import { logistic, naiveBayes } from './own';
import { points } from './task';

async function share<M>(learner: Learner<M>, model: M, { inputs, labels }: LabeledSamples): Promise<number> {
  const { values } = await learner.predict(model, inputs);
  return Array.from(labels, (label, i) => Number(Number(values[2 * i + 1] > values[2 * i]) === label)).reduce((a, b) => a + b) / inputs.rows; // prettier-ignore
}

async function loss<M>(learner: Learner<M>, model: M, { inputs, labels }: LabeledSamples): Promise<number> {
  const { values } = await learner.predict(model, inputs);
  return Array.from(labels, (label, i) => Math.log1p(Math.exp(values[2 * i + 1 - label] - values[2 * i + label]))).reduce((a, b) => a + b) / inputs.rows; // prettier-ignore
}

describe("a user's own model", () => {
  const bayes = ownLearner(naiveBayes);
  const past = points(1000, createRandom(1));
  const present = points(1000, createRandom(2), { turn: 120 });
  const fresh = points(2000, createRandom(3), { turn: 120 });
  let champion: OwnModel<Parameters<typeof naiveBayes.predict>[0]>;

  before(async () => {
    champion = ownModel(await naiveBayes.train(past, undefined, { seed: 1 }), 2);
  });

  it('is trained from nothing, goes on learning, and replays', async () => {
    const before = await share(bayes, champion, fresh);
    expect(before).below(0.4);
    const learned = [];
    for (const strategy of [fullTraining(bayes), incrementalTraining(bayes), replayTraining({ learner: bayes })]) {
      const { model, report } = await strategy.learn(champion, { samples: present, past }, { seed: 1, validation: fresh }); // prettier-ignore
      expect(report.changed).equal(null);
      expect(report.details.judgedOn).equal(2000);
      learned.push({ now: await share(bayes, model, fresh), samples: report.details.samples });
    }
    expect(learned.map(({ samples }) => samples)).deep.equal([1000, 2000, 3000]);
    expect(learned[0].now).above(0.75);
    for (const { now } of learned.slice(1)) expect(now).within(before + 0.1, learned[0].now);
  });

  it('has its logits corrected, once and again', async () => {
    const shifted = points(2000, createRandom(4), { share: 0.9 });
    const later = points(4000, createRandom(5), { share: 0.9 });
    const corrected = await recalibrate({ learner: bayes }).learn(champion, { samples: shifted }, { seed: 1 });
    const blind = await priorCorrection({ learner: bayes }).learn(champion, { unlabelled: shifted.inputs, past }, { seed: 1 }); // prettier-ignore
    const before = await loss(bayes, champion, later);
    const [after, unlabelled] = [await loss(bayes, corrected.model, later), await loss(bayes, blind.model, later)];
    expect(after).below(before - 0.1);
    expect(unlabelled).closeTo(after, 0.01);
    expect(corrected.model.model).equal(champion.model);
    const twice = await recalibrate({ learner: bayes }).learn(corrected.model, { samples: shifted }, { seed: 1 });
    expect(twice.report.details.slope).closeTo(1, 0.01);
    expect(twice.model.slope).closeTo(corrected.model.slope * Number(twice.report.details.slope), 1e-12);
  });

  it('is held at its parameters if it has gradients', async () => {
    const learner = ownLearner(logistic);
    const old = ownModel(await logistic.train(past, undefined, { seed: 1 }), 2);
    const options = { seed: 1, epochs: 4, batch: 50, learningRate: 0.1 };
    for (const make of [
      (lambda: number) => l2ToOld({ learner, lambda }),
      (lambda: number) => ewc({ learner, lambda: 10 * lambda }),
    ]) {
      // prettier-ignore
      const runs = [];
      for (const lambda of [0, 0.3, 1e9])
        runs.push((await make(lambda).learn(old, { samples: present, past }, options)).model);
      const [free, held, fixed] = await Promise.all(runs.map((model) => share(learner, model, past)));
      expect(free).below(held);
      expect(held).below(fixed);
      expect(await share(learner, runs[0], fresh)).above(0.75);
      runs[2].model.coefficients.forEach((value, i) => expect(value).closeTo(old.model.coefficients[i], 1e-5));
    }
  });

  it('has the Fisher information of its own labels', async () => {
    const learner = ownLearner(logistic);
    const old = ownModel(await logistic.train(past, undefined, { seed: 1 }), 2);
    const options = { seed: 1, samples: 1000 };
    const exact = await learner.fisher!(old, past, { ...options, kind: 'exact' });
    const drawn = await learner.fisher!(old, past, options);
    const empirical = await learner.fisher!(old, past, { ...options, kind: 'empirical' });
    for (const other of [drawn, empirical])
      exact.coefficients.forEach((value, i) => expect(other.coefficients[i] / value).within(0.8, 1.25));
  });

  it('says which function a strategy misses', async () => {
    const strategy = ewc({ learner: bayes });
    const error = await strategy
      .learn(champion, { samples: present, past }, { seed: 1 })
      .catch((e: Error) => e.message);
    expect(error).equal('ewc needs the function gradients, which naive Bayes does not have: give it, or choose another strategy'); // prettier-ignore
  });

  it('is checked: sizes, and numbers that are not finite', async () => {
    const wrong = (predict: typeof naiveBayes.predict) =>
      ownLearner({ ...naiveBayes, predict }).predict(champion, past.inputs).catch((error: Error) => error.message); // prettier-ignore
    expect(await wrong(() => fromRows([[0, 1]]))).equal('naive Bayes: expected 1000 × 2 logits of predict, got 1 × 2');
    const nan = () => fromRows(Array.from({ length: 1000 }, (_, i) => [0, i === 7 ? NaN : 1]));
    expect(await wrong(nan)).equal('naive Bayes: expected finite logits of predict, got NaN for input 7');
    expect(() => ownLearner({ ...naiveBayes, classes: 1 })).throws(RangeError, 'invalid classes');
  });
});
