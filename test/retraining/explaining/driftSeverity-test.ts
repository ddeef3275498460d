import { expect } from 'chai';
import { fromRows, matrix, type Matrix } from '../../../src/matrix';
import { createRandom } from '../../../src/random';
import { driftSeverity } from '../../../src/retraining/explaining/driftSeverity';
import { noncentralFLogLikelihood } from '../../../src/retraining/explaining/noncentralF';
import { normalQuantile } from '../../../src/stats/distributions/normal';
import { normals } from '../../helpers/normals';

function mapped({ values, rows, columns }: Matrix, map: (value: number, column: number) => number): Matrix {
  return matrix(Float64Array.from(values, (value, k) => map(value, k % columns)), rows, columns); // prettier-ignore
}

describe('driftSeverity', () => {
  it('is the share of two normal laws that does not overlap', () => {
    for (const [shift, expected] of [
      [0.5, 0.1974],
      [1, 0.3829],
      [2, 0.6827],
    ]) {
      const { severity, low, high } = driftSeverity(normals(4000, 2, 1), mapped(normals(4000, 2, 2), (x, j) => (j === 0 ? x + shift : x))); // prettier-ignore
      expect(severity).closeTo(expected, 0.02);
      expect(low).lessThan(expected);
      expect(high).greaterThan(expected);
    }
  });

  it('covers severities drawn from its prior with its level, inside the binomial band', () => {
    const random = createRandom(8);
    let covered = 0;
    for (let trial = 0; trial < 200; trial++) {
      const truth = 0.98 * random.uniform();
      const distance = 2 * normalQuantile((1 + truth) / 2);
      const sample = mapped(normals(70, 3, 2 * trial + 1), (x, j) => (j === 1 ? x + distance : x));
      const { low, high } = driftSeverity(normals(50, 3, 2 * trial), sample, { level: 0.9, squares: false });
      covered += Number(low <= truth && truth <= high);
    }
    expect(covered).within(167, 193);
  });

  it('reaches down to 0 where nothing drifted, and narrows with more rows', () => {
    const few = driftSeverity(normals(50, 3, 21), normals(50, 3, 22));
    const many = driftSeverity(normals(5000, 3, 23), normals(5000, 3, 24));
    expect([few.low, many.low]).deep.equal([0, 0]);
    expect(many.high).lessThan(0.06);
    expect(few.high).greaterThan(2 * many.high);
  });

  it('sees a change of spread by the squares only', () => {
    const [reference, sample] = [normals(1000, 2, 5), mapped(normals(1000, 2, 6), (x, j) => (j === 0 ? 2 * x : x))];
    expect(driftSeverity(reference, sample).low).greaterThan(0.2);
    expect(driftSeverity(reference, sample, { squares: false }).low).equal(0);
  });

  it('does not depend on the units of the features', () => {
    const [reference, sample] = [normals(80, 2, 7), normals(60, 2, 8, 0.6)];
    const units = (source: Matrix) => mapped(source, (x, j) => (j === 0 ? 1e6 * x - 3 : 1e-9 * x));
    const [one, other] = [driftSeverity(reference, sample), driftSeverity(units(reference), units(sample))];
    expect(other.severity).closeTo(one.severity, 1e-6);
    expect(other.high).closeTo(one.high, 1e-6);
  });

  it('is 1 for a constant that moved, 0 at the low end for one that stayed', () => {
    const constant = (value: number) => matrix(new Float64Array(20).fill(value), 20, 1);
    expect(driftSeverity(constant(5), constant(7)).low).within(0.999, 1);
    expect(driftSeverity(normals(500, 1, 1), normals(500, 1, 2, 1000)).low).equal(1);
    expect(driftSeverity(constant(5), constant(5)).low).equal(0);
  });

  it('refuses wrong input', () => {
    const some = normals(20, 2, 9);
    expect(() => driftSeverity(some, normals(20, 3, 9))).throws(RangeError, 'expected 2 columns, got 3');
    expect(() => driftSeverity(some, normals(1, 2, 9))).throws(RangeError, 'rows of sample');
    expect(() => driftSeverity(normals(3, 2, 9), normals(3, 2, 9))).throws(RangeError, 'more than 7 rows');
    expect(() => driftSeverity(some, fromRows([[1, NaN], [0, 0]]))).throws(RangeError, 'finite'); // prettier-ignore
    expect(() => driftSeverity(some, some, { level: 1 })).throws(RangeError, 'invalid level');
  });
});

describe('noncentralFLogLikelihood', () => {
  it("agrees with mpmath's Kummer function", () => {
    // log(hyp1f1((d1 + d2)/2, d1/2, lambda·share/2)) − lambda/2 at 40 digits
    for (const [lambda, share, d1, d2, expected] of [
      [3, 0.2, 4, 50, 1.3571590534356283],
      [40, 0.5, 6, 30, 4.2572264860035428],
      [2500, 0.9, 3, 400, 444.79767199594787],
      [100_000, 0.33, 10, 200_000, 40000.662544554365],
    ])
      expect(noncentralFLogLikelihood(lambda, share, d1, d2)).closeTo(expected, 1e-11 * Math.max(1, lambda));
  });

  it('is −λ/2 where nothing separates the means, and 0 at λ = 0', () => {
    expect(noncentralFLogLikelihood(6, 0, 3, 20)).equal(-3);
    expect(noncentralFLogLikelihood(0, 0.4, 3, 20)).closeTo(0, 1e-12);
  });
});
