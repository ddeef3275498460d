import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom } from '../../../src/random';
import { changePoint } from '../../../src/retraining/explaining/changePoint';
import { binaryEvidence, normalEvidence } from '../../../src/retraining/explaining/segmentEvidence';
import { medianCell, shortestInterval } from '../../../src/retraining/explaining/shortestInterval';

const LENGTH = 200;

/** Dates `trials` streams that change at a uniform time; how many intervals cover it, and the median error. */
function dated(trials: number, value: (after: boolean) => number, time: () => number) {
  const errors: number[] = [];
  let covered = 0;
  for (let trial = 0; trial < trials; trial++) {
    const change = time();
    const { estimate, low, high } = changePoint(Array.from({ length: LENGTH }, (_, i) => value(i >= change)));
    covered += Number(low <= change && change <= high);
    errors.push(Math.abs(estimate - change));
  }
  return { covered, median: errors.sort((a, b) => a - b)[trials >> 1] };
}

describe('changePoint', () => {
  it('covers the time of a change with its 90 % interval, inside the binomial band', () => {
    const random = createRandom(3);
    const time = () => 5 + random.integer(LENGTH - 9);
    const kinds: Record<string, (after: boolean) => number> = {
      shift: (after) => random.normal() + (after ? 1 : 0),
      spread: (after) => random.normal() * (after ? 2 : 1),
      errors: (after) => Number(random.uniform() < (after ? 0.4 : 0.1)),
    };
    for (const [kind, value] of Object.entries(kinds)) {
      const { covered, median } = dated(200, value, time);
      // three standard deviations of a binomial count below; a discrete posterior covers a little more
      expect(covered, kind).within(167, 197);
      expect(median, kind).lessThan(10);
    }
  });

  it('dates a clear change to the sample', () => {
    const series = Array.from({ length: 60 }, (_, i) => (i < 37 ? 0 : 9) + Math.sin(i * i));
    const found = changePoint(series, { law: 'normal' });
    expect(found).include({ estimate: 37, low: 37, high: 37, law: 'normal', autocorrelation: 0 });
    // ranks do not know how wide the gap is
    const { low, high } = changePoint(series);
    expect(low).within(35, 37);
    expect(high).within(37, 39);
  });

  it('seldom finds strong evidence where nothing changed, independent or autocorrelated', () => {
    const random = createRandom(4);
    for (const kept of [0, 0.7]) {
      let found = 0;
      for (let trial = 0; trial < 100; trial++) {
        let noise = random.normal();
        const series = Array.from(
          { length: LENGTH },
          () => (noise = kept * noise + random.normal() * Math.sqrt(1 - kept ** 2)),
        );
        found += Number(changePoint(series).logBayesFactor > Math.log(20));
      }
      // P(Bayes factor ≥ 20) ≤ 1/20 by Markov's inequality
      expect(found, `autocorrelation ${kept}`).at.most(10);
    }
  });

  it('makes the interval wider for autocorrelated values', () => {
    const random = createRandom(5);
    let noise = 0;
    const series = Array.from({ length: 400 }, (_, i) => {
      noise = 0.8 * noise + 0.6 * random.normal();
      return noise + (i < 200 ? 0 : 3);
    });
    const { autocorrelation, low, high } = changePoint(series, { law: 'normal' });
    expect(autocorrelation).within(0.6, 0.9);
    expect(low).at.most(200);
    expect(high).at.least(200);
  });

  it('does not depend on unit or offset, nor on any increasing map by ranks', () => {
    const random = createRandom(6);
    const series = Array.from({ length: 50 }, (_, i) => random.normal() + (i < 30 ? 0 : 2));
    expect(changePoint(series.map((value) => Math.exp(3 * value)))).deep.equal(changePoint(series));
    const { logBayesFactor, ...date } = changePoint(series, { law: 'normal' });
    for (const [unit, offset] of [
      [1e-3, 7],
      [1e300, 0],
    ]) {
      const moved = changePoint(series.map((value) => unit * value + offset), { law: 'normal' }); // prettier-ignore
      expect(moved).include(date);
      expect(moved.logBayesFactor).closeTo(logBayesFactor, 1e-6);
    }
  });

  it('is the mirror image for the mirrored series', () => {
    const random = createRandom(7);
    const series = Array.from({ length: 81 }, (_, i) => Number(random.uniform() < (i < 50 ? 0.1 : 0.7)));
    const [forth, back] = [changePoint(series), changePoint([...series].reverse())];
    expect([81 - back.high, 81 - back.low]).deep.equal([forth.low, forth.high]);
    expect(back.logBayesFactor).closeTo(forth.logBayesFactor, 1e-9);
  });

  it('finds nothing in a constant series, and says the time is unknown', () => {
    for (const value of [0, 1, 5]) {
      const { logBayesFactor, low, high } = changePoint(new Float32Array(100).fill(value));
      expect(logBayesFactor).lessThan(0);
      expect(high - low).greaterThan(50);
    }
  });

  it('gives the example of its doc comment', () => {
    const found = changePoint([0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1]);
    expect(found).include({ estimate: 8, low: 6, high: 9, law: 'binary' });
  });

  it('refuses wrong input', () => {
    expect(() => changePoint([1, 2, 3])).throws(RangeError, 'at least 10 values, got 3');
    expect(() => changePoint([1, 2, NaN, 4], { least: 2 })).throws(RangeError, 'no NaN');
    expect(() => changePoint([1, 2, Infinity, 4], { least: 2 })).throws(RangeError, 'finite');
    expect(() => changePoint([1, 2, 3, 4], { least: 0 })).throws(RangeError, 'invalid least');
    expect(() => changePoint([1, 2, 3, 4], { least: 2, level: 0.4 })).throws(RangeError, 'invalid level');
    expect(() => changePoint([1, 2, 3, 4], { least: 2, law: 'binary' })).throws(RangeError, 'zeros and ones');
    expect(() => changePoint([1, 2, 3, 4], { least: 2, law: 'poisson' as 'ranks' })).throws(RangeError, 'invalid law');
    expect(() => changePoint('01' as unknown as number[])).throws(TypeError, 'invalid series');
  });
});

