import { expect } from 'chai';
import { Cusum } from '../../../src/detectors/streaming/cusum';
import { cusumRunLength, cusumThreshold } from '../../../src/detectors/streaming/cusumRunLength';
import { Ewma } from '../../../src/detectors/streaming/ewma';
import { ewmaLimit, ewmaRunLength } from '../../../src/detectors/streaming/ewmaRunLength';
import { gaussLegendre } from '../../../src/detectors/streaming/gaussLegendre';
import { PageHinkley } from '../../../src/detectors/streaming/pageHinkley';
import type { StreamDetector } from '../../../src/detectors/streaming/streamDetector';
import { createRandom } from '../../../src/random';

const reference = { mean: 0, standardDeviation: 1 };

/** Values per alarm over a stream of standard normal values shifted by `shift`. */
function runLength(detector: StreamDetector, count: number, shift = 0): number {
  const random = createRandom(1);
  let alarms = 0;
  for (let i = 0; i < count; i++) if (detector.update(shift + random.normal()) === 'drift') alarms++;
  return count / alarms;
}

describe('run lengths of charts', () => {
  it("agree with the textbook's CUSUM charts of k = 0.5 within 3 %", () => {
    // Montgomery 2013, table 9.3: h = 4 and 5, by shift
    const published: readonly [number, number, number][] = [
      [4, 0, 168],
      [4, 0.25, 74.2],
      [4, 1, 8.38],
      [5, 0, 465],
      [5, 0.5, 38],
      [5, 1, 10.4],
    ];
    for (const [threshold, shift, length] of published)
      expect(cusumRunLength(threshold, { shift }) / length).closeTo(1, 0.03);
    expect(cusumRunLength(5, { mode: 'up' })).closeTo(2 * cusumRunLength(5), 1e-9);
  });

  it('agree with the EWMA charts of Lucas and Saccucci', () => {
    for (const [lambda, limit] of [
      [1, 3.09],
      [0.4, 3.054],
      [0.25, 2.998],
      [0.1, 2.814],
      [0.03, 2.437],
    ])
      expect(ewmaRunLength(limit, lambda)).closeTo(500, 1);
    // λ = 1 is a Shewhart chart: 1 / P(|z| > 3)
    expect(ewmaRunLength(3, 1)).closeTo(370.398, 0.001);
  });

  it('are what thresholds are chosen for', () => {
    for (const length of [10, 370, 1e6]) {
      expect(cusumRunLength(cusumThreshold(length, { allowance: 0.25 }), { allowance: 0.25 })).closeTo(
        length,
        length / 1e6,
      );
      expect(ewmaRunLength(ewmaLimit(length, 0.2), 0.2)).closeTo(length, length / 1e4);
    }
  });

  it('are what charts have on normal values', () => {
    // 500 alarms: the mean of their exponential distances has a relative sd of 0.045
    expect(runLength(new Cusum({ threshold: cusumThreshold(400), reference }), 200_000)).within(340, 460);
    expect(runLength(new Ewma({ limit: ewmaLimit(400), reference }), 200_000)).within(340, 460);
    const lambda = 0.3;
    expect(runLength(new Ewma({ lambda, limit: ewmaLimit(400, lambda), reference }), 200_000)).within(340, 460);
    expect(
      runLength(new Cusum({ allowance: 1, threshold: cusumThreshold(400, { allowance: 1 }), reference }), 200_000),
    ).within(340, 460);
    expect(runLength(new Cusum({ threshold: 5, reference }), 20_000, 1)).closeTo(10.4, 0.6);
  });

  it('stay, over many references, when these are learned', () => {
    expect(runLength(new Cusum({ threshold: cusumThreshold(1000) }), 500_000)).within(870, 1500);
    expect(runLength(new Ewma({ limit: ewmaLimit(1000) }), 500_000)).within(870, 1500);
  });
});

