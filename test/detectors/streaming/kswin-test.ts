import { expect } from 'chai';
import * as fc from 'fast-check';
import { equalSizesPValue } from '../../../src/detectors/streaming/equalSizesKs';
import { Kswin } from '../../../src/detectors/streaming/kswin';
import { SortedWindow } from '../../../src/detectors/streaming/sortedWindow';
import { createRandom } from '../../../src/random';

const alarms = (detector: Kswin, values: readonly number[]): number[] =>
  values.flatMap((value, i) => (detector.update(value) === 'drift' ? [i] : []));

const normals = (count: number, seed: number, scale = 1): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => scale * random.normal());
};

/** The share of the orders of two samples in which they are `steps` apart somewhere: by listing all. */
function listed(size: number, steps: number): number {
  let [all, reached] = [0, 0];
  const walk = (ones: number, zeros: number, widest: number): void => {
    const now = Math.max(widest, Math.abs(ones - zeros));
    if (ones < size) walk(ones + 1, zeros, now);
    if (zeros < size) walk(ones, zeros + 1, now);
    if (ones === size && zeros === size) [all, reached] = [all + 1, reached + Number(now >= steps)];
  };
  walk(0, 0, 0);
  return reached / all;
}

describe('equalSizesPValue', () => {
  it('agrees with a list of all orders', () => {
    for (const size of [1, 2, 5, 7])
      for (let steps = 0; steps <= size; steps++)
        expect(equalSizesPValue(size, steps), `${size} ${steps}`).closeTo(listed(size, steps), 1e-14);
  });

  it('keeps its digits in the far tail', () => {
    // 2 / C(200, 100)
    expect(equalSizesPValue(100, 100)).closeTo(2 / 9.054851465610328e58, 1e-73);
  });
});

describe('SortedWindow', () => {
  it('finds the largest gap that counting at every value finds', () => {
    const values = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 40 });
    const property = (stream: readonly number[], signs: readonly (-1 | 0 | 1)[]): void => {
      const window = new SortedWindow(12);
      for (const value of stream) window.add(value);
      const kept = stream.slice(-12);
      expect(window.toJSON()).deep.equal(kept);
      const sign = (place: number): -1 | 0 | 1 => signs[(kept.length - 1 - place) % signs.length];
      kept.forEach((_, place) => window.mark(kept.length - 1 - place, sign(place)));
      const gaps = kept.map((point) => kept.reduce((gap, value, i) => gap + (value <= point ? sign(i) : 0), 0));
      expect(window.largestGap()).equal(Math.max(...gaps.map(Math.abs)));
    };
    const signs = fc.array(fc.constantFrom(-1 as const, 0 as const, 1 as const), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(values, signs, property), { seed: 1 });
  });
});

describe('Kswin', () => {
  it('sees a change of the spread alone', () => {
    const detector = new Kswin({ alpha: 1e-4, windowSize: 300, statSize: 100 });
    expect(alarms(detector, [...normals(600, 1), ...normals(400, 2, 4)])[0]).within(600, 700);
  });

  it('gives the test of its last draw', () => {
    const detector = new Kswin({ windowSize: 20, statSize: 10, alpha: 2e-5 });
    alarms(detector, normals(19, 1));
    expect([detector.statistic, detector.pValue]).deep.equal([null, null]);
    for (let i = 0; i < 10; i++) detector.update(100 + i);
    expect(detector.statistic).equal(1);
    expect(detector.pValue).closeTo(2 / 184_756, 1e-15);
    expect(detector.status).equal('drift');
  });

  it('draws from its seed: the same again, others with another', () => {
    const values = normals(3000, 4);
    const of = (seed: number): number[] => alarms(new Kswin({ alpha: 0.05, seed }), values);
    expect(of(1)).deep.equal(of(1));
    expect(of(1)).not.deep.equal(of(2));
  });

  it('draws each older value equally often', () => {
    // one large value among equal ones: D is 1/statSize if and only if it is drawn
    const detector = new Kswin({ windowSize: 30, statSize: 5 });
    let drawn = 0;
    for (let i = 0; i < 30 * 400; i++) {
      detector.update(i % 30 === 0 ? 1 : 0);
      if (i >= 30 && i % 30 >= 5 && detector.statistic! > 0) drawn++;
    }
    // 399 rounds of 25 ages, each drawn with probability 5/25: sd 40
    expect(drawn).within(399 * 5 - 160, 399 * 5 + 160);
  });

  it('keeps the newest values after a drift if asked to', () => {
    const values = [...normals(100, 1), ...normals(100, 2).map((value) => value + 10)];
    const cleared = new Kswin({ alpha: 1e-6 });
    const kept = new Kswin({ alpha: 1e-6, resetOnDrift: false });
    const [drift] = alarms(cleared, values);
    expect(alarms(kept, values)[0]).equal(drift);
    const length = ({ state }: ReturnType<Kswin['toJSON']>): number => (state.window as number[]).length;
    expect(length(cleared.toJSON())).equal(199 - drift);
    expect(length(kept.toJSON())).equal(Math.min(100, 199 - drift + 30));
  });

  it("takes D above the paper's bound for a drift if asked to", () => {
    const values = normals(5000, 9);
    const exact = alarms(new Kswin({ alpha: 0.01 }), values).length;
    expect(alarms(new Kswin({ alpha: 0.01, rule: 'paper' }), values).length).greaterThan(exact);
  });

  it('refuses options out of range', () => {
    expect(() => new Kswin({ windowSize: 59 })).throw(
      RangeError,
      'invalid windowSize: expected an integer in [60, 1000000]',
    );
    expect(() => new Kswin({ statSize: 0 })).throw(
      RangeError,
      'invalid statSize: expected an integer in [1, 500000], got 0',
    );
    expect(() => new Kswin({ alpha: 1 })).throw(RangeError, 'invalid alpha');
    expect(() => new Kswin({ seed: -1 })).throw(RangeError, 'invalid seed');
    expect(() => new Kswin({ rule: 'best' as 'exact' })).throw(RangeError, 'invalid rule');
  });
});
