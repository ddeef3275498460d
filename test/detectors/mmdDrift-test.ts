import { expect } from 'chai';
import { mmd } from '../../src/detectors/mmd';
import { mmdDrift } from '../../src/detectors/mmdDrift';
import { witness } from '../../src/detectors/witness';
import { fromRows, matrix, type Matrix } from '../../src/matrix';
import { createRandom, type Random } from '../../src/random';
import { normals } from '../helpers/normals';

describe('mmdDrift', () => {
  it('with one bandwidth is the test of mmd', async () => {
    const [x, y] = [normals(20, 3, 1), normals(14, 3, 2, 0.4)];
    const random = createRandom(5);
    const single = await mmd(x, y, { random, permutations: 99 });
    const { statistic, pValue, method } = await mmdDrift(x, { random, permutations: 99, bandwidth: 'median' }).compare(
      y,
    );
    expect(statistic).to.be.closeTo(single.statistic, 1e-14);
    expect(pValue).to.equal(single.pValue);
    expect(method).to.equal('unbiased MMD², Gaussian kernel, 99 permutations of rows');
  });

  it('finds fine structure that one bandwidth misses', async () => {
    // the same distances from far away: four clusters, one of them wider
    const clusters = (width: number, random: Random): Matrix =>
      fromRows(Array.from({ length: 150 }, (_, i) => {
        const scale = i % 4 === 0 ? width : 1;
        return [20 * (i % 2) + scale * random.normal(), 20 * (i % 4 > 1 ? 1 : 0) + scale * random.normal()];
      })); // prettier-ignore
    const [x, y] = [clusters(1, createRandom(1)), clusters(3, createRandom(2))];
    const options = { random: createRandom(1), permutations: 99 };
    for (const bandwidth of ['fused', 'fine'] as const)
      expect((await mmdDrift(x, { ...options, bandwidth }).compare(y)).pValue).to.be.at.most(0.05);
    expect((await mmdDrift(x, { ...options, bandwidth: 'median' }).compare(y)).pValue).to.be.greaterThan(0.1);
  });

  it('by fine kernels is the statistic of MMD-FUSE', async () => {
    const [x, y] = [normals(9, 2, 1), normals(7, 2, 2, 1)];
    const { statistic } = await mmdDrift(x, { random: createRandom(1), bandwidth: 'fine' }).compare(y);
    const both = [x, y].flatMap(({ values, rows }) =>
      Array.from({ length: rows }, (_, i) => values.slice(2 * i, 2 * i + 2)),
    );
    const distance = (i: number, j: number): number => Math.hypot(both[i][0] - both[j][0], both[i][1] - both[j][1]);
    const pairs = both.flatMap((_, i) => both.flatMap((__, j) => (i === j ? [] : [[i, j] as const])));
    const sorted = Float64Array.from(pairs, ([i, j]) => distance(i, j)).sort();
    const quantile = (share: number): number => sorted[2 * Math.floor((share * sorted.length) / 2)];
    const kernels = Math.ceil(2 * Math.log2((4 * quantile(0.5)) / quantile(0.05))) + 1;
    const scaled = Array.from({ length: kernels }, (_, k) => {
      const sigma = quantile(0.5) * Math.SQRT1_2 ** k;
      const kernel = (i: number, j: number): number => Math.exp(-(distance(i, j) ** 2) / (2 * sigma ** 2));
      const mean = (of: (i: number, j: number) => number, keep: (i: number, j: number) => boolean): number => {
        const kept = pairs.filter(([i, j]) => keep(i, j));
        return kept.reduce((sum, [i, j]) => sum + of(i, j), 0) / kept.length;
      };
      const mmd2 = mean(kernel, (i, j) => i < 9 && j < 9) + mean(kernel, (i, j) => i >= 9 && j >= 9);
      const cross = 2 * mean(kernel, (i, j) => i < 9 && j >= 9);
      return (
        (mmd2 - cross) /
        Math.sqrt(
          mean(
            (i, j) => kernel(i, j) ** 2,
            () => true,
          ),
        )
      );
    });
    const sharpness = Math.sqrt(7 * 6);
    const fused = Math.log(scaled.reduce((sum, value) => sum + Math.exp(sharpness * value), 0) / kernels) / sharpness;
    expect(statistic).to.be.closeTo(fused, 1e-9);
  });

  it('orders rows by the witness function, each without itself', async () => {
    const [x, y] = [normals(9, 2, 1), normals(7, 2, 2, 1)];
    const options = { random: createRandom(1), permutations: 99, bandwidth: 1.3 };
    const { mostDrifted } = await mmdDrift(x, options).compare(y);
    // leaving a row out of its own mean takes the same from all
    const values = await witness(x, y, y, 1.3);
    const order = Array.from(values, (_, i) => i).sort((a, b) => scoreOf(b) - scoreOf(a));
    function scoreOf(i: number): number {
      const ofSample = kernelMean(y, i) * (7 / 6) - 1 / 6;
      return ofSample - (values[i] + kernelMean(y, i));
    }
    function kernelMean({ values: all, rows }: Matrix, i: number): number {
      let sum = 0;
      for (let j = 0; j < rows; j++)
        sum += Math.exp(-((all[2 * i] - all[2 * j]) ** 2 + (all[2 * i + 1] - all[2 * j + 1]) ** 2) / (2 * 1.3 ** 2));
      return sum / rows;
    }
    expect(mostDrifted).to.deep.equal(order);
  });

  it('has an effect whose interval holds 0 where nothing drifts, and the true MMD where something does', async () => {
    // MMD² of N(0, I) and N(shift, I) in two dimensions, σ = 1.5
    const truth = (shift: number): number => {
      const spread = 1.5 ** 2 / (1.5 ** 2 + 2);
      return Math.sqrt(2 * spread * (1 - Math.exp((-2 * shift ** 2) / (2 * (1.5 ** 2 + 2)))));
    };
    for (const shift of [0, 0.5, 2]) {
      let covered = 0;
      for (let seed = 0; seed < 60; seed++) {
        const detector = mmdDrift(normals(40, 2, seed), {
          random: createRandom(seed),
          permutations: 79,
          bandwidth: 1.5,
        });
        const { low, high } = (await detector.compare(normals(30, 2, 1000 + seed, shift))).effect!.interval!;
        covered += Number(low <= truth(shift) + 1e-12 && truth(shift) <= high);
      }
      expect(covered, String(shift)).to.be.within(51, 60);
    }
  });

  it('works where nearly all rows are the same', async () => {
    const x = fromRows([[0, 0], [0, 0], [0, 0], [0, 0], [0, 0], [0, 0]]); // prettier-ignore
    const y = fromRows([
      [0, 0],
      [1, 1],
      [1, 1],
    ]);
    const { pValue, mostDrifted } = await mmdDrift(x, { random: createRandom(1), permutations: 99 }).compare(y);
    // both odd rows are in the sample in 7 of 84 splits
    expect(pValue).to.be.closeTo(7 / 84, 1e-12);
    expect(mostDrifted).to.deep.equal([1, 2, 0]);
  });

  it('refuses a bandwidth that is not positive or has no name, before anything is compared', () => {
    for (const bandwidth of [0, NaN, [], 'wide' as never])
      expect(() => mmdDrift(normals(5, 2, 1), { random: createRandom(1), bandwidth })).to.throw(
        RangeError,
        'invalid bandwidth: expected ',
      );
  });

  it('takes as many permutations as a small alpha wants', async () => {
    const detector = mmdDrift(normals(20, 2, 1), { random: createRandom(1), alpha: 0.001, bandwidth: 1 });
    const { drift, method } = await detector.compare(matrix(new Float64Array(40).fill(9), 20, 2));
    expect([drift, method]).to.deep.equal([true, 'unbiased MMD², Gaussian kernel, 1000 permutations of rows']);
  });
});
