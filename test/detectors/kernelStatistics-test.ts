import { expect } from 'chai';
import { bandwidthHeuristics } from '../../src/detectors/bandwidthHeuristics';
import { c2st } from '../../src/detectors/c2st';
import { energyMultivariate, energyPermutations } from '../../src/detectors/energyMultivariate';
import { linearMmd } from '../../src/detectors/linearMmd';
import { mmd2 } from '../../src/detectors/mmd';
import { principalAxes } from '../../src/detectors/principalAxes';
import { witness } from '../../src/detectors/witness';
import { squaredDistances } from '../../src/compute/squaredDistances';
import { fromRows, matrix } from '../../src/matrix';
import { createRandom, permutation } from '../../src/random';
import { energyDistance } from '../../src/stats/energyDistance';
import { normals } from '../helpers/normals';

describe('energyMultivariate', () => {
  it('is the square of the energy distance in one dimension, and 0 between equal samples', async () => {
    const [x, y] = [normals(20, 1, 1), normals(31, 1, 2, 1)];
    const { vStatistic, coefficient } = await energyMultivariate(x, y);
    expect(vStatistic).to.be.closeTo(energyDistance(x.values, y.values) ** 2, 1e-12);
    expect(coefficient).to.be.within(0, 1);
    const same = await energyMultivariate(x, x);
    expect(same.vStatistic).to.be.closeTo(0, 1e-13);
    const point = await energyMultivariate(fromRows([[3]]), fromRows([[3]]));
    expect(point).to.deep.equal({ vStatistic: 0, uStatistic: NaN, testStatistic: 0, coefficient: 0 });
  });

  it('gives the statistic of every permutation', async () => {
    const [x, y] = [normals(6, 2, 1), normals(5, 2, 2, 1)];
    const orders = Array.from({ length: 9 }, (_, i) => permutation(11, createRandom(i)));
    const { permuted, vStatistic, pValue } = await energyPermutations(x, y, orders);
    const rows = Array.from({ length: 11 }, (_, i) =>
      Array.from((i < 6 ? x : y).values.subarray(2 * (i % 6), 2 * (i % 6) + 2)),
    );
    for (let i = 6; i < 11; i++) rows[i] = Array.from(y.values.subarray(2 * (i - 6), 2 * (i - 6) + 2));
    for (const [p, order] of orders.entries()) {
      const [first, second] = [order.subarray(0, 6), order.subarray(6)].map((part) =>
        fromRows(Array.from(part, (i) => rows[i])),
      );
      expect(permuted[p]).to.be.closeTo((await energyMultivariate(first, second)).vStatistic, 1e-12);
    }
    expect(pValue).to.equal((1 + permuted.filter((value) => value >= vStatistic).length) / 10);
  });
});

describe('squaredDistances in float64', () => {
  it('keeps the digits of near rows beside one that is far away', async () => {
    const rows = [[1e6, -1e6], [0.1, 0.2], [0.1, 0.2 + 1e-7]]; // prettier-ignore
    const { values } = await squaredDistances(fromRows(rows), fromRows(rows));
    expect(values[5]).to.be.closeTo(1e-14, 1e-22);
    expect([values[0], values[4], values[8]]).to.deep.equal([0, 0, 0]);
  });
});

