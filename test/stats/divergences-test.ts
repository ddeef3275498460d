import { expect } from 'chai';
import fc from 'fast-check';
import { chiSquareDivergence, symmetricChiSquare } from '../../src/stats/chiSquareDistance';
import { emdOrdered } from '../../src/stats/emdOrdered';
import { crossEntropy, entropy } from '../../src/stats/entropy';
import { bhattacharyyaCoefficient, bhattacharyyaDistance, hellinger } from '../../src/stats/hellinger';
import { jsDistance, jsDivergence } from '../../src/stats/jsDivergence';
import { jeffreysDivergence, klDivergence } from '../../src/stats/klDivergence';
import { proportions } from '../../src/stats/proportions';
import { psi } from '../../src/stats/psi';
import { euclideanDistance, largestDifference, totalVariation } from '../../src/stats/totalVariation';

type Distance = (p: ArrayLike<number>, q: ArrayLike<number>) => number;

/** Distances with the largest value they can take. */
const distances: Readonly<Record<string, readonly [Distance, number]>> = {
  klDivergence: [klDivergence, Infinity],
  jeffreysDivergence: [jeffreysDivergence, Infinity],
  jsDivergence: [jsDivergence, Math.LN2],
  jsDistance: [(p, q) => jsDistance(p, q, { base: 2 }), 1],
  hellinger: [hellinger, 1],
  bhattacharyyaDistance: [bhattacharyyaDistance, Infinity],
  totalVariation: [totalVariation, 1],
  largestDifference: [largestDifference, 1],
  euclideanDistance: [euclideanDistance, 1.4142135623730954],
  chiSquareDivergence: [chiSquareDivergence, Infinity],
  symmetricChiSquare: [symmetricChiSquare, 2],
  psi: [psi, Infinity],
};

const positive = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, max: 1e300, noNaN: true }));
const countList = fc.array(positive, { minLength: 1, maxLength: 6 }).filter((list) => list.some((value) => value > 0));
const countPair = fc.tuple(countList, countList).map(([p, q]) => {
  const k = Math.min(p.length, q.length);
  return [
    [...p.slice(0, k), 1],
    [...q.slice(0, k), 1],
  ] as const;
});

describe('divergences', () => {
  for (const [name, [distance, most]] of Object.entries(distances)) {
    it(`${name} is 0 for equal distributions and in its range for all others, never NaN`, () => {
      fc.assert(
        fc.property(countPair, ([p, q]) => {
          expect(distance(p, p)).equal(0);
          expect(Object.is(distance(p, p), -0)).equal(false);
          const value = distance(p, q);
          expect(value >= 0 && value <= most, `${value}`).equal(true);
        }),
      );
    });

    it(`${name} is the same for counts and for proportions`, () => {
      const [p, q] = [
        [12, 30, 45, 13],
        [20, 25, 40, 30],
      ];
      const value = distance(p, q);
      const shares = distance(
        p.map((count) => count / 100),
        q.map((count) => count / 115),
      );
      expect(value).closeTo(shares, 1e-14);
      expect(distance(Float32Array.from(p), Int32Array.from(q))).equal(value);
    });

    it(`${name} refuses lists of different length, without a positive sum, and wrong numbers`, () => {
      expect(() => distance([1, 2], [1, 2, 3])).throws(RangeError, /invalid (q|sample): expected as many/);
      expect(() => distance([0, 0], [1, 1])).throws(RangeError, /invalid (p|reference): expected at least one above 0/);
      expect(() => distance([], [])).throws(RangeError, 'expected at least one');
      for (const bad of [NaN, -1, Infinity]) expect(() => distance([1, 1], [1, bad])).throws(RangeError, 'invalid ');
      expect(() => distance([1, 1], ['1', 1] as never)).throws(TypeError, 'invalid ');
      expect(() => distance(7 as never, [1])).throws(TypeError, 'expected a list of numbers, got 7');
    });
  }

  it('have the values of 60-digit arithmetic where distributions almost agree, and are far apart', () => {
    for (const [p, q, kl, js, bhattacharyya] of REFERENCE) {
      expect(klDivergence(p, q) / kl).closeTo(1, 1e-6);
      expect(jsDivergence(p, q) / js).closeTo(1, 1e-6);
      expect(bhattacharyyaDistance(p, q) / bhattacharyya).closeTo(1, 1e-6);
    }
  });

  it('have the values of the textbook example in every base', () => {
    const [p, q] = [
      [4, 6],
      [8, 2],
    ];
    expect(klDivergence(p, q)).closeTo(0.38190850097688767, 1e-15);
    expect(klDivergence(p, q, { base: 2 })).closeTo(0.5509775004326937, 1e-15);
    expect(jsDistance(p, q, { base: 2 })).closeTo(0.35286151643903185, 1e-15);
    expect(entropy([1, 1, 1, 1], { base: 2 })).equal(2);
    expect(entropy([10, 90], { base: 10 })).closeTo(0.14118174150460758, 1e-15);
    expect(crossEntropy(p, q)).closeTo(entropy(p) + klDivergence(p, q), 1e-15);
    expect(() => klDivergence(p, q, { base: 3 as never })).throws(
      RangeError,
      "invalid base: expected 'e', 2 or 10, got 3",
    );
  });

  it('are infinite where p has what q lacks, and bounded where they can be', () => {
    expect(klDivergence([1, 1], [1, 0])).equal(Infinity);
    expect(klDivergence([1, 0], [1, 1])).closeTo(Math.LN2, 1e-15);
    expect(crossEntropy([1, 1], [1, 0])).equal(Infinity);
    expect(chiSquareDivergence([1, 1], [1, 0])).equal(Infinity);
    expect(bhattacharyyaDistance([1, 0], [0, 1])).equal(Infinity);
    expect(bhattacharyyaCoefficient([1, 0], [0, 1])).equal(0);
    expect(jsDivergence([3, 1, 0, 0], [0, 0, 5, 7], { base: 2 })).equal(1);
  });

  it('tell counts of any size: huge and tiny ones are proportions too', () => {
    expect([...proportions([5e-324, 15e-324])]).deep.equal([0.25, 0.75]);
    expect([...proportions([1e308, 1e308, 1e308, 1e308])]).deep.equal([0.25, 0.25, 0.25, 0.25]);
    expect(jsDivergence([1, 2, 4], [1e-300, 2e-300, 4e-300])).closeTo(0, 1e-30);
  });
});

