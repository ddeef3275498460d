import { expect } from 'chai';
import { fromRows } from '../../src/matrix';
import { distillationDivergence, meanCrossEntropy } from '../../src/nn/logitLosses';
import { scheduleFactor } from '../../src/nn/schedule';
import { logProbabilities, logSumExp, probabilities } from '../../src/nn/softmax';
import { temperatureScaling } from '../../src/nn/temperatureScaling';

describe('softmax', () => {
  it('keeps what is tiny and what is all but one', () => {
    expect([...probabilities([0, -700])]).deep.equal([1, Math.exp(-700)]);
    expect([...logProbabilities([0, -40])]).deep.equal([-Math.log1p(Math.exp(-40)), -40]);
    expect(logProbabilities([0, -40])[0]).closeTo(-Math.exp(-40), 1e-30);
    expect([...probabilities([0, -Infinity])]).deep.equal([1, 0]);
    expect(logSumExp([-Infinity, -Infinity])).equal(-Infinity);
    expect([...probabilities([1e308, -1e308, 1e308])]).deep.equal([0.5, 0, 0.5]);
  });

  it('refuses nothing at all, NaN and infinity', () => {
    expect(() => logSumExp([])).throw(RangeError, 'invalid logits: expected at least one, got none');
    expect(() => probabilities([1, NaN])).throw(RangeError, 'expected numbers below Infinity, got NaN at 1');
    expect(() => logProbabilities([Infinity])).throw(RangeError, 'got Infinity at 0');
  });
});

describe('losses of logits', () => {
  it('are those known by hand', () => {
    expect(meanCrossEntropy(fromRows([[0, 0], [0, Math.log(3)]]), [1, 1])).closeTo(Math.log(2) / 2 + Math.log(4 / 3) / 2, 1e-15); // prettier-ignore
    const [sure, even] = [fromRows([[Math.log(3), 0]]), fromRows([[0, 0]])];
    // KL((3/4, 1/4) ‖ (1/2, 1/2))
    expect(distillationDivergence(even, sure, 1)).closeTo(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5), 1e-15);
    expect(distillationDivergence(sure, sure, 3)).equal(0);
  });

  it('refuse what does not fit', () => {
    const logits = fromRows([[0, 0]]);
    expect(() => meanCrossEntropy(logits, [2])).throw(
      RangeError,
      'invalid labels[0]: expected an integer in [0, 1], got 2',
    );
    expect(() => meanCrossEntropy(logits, [])).throw(RangeError, 'expected one for each of 1 rows');
    expect(() => distillationDivergence(logits, fromRows([[0, 0, 0]]), 1)).throw(RangeError, 'invalid teacher');
    expect(() => distillationDivergence(logits, logits, 0)).throw(RangeError, 'invalid temperature');
  });
});

describe('temperatureScaling', () => {
  it('finds the temperature that is known by hand', () => {
    // three of four right at a logit of 2: softmax must give 3/4, a logit of ln 3
    const logits = fromRows([[2, 0], [2, 0], [2, 0], [2, 0]]); // prettier-ignore
    const { temperature, before, after } = temperatureScaling(logits, [0, 0, 0, 1]);
    expect(temperature).closeTo(2 / Math.log(3), 1e-12);
    expect(after).below(before);
    expect(after).closeTo(-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)), 1e-14);
  });

  it('says so where no temperature is best', () => {
    expect(temperatureScaling(fromRows([[2, 0]]), [0])).include({ temperature: 0, after: 0 });
    expect(temperatureScaling(fromRows([[2, 2, 0]]), [1]).after).closeTo(Math.log(2), 1e-15);
    expect(temperatureScaling(fromRows([[5, 5]]), [1]).temperature).equal(1);
    const { temperature, after } = temperatureScaling(fromRows([[2, 0]]), [1]);
    expect(temperature).equal(Infinity);
    expect(after).closeTo(Math.log(2), 1e-15);
  });
});

describe('scheduleFactor', () => {
  it('rises evenly and falls along a cosine', () => {
    const cosine = { kind: 'cosine', warmup: 0.2 } as const;
    const factors = Array.from({ length: 10 }, (_, step) => scheduleFactor(cosine, step, 10));
    expect(factors.slice(0, 3)).deep.equal([1 / 3, 2 / 3, 1]);
    expect(factors[6]).closeTo(0.5, 1e-15);
    expect(factors[9]).closeTo((1 + Math.cos((Math.PI * 7) / 8)) / 2, 1e-15);
  });

  it('falls in steps', () => {
    const steps = { kind: 'steps', at: [0.5, 0.75] } as const;
    expect([0, 49, 50, 74, 75].map((step) => scheduleFactor(steps, step, 100))).deep.equal([1, 1, 0.1, 0.1, 0.1 ** 2]);
  });
});
