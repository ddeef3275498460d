import { expect } from 'chai';
import { createRandom, type Random } from '../../src/random';
import { andersonDarling } from '../../src/stats/andersonDarling';
import { brownForsythe } from '../../src/stats/brownForsythe';
import { cramerVonMises } from '../../src/stats/cramerVonMises';
import { eppsSingleton } from '../../src/stats/eppsSingleton';
import { kolmogorovSmirnov } from '../../src/stats/kolmogorovSmirnov';
import { kruskalWallis } from '../../src/stats/kruskalWallis';
import { mannWhitney } from '../../src/stats/mannWhitney';
import type { SampleOptions } from '../../src/stats/numericSample';
import type { TestResult } from '../../src/stats/testResult';
import { welch } from '../../src/stats/welch';

type Test = (reference: ArrayLike<number>, sample: ArrayLike<number>, options?: SampleOptions) => TestResult;

interface Member {
  readonly test: Test;
  /** What it sees and how large its level may be at a nominal 5 %. */
  readonly sees: 'shift' | 'spread';
  readonly most?: number;
  /** Why it has no answer for two samples of one and the same value. */
  readonly constant?: string;
}

const tests: Readonly<Record<string, Member>> = {
  kolmogorovSmirnov: { test: kolmogorovSmirnov, sees: 'shift' },
  'kolmogorovSmirnov, conditional': {
    test: (x, y, options) => kolmogorovSmirnov(x, y, { method: 'conditional', ...options }),
    sees: 'shift',
  },
  cramerVonMises: { test: cramerVonMises, sees: 'shift' },
  andersonDarling: { test: andersonDarling, sees: 'shift', constant: 'at least two distinct values' },
  mannWhitney: { test: mannWhitney, sees: 'shift' },
  kruskalWallis: { test: (x, y, options) => kruskalWallis([x, y], options), sees: 'shift' },
  welch: { test: welch, sees: 'shift' },
  brownForsythe: { test: brownForsythe, sees: 'spread' },
  // its chi-square law is rough for samples of dozens
  eppsSingleton: { test: eppsSingleton, sees: 'shift', most: 0.08, constant: 'interquartile range above 0' },
};

const normals = (size: number, random: Random, shift = 0, spread = 1) =>
  Float64Array.from({ length: size }, () => shift + spread * random.normal());

for (const [name, { test, sees, most = 0.05, constant }] of Object.entries(tests))
  describe(name, () => {
    it('gives p values below 0.05 in about 5 % of null samples of unequal size', () => {
      const random = createRandom(3);
      let alarms = 0;
      for (let trial = 0; trial < 1500; trial++)
        if (test(normals(24, random), normals(60, random)).pValue <= 0.05) alarms++;
      expect(alarms / 1500).within(0.03, most + 3 * Math.sqrt((most * (1 - most)) / 1500));
    });

    it('sees a drift far beyond chance', () => {
      const random = createRandom(4);
      const drifted = sees === 'shift' ? normals(200, random, 1) : normals(200, random, 0, 2);
      expect(test(normals(300, random), drifted).pValue).most(0.001);
    });

    it('gives the same p value when the samples change places, or all values double', () => {
      const random = createRandom(5);
      const [x, y] = [normals(30, random), normals(21, random, 0.5)];
      const { pValue } = test(x, y);
      expect(test(y, x).pValue).closeTo(pValue, 1e-12);
      const twice = (values: Float64Array) => values.map((value) => 2 * value);
      expect(test(twice(x), twice(y)).pValue).closeTo(pValue, 1e-12);
    });

    it('finds nothing in equal samples', () => {
      const values = normals(20, createRandom(6));
      const { pValue } = test(values, Array.from(values));
      expect(pValue).least(0.25);
    });

    it('answers for constant samples, or says why it cannot', () => {
      const values = new Array<number>(10).fill(0.1);
      if (constant) expect(() => test(values, values)).throws(RangeError, constant);
      else expect(test(values, values).pValue).least(0.7);
    });

    it('refuses NaN, or leaves it out', () => {
      const random = createRandom(7);
      const [x, y] = [normals(12, random), normals(15, random)];
      expect(() => test([...x, NaN], y)).throws(RangeError, 'expected no NaN');
      expect(test([NaN, ...x], [...y, NaN], { nanPolicy: 'omit' })).deep.equal(test(x, y));
    });

    it('refuses empty samples and what is no number, and changes no input', () => {
      const values = Float64Array.of(3, 1, 2, 5, 4, 9, 7);
      expect(() => test([], values)).throws(RangeError, /invalid (reference|samples\[0\]): expected at least/);
      expect(() => test(values, [1, '2'] as never)).throws(
        TypeError,
        /invalid (sample|samples\[1\]): expected numbers/,
      );
      test(values, Float64Array.of(2, 8, 1, 6, 5));
      expect([...values]).deep.equal([3, 1, 2, 5, 4, 9, 7]);
    });
  });