describe('psi', () => {
  const [p, q] = [
    [10, 0, 90],
    [20, 30, 50],
  ];

  it('treats empty bins as it was told to', () => {
    const floored = (0.2 - 0.1) * Math.log(2) + (0.3 - 1e-3) * Math.log(300) + (0.5 - 0.9) * Math.log(5 / 9);
    expect(psi(p, q, { epsilon: 1e-3 })).closeTo(floored, 1e-14);
    expect(psi(p, q, { epsilon: 1e-3, smoothing: 'replaceZero' })).closeTo(floored, 1e-14);
    expect(psi(p, q, { smoothing: 'none' })).equal(Infinity);
    expect(psi(p, q, { epsilon: 0.01, smoothing: 'floorRenormalised' })).closeTo(psi([10, 1, 90], q, {}), 1e-14);
    expect(psi(p, q, { epsilon: 1, smoothing: 'add' })).closeTo(
      jeffreysDivergence([1.1, 1, 1.9], [1.2, 1.3, 1.5]),
      1e-14,
    );
  });

  it('is the Jeffreys divergence where no bin is empty', () => {
    expect(psi([40, 60], [80, 20])).equal(jeffreysDivergence([80, 20], [40, 60]));
  });

  it('names the two samples and the options in its errors', () => {
    expect(() => psi([1, 0], [0, 0])).throws(RangeError, 'invalid sample: expected at least one above 0');
    expect(() => psi(p, q, { smoothing: 'laplace' as never })).throws(RangeError, 'invalid smoothing');
    expect(() => psi(p, q, { epsilon: -1 })).throws(RangeError, 'invalid epsilon');
  });
});

describe('emdOrdered', () => {
  it('moves mass over gaps, whatever the order of the positions', () => {
    expect(emdOrdered([1, 2, 4], [1, 0, 0], [0, 0, 1])).equal(3);
    expect(emdOrdered([4, 1, 2], [0, 1, 0], [1, 0, 0])).equal(3);
    expect(emdOrdered([0, 10], [3, 1], [1, 1])).equal(2.5);
    expect(emdOrdered([5], [2], [9])).equal(0);
  });

  it('refuses positions that are not finite or not as many', () => {
    expect(() => emdOrdered([0], [1, 1], [1, 1])).throws(RangeError, 'invalid positions');
    expect(() => emdOrdered([0, NaN], [1, 1], [1, 1])).throws(RangeError, 'invalid positions');
  });
});

/** p, q, KL(p‖q), JS divergence and Bhattacharyya distance in nats, by mpmath with 60 digits. */
const REFERENCE: readonly (readonly [number[], number[], number, number, number])[] = [
  [[1, 1], [1, 1.0000009536743164], 1.1368672930148925e-13, 2.8421682325370967e-14, 2.8421682325371506e-14],
  [[1, 2, 3], [1, 2, 3.0000000009313226], 1.2046690801654709e-20, 3.0116727004136772e-21, 3.0116727004136772e-21],
  [[3, 5, 7, 1], [3.0001, 5, 7, 1.0001], 3.3851917117454011e-10, 8.4630669761755146e-11, 8.4630669775014966e-11],
  [[1e-9, 1], [3e-9, 1], 9.0138770843050252e-10, 2.616240709042545e-10, 2.6794919143112268e-10],
  [[1, 1e-12], [1e-12, 1], 27.631021115873286, 0.69314718053131429, 13.122363377405329],
  [[1, 1e-200], [1e-200, 1], 460.51701859880914, 0.69314718055994531, 229.56536211884462],
  [[1, 2, 1e-8], [2, 1, 0.3], 0.32635917849845016, 0.086527850547344187, 0.10652724466778736],
];
