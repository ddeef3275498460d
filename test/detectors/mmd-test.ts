import { expect } from 'chai';
import { medianBandwidth, mmd, mmd2, mmdPermutations } from '../../src/detectors/mmd';
import { fromRows, matrix, row, type Matrix } from '../../src/matrix';
import { createRandom, permutation, type Random } from '../../src/random';

describe('mmd', () => {
  it('gives the unbiased MMD² of equation 3 with the median bandwidth', async () => {
    const [x, y] = [normals(30, 3, 0, 1), normals(50, 3, 0.5, 2)];
    const { statistic, bandwidth, method } = await mmd(x, y, { random: createRandom(1), permutations: 99 });
    expect(bandwidth).to.be.closeTo(medianOfAllPairs([x, y]), 1e-12);
    expect(statistic).to.be.closeTo(byHand(x, y, bandwidth as number), 1e-12);
    expect(method).to.equal('unbiased MMD², Gaussian kernel, 99 permutations');
  });

  it('is the same in float32 to the digits that count', async () => {
    const [x, y] = [normals(600, 40, 5, 1), normals(700, 40, 5.02, 2)];
    const exact = await mmd(x, y, { random: createRandom(1), permutations: 199 });
    const single = await mmd(toFloat32(x), toFloat32(y), { random: createRandom(1), permutations: 199 });
    expect(single.statistic).to.be.closeTo(exact.statistic, 1e-8);
    expect(single.pValue).to.be.closeTo(exact.pValue, 0.011);
    expect(single.bandwidth).to.be.closeTo(exact.bandwidth as number, 1e-4);
  });

  it('gives the same numbers for the same seed, whichever sample comes first', async () => {
    const [x, y] = [normals(20, 2, 0, 1), normals(33, 2, 0.3, 2)];
    const run = (a: Matrix, b: Matrix, seed: number): ReturnType<typeof mmd> =>
      mmd(a, b, { random: createRandom(seed) });
    expect(await run(x, y, 3)).to.deep.equal(await run(x, y, 3));
    expect((await run(x, y, 3)).pValue).not.to.equal((await run(x, y, 4)).pValue);
    expect((await run(y, x, 3)).statistic).to.be.closeTo((await run(x, y, 3)).statistic, 1e-14);
    expect((await run(y, x, 3)).pValue).to.be.closeTo((await run(x, y, 3)).pValue, 0.06);
  });

  it('takes several bandwidths, for the mean of their kernels', async () => {
    const [x, y] = [normals(12, 2, 0, 1), normals(9, 2, 1, 2)];
    const { statistic } = await mmd(x, y, { random: createRandom(1), bandwidth: [0.5, 2], permutations: 9 });
    expect(statistic).to.be.closeTo((byHand(x, y, 0.5) + byHand(x, y, 2)) / 2, 1e-12);
  });

  it('works on several blocks of pairs', async () => {
    const [x, y] = [normals(300, 2, 0, 1), normals(900, 2, 0.1, 2)];
    const { statistic } = await mmd(x, y, { random: createRandom(1), permutations: 19, bandwidth: 1.5 });
    expect(statistic).to.be.closeTo(byHand(x, y, 1.5), 1e-12);
  });

  it('works in bounded memory beyond 4096 rows, with the median of 4096 of them', async () => {
    const [x, y] = [normals(2200, 2, 0, 1), normals(2200, 2, 0.2, 2)].map(toFloat32);
    const { statistic, pValue, bandwidth } = await mmd(x, y, { random: createRandom(1), permutations: 19 });
    // of all pairs of N(0, I) and N(0.2, I)
    expect(bandwidth).to.be.closeTo(1.68, 0.03);
    expect(statistic).to.be.closeTo((await mmd2(x, y, bandwidth)).unbiased, 1e-6);
    expect(pValue).to.equal(0.05);
  });

  it('fires in 5 % of null runs at level 5 %, also for unequal and for few rows', async () => {
    for (const [n, m] of [
      [12, 40],
      [40, 12],
      [5, 5],
    ])
      // prettier-ignore
      expect(await alarms(200, n, m, 0), `${n} against ${m}`).to.be.within(2, 19);
  });

  it('fires in 5 % of null runs on data full of ties', async () => {
    const draw = (rows: number, random: Random): Matrix =>
      matrix(
        Float64Array.from({ length: rows * 2 }, () => random.integer(2)),
        rows,
        2,
      );
    expect(await alarms(200, 10, 14, 0, draw)).to.be.within(0, 19);
  });

  it('sees a shift the more often the larger it is', async () => {
    const counts = [];
    for (const shift of [0.3, 0.8, 1.5, 20]) counts.push(await alarms(40, 12, 40, shift));
    expect(counts[0]).to.be.lessThan(counts[1]);
    expect(counts[1]).to.be.lessThan(counts[2]);
    expect(counts[2]).to.be.greaterThan(36);
    expect(counts[3]).to.equal(40);
  });

  it('sees a change of scale and of correlation, where the means agree', async () => {
    const random = createRandom(9);
    const wide = matrix(
      normals(60, 2, 0, 5).values.map((value) => 2 * value),
      60,
      2,
    );
    const line = fromRows(Array.from({ length: 60 }, () => Array<number>(2).fill(random.normal())));
    for (const sample of [wide, line])
      expect((await mmd(normals(60, 2, 0, 6), sample, { random: createRandom(1) })).pValue).to.be.lessThan(0.02);
  });

  it('never has a p value of 0', async () => {
    const { pValue } = await mmd(normals(50, 1, 0, 1), normals(50, 1, 100, 2), {
      random: createRandom(1),
      permutations: 99,
    });
    expect(pValue).to.equal(0.01);
  });

  it('finds nothing between copies of one point, and does not mind constant columns', async () => {
    for (const point of [
      [0, 0],
      [0.1, -7e5],
    ])
      // prettier-ignore
      for (const convert of [toFloat32, (same: Matrix) => same]) {
        const same = convert(fromRows(Array.from({ length: 7 }, () => point)));
        const { statistic, pValue, bandwidth } = await mmd(same, same, { random: createRandom(1), permutations: 19 });
        expect([statistic, pValue, bandwidth]).to.deep.equal([0, 1, 1]);
      }
    const [x, y] = [normals(10, 1, 0, 1), normals(12, 1, 0, 2)];
    const flat = (source: Matrix): Matrix => fromRows(Array.from(source.values, (value) => [value, 0.1]));
    const [plain, constant] = await Promise.all([
      mmd(x, y, { random: createRandom(1) }),
      mmd(flat(x), flat(y), { random: createRandom(1) }),
    ]);
    expect(constant.statistic).to.be.closeTo(plain.statistic, 1e-14);
    expect(constant.pValue).to.equal(plain.pValue);
  });

  it('takes the median over different rows when most are duplicates', async () => {
    const x = fromRows([[0], [0], [0], [0], [0], [0], [0], [3]]);
    expect(await medianBandwidth(x, fromRows([[0], [0]]))).to.equal(3);
  });

  it('has 4 equal splits of two against two, so that no p value is below a third', async () => {
    const { pValue } = await mmd(fromRows([[0], [0.1]]), fromRows([[9], [9.1]]), {
      random: createRandom(1),
      permutations: 999,
    });
    expect(pValue).to.be.closeTo(1 / 3, 0.04);
  });

  const [x, y] = [normals(5, 2, 0, 1), normals(6, 2, 0, 2)];
  const wrong: [string, Matrix, Matrix, object, string][] = [
    ['one row of reference', normals(1, 2, 0, 1), y, {}, 'invalid rows of reference: expected an integer in [2, 9007199254740991], got 1'],
    ['one row of sample', x, normals(1, 2, 0, 1), {}, 'invalid rows of sample'],
    ['no columns', matrix(new Float64Array(0), 3, 0), matrix(new Float64Array(0), 3, 0), {}, 'invalid columns of reference'],
    ['other columns', x, normals(6, 3, 0, 1), {}, 'invalid sample: expected 2 columns like the reference, got 3'],
    ['NaN', x, fromRows([[1, 2], [3, NaN]]), {}, 'invalid sample: expected numbers between ±1e+150, got NaN in row 1'],
    ['no permutations', x, y, { permutations: 0 }, 'invalid permutations: expected an integer in [1'],
    ['a bandwidth of 0', x, y, { bandwidth: 0 }, 'invalid bandwidth: expected a number in [5e-324, Infinity], got 0'],
    ['a negative bandwidth', x, y, { bandwidth: [1, -1] }, 'invalid bandwidth: expected a number in [5e-324, Infinity], got -1'],
  ]; // prettier-ignore
  for (const [title, reference, sample, options, message] of wrong)
    it(`refuses ${title}`, async () => {
      const error: unknown = await mmd(reference, sample, { random: createRandom(1), ...options }).catch(
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(RangeError);
      expect((error as Error).message).to.contain(message);
    });
});

describe('mmdPermutations', () => {
  it('gives the statistic of every split that is asked for', async () => {
    const [x, y] = [normals(7, 2, 0, 1), normals(4, 2, 1, 2)];
    const orders = Array.from({ length: 20 }, (_, i) => permutation(11, createRandom(i)));
    const { statistic, permuted, pValue } = await mmdPermutations(x, y, orders, 1.3);
    const pooled = [...rowsOf(x), ...rowsOf(y)];
    expect(statistic).to.be.closeTo(byHand(x, y, 1.3), 1e-13);
    orders.forEach((order, p) => {
      const rows = Array.from(order, (index) => pooled[index]);
      expect(permuted[p]).to.be.closeTo(byHand(fromRows(rows.slice(0, 7)), fromRows(rows.slice(7)), 1.3), 1e-13);
    });
    expect(pValue).to.equal((1 + permuted.filter((value) => value >= statistic).length) / 21);
  });

  it('counts splits that equal the observed one up to rounding', async () => {
    const [x, y] = [normals(3, 2, 0, 1), normals(3, 2, 9, 2)];
    const { pValue } = await mmdPermutations(x, y, [[2, 0, 1, 5, 4, 3], [3, 5, 4, 1, 0, 2], [0, 1, 3, 2, 4, 5]], 2); // prettier-ignore
    expect(pValue).to.equal(0.75);
  });

  it('refuses lists that are no permutations', async () => {
    const [x, y] = [normals(2, 1, 0, 1), normals(2, 1, 0, 2)];
    for (const order of [
      [0, 1, 2],
      [0, 1, 2, 2],
      [0, 1, 2, 4],
    ]) {
      const error: unknown = await mmdPermutations(x, y, [[0, 1, 2, 3], order], 1).catch((reason: unknown) => reason);
      expect(String(error)).to.contain(
        'RangeError: invalid permutations: expected an order of 0..3, got another list at 1',
      );
    }
  });
});

describe('mmd2', () => {
  it('gives both estimates', async () => {
    const [x, y] = [normals(9, 2, 0, 1), normals(14, 2, 0.4, 2)];
    const { unbiased, biased } = await mmd2(x, y, 1.1);
    expect(unbiased).to.be.closeTo(byHand(x, y, 1.1), 1e-13);
    expect(biased).to.be.closeTo(byHand(x, y, 1.1, true), 1e-13);
    expect((await mmd2(x, x, 1.1)).biased).to.be.closeTo(0, 1e-13);
  });
});

/** How many of `trials` tests at level 5 % fire. */
async function alarms(
  trials: number,
  n: number,
  m: number,
  shift: number,
  draw = (rows: number, random: Random): Matrix =>
    matrix(
      Float64Array.from({ length: rows * 2 }, () => random.normal()),
      rows,
      2,
    ),
): Promise<number> {
  let fired = 0;
  for (let trial = 0; trial < trials; trial++) {
    const random = createRandom(trial);
    const [reference, sample] = [draw(n, random.fork('reference')), draw(m, random.fork('sample'))];
    const shifted = matrix(
      sample.values.map((value) => value + shift),
      m,
      2,
    );
    const { pValue } = await mmd(reference, shifted, { random, permutations: 99 });
    if (pValue <= 0.05) fired++;
  }
  return fired;
}

/** MMD² as its definition reads, pair by pair. */
function byHand(x: Matrix, y: Matrix, sigma: number, biased = false): number {
  const mean = (a: Matrix, b: Matrix): number => {
    let [sum, pairs] = [0, 0];
    for (let i = 0; i < a.rows; i++)
      for (let j = 0; j < b.rows; j++) {
        if (a === b && i === j && !biased) continue;
        sum += Math.exp(-(distance(row(a, i), row(b, j)) ** 2) / (2 * sigma * sigma));
        pairs++;
      }
    return sum / pairs;
  };
  return mean(x, x) + mean(y, y) - 2 * mean(x, y);
}

function medianOfAllPairs(samples: readonly Matrix[]): number {
  const rows = samples.flatMap(rowsOf);
  const all = rows.flatMap((a, i) => rows.slice(i + 1).map((b) => distance(a, b))).sort((a, b) => a - b);
  return (all[(all.length - 1) >> 1] + all[all.length >> 1]) / 2;
}

function rowsOf(source: Matrix): number[][] {
  return Array.from({ length: source.rows }, (_, i) => [...row(source, i)]);
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.hypot(...Array.from(a, (value, i) => value - b[i]));
}

function toFloat32({ values, rows, columns }: Matrix): Matrix {
  return { values: Float32Array.from(values), rows, columns };
}

function normals(rows: number, columns: number, mean: number, seed: number): Matrix<Float64Array> {
  const random = createRandom(seed);
  return matrix(
    Float64Array.from({ length: rows * columns }, () => mean + random.normal()),
    rows,
    columns,
  );
}