describe('linearMmd', () => {
  it('keeps its level under the null and sees a large shift', () => {
    let alarms = 0;
    for (let seed = 0; seed < 400; seed++)
      alarms += Number(linearMmd(normals(60, 2, seed), normals(60, 2, seed + 1e6), 1.5).pValue <= 0.05);
    expect(alarms).to.be.within(8, 34);
    expect(linearMmd(normals(60, 2, 1), normals(60, 2, 2, 2), 1.5).pValue).to.be.lessThan(1e-6);
  });

  it('keeps its digits where the kernel is so wide that all its values are near 1, or so narrow that they are near 0', () => {
    const [x, y] = [[0, 1, 2, 4, 1, 5], [1, 3, 0, 0, 2, 7]].map((values) => fromRows(values.map((value) => [value]))); // prettier-ignore
    const { statistic, z } = linearMmd(x, y, 1e5);
    // 50 digits of mpmath
    expect(statistic).to.be.closeTo(3.9999999966e-10, 1e-24);
    expect(z).to.be.closeTo(1.9999999982, 1e-12);
    // and where it is so narrow that they are near 0: of each term one pair at distance 1 counts
    const [first, second] = [[0, 1, 5, 7], [3, 5, 10, 11]].map((values) => fromRows(values.map((value) => [value]))); // prettier-ignore
    expect(linearMmd(first, second, 0.1).statistic / Math.exp(-50)).to.be.closeTo(1, 1e-12);
  });

  it('does not depend on scale, however tiny or huge', () => {
    const [x, y] = [normals(9, 2, 1), normals(8, 2, 2)];
    for (const scale of [2 ** -900, 2 ** 900]) {
      const [first, second] = [x, y].map((source) => matrix(source.values.map((value) => value * scale), source.rows, 2)); // prettier-ignore
      expect(linearMmd(first, second, 1.5 * scale).z).to.be.closeTo(linearMmd(x, y, 1.5).z, 1e-14);
    }
  });

  it('has z 0 and p one half where all rows are equal, and refuses fewer than four rows', () => {
    const same = fromRows([[1], [1], [1], [1]]);
    expect(linearMmd(same, same, 1)).to.include({ statistic: 0, z: 0, pValue: 0.5, pairs: 2 });
    expect(() => linearMmd(same, fromRows([[1], [2], [3]]), 1)).to.throw(RangeError, 'invalid rows of sample');
    expect(() => linearMmd(same, same, 0)).to.throw(RangeError, 'invalid sigma');
  });
});

describe('witness', () => {
  it('has the mean over the samples as its difference: the biased MMD²', async () => {
    const [x, y] = [normals(300, 2, 1), normals(20, 2, 2, 1)];
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const difference = mean(await witness(x, y, x, 1.2)) - mean(await witness(x, y, y, 1.2));
    expect(difference).to.be.closeTo((await mmd2(x, y, 1.2)).biased, 1e-13);
  });
});

describe('bandwidthHeuristics', () => {
  it('gives 0 for the median where most rows are duplicates, and alibi-detect its smallest bandwidth', () => {
    const { median, reference } = bandwidthHeuristics(fromRows([[1], [1]]), fromRows([[1], [1], [4]]));
    expect(median).to.equal(0);
    expect(reference).to.equal(Math.sqrt(5e-31));
  });
});

describe('principalAxes', () => {
  it('spans the directions of the largest eigenvalues, and takes 0 for what has no rank', () => {
    const axes = principalAxes(Float64Array.of(2, 1, 0, 1, 2, 0, 0, 0, 0), 3, 3, createRandom(1));
    expect(Math.abs(axes[0][0])).to.be.closeTo(Math.SQRT1_2, 1e-12);
    expect(axes[0][0]).to.be.closeTo(axes[0][1], 1e-12);
    expect(axes[1][0]).to.be.closeTo(-axes[1][1], 1e-12);
    expect(Array.from(axes[2])).to.deep.equal([0, 0, 0]);
  });
});

describe('c2st', () => {
  const [x, y] = [normals(10, 2, 1), normals(8, 2, 2)];
  const folds = Array.from({ length: 18 }, (_, i) => i % 3);
  const wrong: [string, () => unknown, string][] = [
    ['too few folds', () => c2st(x, y, { folds: [0, 1] }), 'invalid folds: expected 18 numbers'],
    ['an empty fold', () => c2st(x, y, { folds: folds.map((fold) => 2 * fold) }), 'invalid folds: expected rows in fold 1'],
    ['one fold', () => c2st(x, y, { folds: folds.map(() => 0) }), 'invalid rows of x'],
    ['other columns', () => c2st(x, normals(8, 3, 2), { folds }), 'invalid sample: expected 2 columns like the reference, got 3'],
    ['a cost of 0', () => c2st(x, y, { folds, cost: 0 }), 'invalid cost'],
  ]; // prettier-ignore
  for (const [what, run, message] of wrong) it(`refuses ${what}`, () => expect(run).to.throw(RangeError, message));

  it('refuses a fold that leaves the others one sample only', () => {
    expect(() => c2st(x, y, { folds: folds.map((_, i) => Number(i >= 10)) })).to.throw(RangeError, 'invalid labels');
  });

  it('tells apart what is far apart, rows in any precision', () => {
    const far = matrix(
      Float32Array.from(y.values, (value) => value + 30),
      8,
      2,
    );
    expect(c2st(x, far, { folds })).to.include({ accuracy: 1, auc: 1, correct: 18 });
  });
});
