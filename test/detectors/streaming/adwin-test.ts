import { expect } from 'chai';
import { Adwin } from '../../../src/detectors/streaming/adwin';
import { ExponentialHistogram } from '../../../src/detectors/streaming/exponentialHistogram';
import { createRandom } from '../../../src/random';
import { mean } from '../../../src/stats/moments';

const alarms = (detector: Adwin, values: readonly number[]): number[] =>
  values.flatMap((value, i) => (detector.update(value) === 'drift' ? [i] : []));

const step = [...new Array<number>(1000).fill(0), ...new Array<number>(1000).fill(1)];

describe('Adwin', () => {
  it('sees an error that steps from 0 to 1, within one look', () => {
    expect(alarms(new Adwin(), step)[0]).within(1000, 1032);
    expect(alarms(new Adwin({ clock: 1 }), step)[0]).within(1000, 1012);
  });

  it('goes on with the recent part of the window, or with none of it', () => {
    const kept = new Adwin();
    alarms(kept, step);
    expect(kept.mean).equal(1);
    expect(kept.width).within(900, 1000);
    const reset = new Adwin({ resetOnDrift: true });
    const [drift] = alarms(reset, step);
    expect(reset.width).equal(2000 - 1 - drift);
    expect(alarms(kept, step).length).greaterThan(alarms(reset, step).length);
  });

  it('finds the same in any unit once the range is known', () => {
    const random = createRandom(1);
    const shares = Array.from({ length: 2000 }, (_, i) => (random.uniform() + (i < 1000 ? 0 : 0.4)) / 2);
    const celsius = shares.map((value) => 64 * value - 32);
    const scaled = new Adwin({ range: [-32, 32] });
    const plain = new Adwin();
    expect(alarms(scaled, celsius)).deep.equal(alarms(plain, shares));
    expect(scaled.mean).closeTo(64 * plain.mean - 32, 1e-10);
    expect(scaled.variance).closeTo(64 ** 2 * plain.variance, 1e-10);
    expect(() => scaled.update(33)).throw(RangeError, 'invalid value: expected a number in [-32, 32], got 33');
  });

  it('gives mean and variance of its window', () => {
    const random = createRandom(2);
    const values = Array.from({ length: 5000 }, () => random.normal());
    const detector = new Adwin();
    alarms(detector, values);
    const window = values.slice(-detector.width);
    expect(detector.mean).closeTo(mean(window), 1e-12);
    expect(detector.variance).closeTo(mean(window.map((value) => (value - mean(window)) ** 2)), 1e-12);
    expect([new Adwin().width, new Adwin().mean, new Adwin().variance]).deep.equal([0, 0, 0]);
  });

  it('is not fooled by rounding when huge values are equal', () => {
    const values = new Array<number>(5000).fill(1e17 / 3);
    expect(alarms(new Adwin({ clock: 1 }), values)).deep.equal([]);
  });

  it('needs memory that grows with the logarithm of the window', () => {
    const window = new ExponentialHistogram(5);
    for (let i = 0; i < 100_000; i++) window.add(i % 2);
    expect(window.width).equal(100_000);
    expect(window.total).equal(50_000);
    expect(window.squares).closeTo(25_000, 1e-6);
    expect(window.rows.length).within(14, 16);
    expect(window.rows.every(({ count }) => count <= 5)).equal(true);
    window.dropOldest();
    expect(window.total).closeTo(window.width / 2, 1);
  });

  it('works with a single bucket of each size', () => {
    expect(alarms(new Adwin({ maxBuckets: 1, clock: 1 }), step)[0]).within(1000, 1100);
  });

  it('refuses options out of range', () => {
    const wrong: readonly [ConstructorParameters<typeof Adwin>[0], string][] = [
      [{ delta: 0 }, 'invalid delta: expected a number in (0, 1), got 0'],
      [{ clock: 0 }, 'invalid clock: expected an integer in [1, 9007199254740991], got 0'],
      [{ maxBuckets: 0 }, 'invalid maxBuckets: expected an integer in [1, 10000], got 0'],
      [{ minWindowLength: 0.5 }, 'invalid minWindowLength: expected an integer'],
      [{ gracePeriod: -1 }, 'invalid gracePeriod: expected an integer'],
      [{ range: [1, 1] }, 'invalid range: expected maximum > minimum, got 1,1'],
      [{ range: [1, 0] }, 'invalid range[1]: expected a number in [1, 1e+100], got 0'],
    ];
    for (const [options, message] of wrong) expect(() => new Adwin(options)).throw(RangeError, message);
    expect(() => new Adwin({ range: [1] as unknown as [number, number] })).throw(TypeError, 'invalid range');
  });
});
