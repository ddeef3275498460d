import { expect } from 'chai';
import { Ddm } from '../../../src/detectors/streaming/ddm';
import { Eddm } from '../../../src/detectors/streaming/eddm';
import { HddmA } from '../../../src/detectors/streaming/hddmA';
import { HddmW } from '../../../src/detectors/streaming/hddmW';
import type { StreamDetector } from '../../../src/detectors/streaming/streamDetector';
import { createRandom } from '../../../src/random';

const errors = (rates: readonly number[], each: number, seed: number): number[] => {
  const random = createRandom(seed);
  return rates.flatMap((rate) => Array.from({ length: each }, () => Number(random.uniform() < rate)));
};

const alarms = (detector: StreamDetector, values: readonly number[]): number[] =>
  values.flatMap((value, i) => (detector.update(value) === 'drift' ? [i] : []));

const shared = [new Ddm(), new HddmA(), new HddmW()];

describe('error detectors', () => {
  for (const { name } of shared)
    it(`take 1 for an error: ${name} sees a rising error rate, not a falling one`, () => {
      const create = (): StreamDetector => ({ Ddm: new Ddm(), HddmA: new HddmA(), HddmW: new HddmW() })[name];
      const [first] = alarms(create(), errors([0.1, 0.5], 500, 3));
      expect(first).within(500, 600);
      expect(alarms(create(), errors([0.5, 0.1], 500, 3))).deep.equal([]);
    });

  it('see a falling rate too when two-sided', () => {
    for (const detector of [new HddmA({ twoSided: true }), new HddmW({ twoSided: true })])
      expect(alarms(detector, errors([0.5, 0.1], 500, 3))[0], detector.name).within(500, 600);
  });

  it('warn before the drift', () => {
    for (const detector of shared) {
      const statuses = errors([0.1, 0.35], 500, 5).map((value) => detector.update(value));
      const drift = statuses.indexOf('drift', 500);
      expect(statuses.lastIndexOf('warning', drift), detector.name).within(500, drift - 1);
    }
  });

  it('begin anew after a drift', () => {
    const detector = new Ddm({ warmStart: 10 });
    const values = [...errors([0.1, 0.9], 100, 1)];
    const [drift] = alarms(detector, values.slice(0, 130));
    const fresh = new Ddm({ warmStart: 10 });
    const tail = errors([0.9], 200, 2);
    const after = new Ddm({ warmStart: 10 });
    for (const value of values.slice(0, drift + 1)) after.update(value);
    expect(tail.map((value) => after.update(value))).deep.equal(tail.map((value) => fresh.update(value)));
  });

  it('keep the warning of EDDM up between errors, and at the drift that it warned of', () => {
    const detector = new Eddm();
    const seen = errors([0.05, 0.3], 3000, 3).map((value) => `${value} ${detector.update(value)} ${detector.warning}`);
    const drift = seen.indexOf('1 drift true');
    expect(drift).greaterThan(30);
    expect(seen[drift - 1]).match(/^[01] warning true$/);
    expect(seen).include('0 warning true');
    expect(seen[drift + 1]).match(/stable false$/);
  });

  it("start river's averages afresh at 0, the published ones not", () => {
    const values = [...new Array<number>(1000).fill(0), 1];
    expect(alarms(new HddmW({ ewmaInit: 'river' }), values)).deep.equal([1000]);
    expect(alarms(new HddmW(), values)).deep.equal([]);
  });

  it('refuse options out of range', () => {
    const wrong: readonly [() => unknown, string][] = [
      [() => new Ddm({ warmStart: -1 }), 'invalid warmStart: expected an integer in [0, 9007199254740991], got -1'],
      [() => new Ddm({ driftThreshold: NaN }), 'invalid driftThreshold: expected a number in [0, Infinity], got NaN'],
      [() => new Eddm({ alpha: 0.8, beta: 0.9 }), 'invalid alpha: expected a number in [0.9, 1], got 0.8'],
      [() => new HddmA({ driftConfidence: 1 }), 'invalid driftConfidence: expected a number in (0, 1), got 1'],
      [() => new HddmW({ lambda: 0 }), 'invalid lambda: expected a number in [0.000001, 1], got 0'],
      [
        () => new HddmW({ ewmaInit: 'zero' as 'river' }),
        'invalid ewmaInit: expected one of firstValue, river, got "zero"',
      ],
    ];
    for (const [create, message] of wrong) expect(create).throw(RangeError, message);
    expect(() => new HddmA({ twoSided: 1 as unknown as boolean })).throw(TypeError, 'invalid twoSided');
  });
});
