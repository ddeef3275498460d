import { expect } from 'chai';
import { fromRows, matrix, type Matrix } from '../../src/matrix';
import { createRandom } from '../../src/random';
import { cholesky, solveCholesky } from '../../src/stats/cholesky';
import { hotelling } from '../../src/stats/hotelling';
import { ledoitWolf } from '../../src/stats/ledoitWolf';
import { logisticRegression, logOdds } from '../../src/stats/logisticRegression';
import { welch } from '../../src/stats/welch';
import { normals } from '../helpers/normals';

describe('cholesky', () => {
  it('solves, and gives nothing for a matrix that is not positive definite', () => {
    const square = [4, 2, 2, 3];
    const [first, second] = solveCholesky(cholesky(square, 2)!, [8, 7]);
    expect(first).to.be.closeTo(1.25, 1e-15);
    expect(second).to.be.closeTo(1.5, 1e-15);
    for (const singular of [
      [1, 1, 1, 1],
      [0, 0, 0, 1],
      [1, 2, 2, 1],
    ])
      // prettier-ignore
      expect(cholesky(singular, 2)).to.equal(undefined);
  });
});

describe('hotelling', () => {
  it('is the square of the pooled t statistic in one dimension', () => {
    // of equal sizes Welch's statistic is the pooled one
    const [x, y] = [normals(12, 1, 1), normals(12, 1, 2, 1)];
    expect(hotelling(x, y).statistic).to.be.closeTo(welch(x.values, y.values).statistic ** 2, 1e-12);
  });

  it('does not change when columns are scaled or shifted', () => {
    const [x, y] = [normals(12, 3, 1), normals(9, 3, 2, 0.5)];
    const change = (source: Matrix): Matrix =>
      matrix(
        source.values.map((value, at) => value * 10 ** (4 * (at % 3)) + 1000),
        source.rows,
        3,
      );
    expect(hotelling(change(x), change(y)).statistic).to.be.closeTo(hotelling(x, y).statistic, 1e-9);
  });

  it('keeps its digits where columns are nearly dependent, and far from zero', () => {
    const rows = (values: readonly (readonly number[])[], offset: number) =>
      fromRows(values.map(([v, w]) => [offset + v, offset + v + w / 2 ** 20]));
    const [x, y] = [[[0, 1], [2, -1], [3, 2], [5, 0]], [[1, 4], [4, 3], [6, 1], [2, 2], [7, 5]]]; // prettier-ignore
    // the columns v and w give the same statistic
    const { statistic } = hotelling(fromRows(x), fromRows(y));
    for (const offset of [0, 2 ** 20])
      expect(hotelling(rows(x, offset), rows(y, offset)).statistic / statistic).to.be.closeTo(1, 1e-9);
  });

  it('has p values that are uniform under its null', () => {
    const counts = [0, 0];
    for (let seed = 0; seed < 500; seed++) {
      const { pValue } = hotelling(normals(6, 2, seed), normals(9, 2, seed + 1e6));
      counts[0] += Number(pValue <= 0.05);
      counts[1] += Number(pValue <= 0.5);
    }
    expect(counts[0]).to.be.within(10, 42);
    expect(counts[1]).to.be.within(213, 287);
  });

  const wrong: [string, Matrix, Matrix, string][] = [
    ['a constant column', fromRows([[1, 2], [1, 3], [1, 4]]), fromRows([[1, 5], [1, 7]]), 'not singular'],
    ['too few rows', fromRows([[1, 2]]), fromRows([[3, 4], [5, 5]]), 'expected more than 3 rows'],
    ['NaN', fromRows([[1], [NaN]]), fromRows([[1], [2]]), 'invalid reference: expected finite numbers, got NaN in row 1'],
    ['other columns', fromRows([[1]]), fromRows([[1, 2]]), 'invalid sample: expected 1 columns, got 2'],
    ['an empty sample', fromRows([[1]]), matrix(new Float64Array(0), 0, 1), 'invalid rows of sample'],
  ]; // prettier-ignore
  for (const [what, x, y, message] of wrong)
    it(`refuses ${what}`, () => expect(() => hotelling(x, y)).to.throw(RangeError, message));
});

describe('logisticRegression', () => {
  it('ends where the gradient of its objective is 0, also for separable and badly scaled rows', () => {
    for (const [scale, shift] of [
      [1, 0.5],
      [1e4, 8],
      [1e-3, 3],
    ]) {
      // prettier-ignore
      const random = createRandom(3);
      const labels = Array.from({ length: 40 }, (_, i) => i % 2);
      const x = fromRows(labels.map((label) => [scale * (random.normal() + shift * label), 7 + random.normal()]));
      const model = logisticRegression(x, labels, { cost: 2 });
      const misses = Array.from(logOdds(x, model), (odds, i) => 1 / (1 + Math.exp(-odds)) - labels[i]);
      const slope = (j: number): number => misses.reduce((sum, miss, i) => sum + 2 * miss * x.values[2 * i + j], 0);
      for (const j of [0, 1]) expect(model.coefficients[j] + slope(j)).to.be.closeTo(0, 1e-9 * Math.max(1, scale));
      expect(misses.reduce((sum, miss) => sum + miss)).to.be.closeTo(0, 1e-9);
    }
  });

  it('tells nothing apart where both labels have the same rows, in whatever order', () => {
    const values = [0.5, 0.2, 0.9, 0.9, 0.7, 0.6];
    const x = fromRows([...values, ...[3, 0, 1, 2, 4, 5].map((i) => values[i])].map((value) => [value]));
    const { coefficients, intercept } = logisticRegression(x, [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect([...coefficients, intercept]).to.deep.equal([0, 0]);
  });

  it('refuses labels of one kind, or others than 0 and 1', () => {
    const x = fromRows([[1], [2], [3]]);
    for (const labels of [
      [1, 1, 1],
      [0, 1, 2],
      [0, 1],
    ])
      // prettier-ignore
      expect(() => logisticRegression(x, labels)).to.throw(RangeError, 'invalid labels');
  });
});

describe('ledoitWolf', () => {
  it('keeps the trace, shrinks little with many rows and much with few', () => {
    const [many, few] = [ledoitWolf(normals(2000, 4, 1)), ledoitWolf(normals(3, 4, 2))];
    expect(few.shrinkage).to.be.within(0.2, 1);
    const spread = matrix(
      normals(2000, 4, 1).values.map((value, at) => value * (1 + (at % 4))),
      2000,
      4,
    );
    expect(ledoitWolf(spread).shrinkage).to.be.lessThan(0.01);
    expect(cholesky(few.covariance, 4)).not.to.equal(undefined);
    expect(many.mean[0]).to.be.closeTo(0, 0.1);
  });

  it('is all 0 for equal rows', () => {
    expect(Array.from(ledoitWolf(fromRows([[2, 3], [2, 3]])).covariance)).to.deep.equal([0, 0, 0, 0]); // prettier-ignore
  });
});