describe('Cusum and Ewma', () => {
  const create = [
    () => new Cusum({ warmUp: 50 }),
    () => new Ewma({ warmUp: 50 }),
    () => new Cusum({ warmUp: 50, mode: 'up' }),
  ];

  it('give the same in any unit', () => {
    const random = createRandom(2);
    const values = Array.from({ length: 1000 }, (_, i) => random.normal() + (i < 500 ? 0 : 1));
    for (const one of create) {
      const [plain, scaled] = [one(), one()];
      const statuses = values.map((value) => plain.update(value));
      expect(statuses.indexOf('drift')).within(500, 560);
      expect(values.map((value) => scaled.update(1024 * value - 512))).deep.equal(statuses);
    }
  });

  it('take any other value for a drift after a reference of equal ones', () => {
    for (const one of create) {
      const detector = one();
      for (let i = 0; i < 100; i++) expect(detector.update(0.1)).equal('stable');
      expect(detector.update(0.1 + 1e-9)).equal('drift');
      expect(JSON.stringify(detector)).not.include('null');
    }
  });

  it('see a change on the side they look at', () => {
    const shifted = (detector: Cusum, shift: number): boolean =>
      Array.from({ length: 30 }, () => detector.update(shift)).includes('drift');
    expect(shifted(new Cusum({ mode: 'up', reference }), 2)).equal(true);
    expect(shifted(new Cusum({ mode: 'up', reference }), -2)).equal(false);
    expect(shifted(new Cusum({ mode: 'down', reference }), -2)).equal(true);
    expect(shifted(new Cusum({ mode: 'down', reference }), 2)).equal(false);
  });

  it('show what they compare: by hand', () => {
    const cusum = new Cusum({ reference: { mean: 10, standardDeviation: 2 } });
    for (const value of [12, 14, 9]) cusum.update(value);
    expect([cusum.rise, cusum.fall]).deep.equal([1, 0]);
    const ewma = new Ewma({ lambda: 0.5, limit: 3, reference: { mean: 10, standardDeviation: 2 } });
    expect(ewma.bound).equal(0);
    for (const value of [12, 14]) ewma.update(value);
    expect(ewma.average).equal(1.25);
    // 3 √(1/3 · (1 − 1/16))
    expect(ewma.bound).closeTo(3 * Math.sqrt(0.3125), 1e-15);
  });

  it('refuse options out of range', () => {
    const wrong: readonly [() => unknown, string][] = [
      [() => new Cusum({ allowance: -1 }), 'invalid allowance'],
      [() => new Cusum({ threshold: 0 }), 'invalid threshold'],
      [() => new Cusum({ mode: 'left' as 'up' }), 'invalid mode: expected one of up, down, both, got "left"'],
      [() => new Cusum({ warmUp: 1 }), 'invalid warmUp: expected an integer in [2, 9007199254740991], got 1'],
      [() => new Cusum({ reference: { mean: 0, standardDeviation: 0 } }), 'invalid reference.standardDeviation'],
      [() => new Ewma({ lambda: 0.001 }), 'invalid lambda: expected a number in [0.01, 1], got 0.001'],
      [() => new Ewma({ limit: -1 }), 'invalid limit'],
      [() => cusumThreshold(5), 'invalid averageRunLength'],
      [() => ewmaRunLength(9), 'invalid limit: expected a number in'],
    ];
    for (const [create, message] of wrong) expect(create).throw(RangeError, message);
    expect(() => new Ewma({ reference: 3 as never })).throw(TypeError, 'invalid reference: expected a record, got 3');
  });
});

describe('gaussLegendre', () => {
  it('integrates polynomials exactly', () => {
    const { nodes, weights } = gaussLegendre(6);
    const integral = (power: number): number => nodes.reduce((sum, x, i) => sum + weights[i] * x ** power, 0);
    for (let power = 0; power < 12; power++)
      expect(integral(power)).closeTo(power % 2 === 0 ? 2 / (power + 1) : 0, 1e-14);
  });
});

describe('PageHinkley', () => {
  const step = [...new Array<number>(200).fill(0), ...new Array<number>(200).fill(1)];
  const first = (detector: PageHinkley, values: readonly number[]): number =>
    values.findIndex((value) => detector.update(value) === 'drift');

  it('sees a step on the side it looks at', () => {
    const down = step.map((value) => -value);
    expect(first(new PageHinkley({ mode: 'up', threshold: 5 }), step)).within(200, 210);
    expect(first(new PageHinkley({ mode: 'down', threshold: 5 }), step)).equal(-1);
    expect(first(new PageHinkley({ mode: 'down', threshold: 5 }), down)).within(200, 210);
    expect(first(new PageHinkley({ threshold: 5 }), down)).within(200, 210);
  });

  it('sums by the published rule when alpha is 1: by hand', () => {
    const detector = new PageHinkley({ alpha: 1, delta: 0.5 });
    for (const value of [1, 3, 5]) detector.update(value);
    // deviations 0, 1, 2 from the means 1, 2, 3
    expect([detector.mean, detector.rise, detector.fall]).deep.equal([3, 2, 0]);
  });

  it('refuses options out of range', () => {
    expect(() => new PageHinkley({ threshold: 0 })).throw(RangeError, 'invalid threshold');
    expect(() => new PageHinkley({ alpha: 1.5 })).throw(RangeError, 'invalid alpha');
    expect(() => new PageHinkley({ delta: -1 })).throw(RangeError, 'invalid delta');
    expect(() => new PageHinkley({ mode: 'any' as 'up' })).throw(RangeError, 'invalid mode');
  });
});
