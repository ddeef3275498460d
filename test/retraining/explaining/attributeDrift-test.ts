import { expect } from 'chai';
import { matrix, type Matrix } from '../../../src/matrix';
import { createRandom, type Random } from '../../../src/random';
import { attributeDrift } from '../../../src/retraining/explaining/attributeDrift';
import { hotelling } from '../../../src/stats/hotelling';
import { normals } from '../../helpers/normals';

const CORRELATION = 0.9;

const unmoved: (x: number[]) => void = () => {};

/** Five features, the second one correlated with the first. */
function features(rows: number, random: Random, before: (x: number[]) => void, after = unmoved): Matrix {
  const values = Array.from({ length: rows }, () => {
    const x = Array.from({ length: 5 }, () => random.normal());
    before(x);
    x[1] = CORRELATION * x[0] + Math.sqrt(1 - CORRELATION ** 2) * x[1];
    after(x);
    return x;
  });
  return matrix(Float64Array.from(values.flat()), rows, 5);
}

const move = (x: number[]) => {
  x[0] += 1;
};

describe('attributeDrift', () => {
  it('gives a correlated decoy at most a tenth, whether it follows the feature that drifted or stays', () => {
    const random = createRandom(1);
    for (const [name, before, after] of [
      ['follows', move, unmoved],
      ['stays', unmoved, move],
    ] as const) {
      let [decoy, culprit, largest] = [0, 0, 0];
      for (let trial = 0; trial < 20; trial++) {
        const found = attributeDrift(features(400, random, unmoved), features(400, random, before, after)).features;
        culprit += found[0].share / 20;
        decoy += found[1].share / 20;
        largest = Math.max(largest, found[1].share);
      }
      expect(largest, name).at.most(0.1);
      expect(decoy, name).at.most(0.02);
      expect(culprit, name).at.least(0.95);
    }
  });

  it('shows that the decoy moved by itself, and that it says nothing more', () => {
    const random = createRandom(2);
    const { features: found } = attributeDrift(features(500, random, unmoved), features(500, random, move));
    expect(found[1].shift).closeTo(CORRELATION, 0.2);
    expect(found[1]).include({ share: 0, contribution: 0 });
    expect(found[1].pValue).greaterThan(0.05);
    expect(found[0].pValue).lessThan(1e-6);
  });

  it('shares a drift of two features by what each brings', () => {
    const random = createRandom(3);
    const sample = features(800, random, (x) => {
      x[2] += 1;
      x[3] -= 0.5;
    });
    const { distance, features: found } = attributeDrift(features(800, random, unmoved), sample);
    expect(distance).closeTo(1.25, 0.25);
    expect(found[2].share).closeTo(0.8, 0.1);
    expect(found[3].share).closeTo(0.2, 0.1);
    expect(found.reduce((sum, { share }) => sum + share, 0)).closeTo(1, 1e-12);
  });

  it('sees a change of spread by the squares', () => {
    const random = createRandom(4);
    const sample = features(600, random, (x) => {
      x[4] *= 2;
    });
    const reference = features(600, random, unmoved);
    expect(attributeDrift(reference, sample).features[4].share).greaterThan(0.95);
    expect(attributeDrift(reference, sample, { squares: false }).distance).equal(0);
  });

  it('finds nothing without drift in 95 % of cases, inside the binomial band', () => {
    const random = createRandom(5);
    let found = 0;
    for (let trial = 0; trial < 150; trial++)
      found += Number(attributeDrift(features(100, random, unmoved), features(60, random, unmoved)).distance > 0);
    expect(found).at.most(17);
  });

  it("is Hotelling's T² of a single feature", () => {
    const [reference, sample] = [normals(40, 1, 6), normals(30, 1, 7, 1)];
    const { distance, features: found } = attributeDrift(reference, sample, { squares: false, names: ['age'] });
    const { statistic, pValue } = hotelling(reference, sample);
    expect(distance).closeTo((statistic * 70) / 1200, 1e-6);
    expect(found[0].pValue).closeTo(pValue, 1e-6 * pValue);
    expect(found[0]).include({ feature: 'age', share: 1 });
  });

  it('keeps one of two features that are the same, and leaves constants out', () => {
    const random = createRandom(8);
    const twice = (source: Matrix) => {
      const values = Array.from({ length: source.rows }, (_, i) => [source.values[i], source.values[i], 3]);
      return matrix(Float64Array.from(values.flat()), source.rows, 3);
    };
    const shifted = matrix(Float64Array.from({ length: 200 }, () => 1 + random.normal()), 200, 1); // prettier-ignore
    const shares = attributeDrift(twice(normals(200, 1, 9)), twice(shifted)).features.map(({ share }) => share);
    expect(shares[0]).closeTo(1, 1e-9);
    expect(shares.slice(1)).deep.equal([0, 0]);
  });

  it('blames a constant that moved', () => {
    const constant = (value: number, seed: number) => {
      const { values } = normals(50, 1, seed);
      return matrix(Float64Array.from({ length: 100 }, (_, k) => (k % 2 === 0 ? values[k >> 1] : value)), 50, 2); // prettier-ignore
    };
    const { features: found } = attributeDrift(constant(1, 10), constant(2, 11));
    expect(found[1].share).greaterThan(0.99);
    expect(found[1].pValue).lessThan(1e-10);
  });

  it('refuses wrong input', () => {
    const some = normals(20, 2, 12);
    expect(() => attributeDrift(some, some, { names: ['one'] })).throws(RangeError, 'number of names');
    expect(() => attributeDrift(some, some, { alpha: 0 })).throws(RangeError, 'invalid alpha');
    expect(() => attributeDrift(some, normals(20, 1, 12))).throws(RangeError, 'columns');
  });
});