describe('evidence of a segment', () => {
  it('is a probability of all series of zeros and ones', () => {
    let sum = 0;
    for (let series = 0; series < 64; series++) {
      const ones = series.toString(2).replaceAll('0', '').length;
      sum += Math.exp(binaryEvidence({ count: 6, sum: ones, squares: ones }));
    }
    expect(sum).closeTo(1, 1e-12);
  });

  it('is a density of normal values: given one, the next integrates to 1', () => {
    const one = normalEvidence({ count: 1, sum: 0.7, squares: 0.49 });
    let sum = 0;
    const step = 0.05;
    for (let x = -400; x < 400; x += step)
      sum += step * Math.exp(normalEvidence({ count: 2, sum: 0.7 + x, squares: 0.49 + x * x }) - one);
    expect(sum).closeTo(1, 1e-4);
  });
});

describe('shortestInterval', () => {
  it('holds the level and the median, and no shorter run does', () => {
    const cells = fc.array(fc.double({ min: 1e-3, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(cells, fc.double({ min: 0.51, max: 0.99, noNaN: true }), (weights, level) => {
        const total = weights.reduce((a, b) => a + b);
        const probability = weights.map((weight) => weight / total);
        const mass = (from: number, to: number) => probability.slice(from, to + 1).reduce((a, b) => a + b, 0);
        const edges = Array.from({ length: probability.length + 1 }, (_, i) => i);
        const { from, to } = shortestInterval(probability, edges, level);
        expect(mass(from, to)).at.least(level - 1e-9);
        expect(medianCell(probability)).within(from, to);
        for (let start = 0; start + to - from - 1 < probability.length; start++)
          if (to > from) expect(mass(start, start + to - from - 1)).lessThan(level + 1e-9);
      }),
    );
  });
});
