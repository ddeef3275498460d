import { expect } from 'chai';
import { rbfKernel } from '../../src/compute/rbfKernel';
import { squaredDistances } from '../../src/compute/squaredDistances';
import { fromRows, matrix, row, type Matrix } from '../../src/matrix';
import { createRandom } from '../../src/random';

describe('squaredDistances', () => {
  it('gives the distances of every pair', async () => {
    const { values, rows, columns } = await squaredDistances(fromRows([[0, 0], [1, 1]]), fromRows([[3, 4], [1, 1], [0, -2]])); // prettier-ignore
    expect([rows, columns]).to.deep.equal([2, 3]);
    [25, 2, 4, 13, 0, 10].forEach((square, i) => expect(values[i]).to.be.closeTo(square, 1e-14));
  });

  for (const [precision, tolerance] of [
    ['float32', 1e-5],
    ['float64', 1e-13],
  ] as const)
    // prettier-ignore
    it(`loses no digits to a common offset in ${precision}, and is never negative`, async () => {
      const [x, y] = [normals(60, 20, 1000, 1), normals(50, 20, 1000, 2)];
      const { values } = await squaredDistances(x, y, { precision });
      expect(values).to.be.instanceOf(precision === 'float32' ? Float32Array : Float64Array);
      for (let i = 0; i < values.length; i++) {
        const [a, b] = [row(x, Math.floor(i / 50)), row(y, i % 50)];
        const exact = Array.from(a).reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0);
        // the offset itself is rounded to 6·10⁻⁵ in float32
        expect(values[i]).to.be.closeTo(exact, precision === 'float32' ? 0.02 : 1e-10);
      }
      const own = await squaredDistances(x, x, { precision });
      expect(own.values.every((square) => square >= 0)).to.equal(true);
      for (let i = 0; i < 60; i++) expect(own.values[i * 61]).to.be.lessThan(tolerance * 40);
    });

  it('is empty when one side is', async () => {
    const { values, rows, columns } = await squaredDistances(matrix(new Float64Array(0), 0, 2), fromRows([[1, 2]]));
    expect([values.length, rows, columns]).to.deep.equal([0, 0, 1]);
  });

  it('refuses other columns and what is no number', async () => {
    await refused(
      squaredDistances(fromRows([[1, 2]]), fromRows([[1]])),
      'invalid y: expected 2 columns as in x, got 1',
    );
    await refused(
      squaredDistances(fromRows([[NaN]]), fromRows([[1]])),
      'invalid x: expected numbers between ±1e+150, got NaN',
    );
    await refused(squaredDistances(fromRows([[1]]), fromRows([[1], [-Infinity]])), 'got -Infinity in row 1');
    const large = matrix(Float32Array.of(1e18), 1, 1);
    await refused(squaredDistances(large, large), 'invalid x: expected numbers between ±10000000000000000');
  });
});

describe('rbfKernel', () => {
  it('is exp(−d² / 2σ²)', async () => {
    const { values } = await rbfKernel(fromRows([[0]]), fromRows([[0], [2], [30], [1000]]), 1);
    [1, Math.exp(-2), Math.exp(-450), 0].forEach((k, i) => expect(values[i]).to.be.closeTo(k, 1e-12 * k));
  });

  it('is the mean of kernels for several σ', async () => {
    const [x, y] = [fromRows([[0, 1], [2, 0]]), fromRows([[1, 1]])]; // prettier-ignore
    const single = await Promise.all([0.5, 2].map((sigma) => rbfKernel(x, y, sigma)));
    const both = await rbfKernel(x, y, [0.5, 2]);
    both.values.forEach((k, i) => expect(k).to.be.closeTo((single[0].values[i] + single[1].values[i]) / 2, 1e-15));
  });

  it('tells equal rows from others, however small σ is', async () => {
    const x = fromRows([[0], [1]]);
    for (const precision of ['float32', 'float64'] as const)
      expect([...(await rbfKernel(x, x, 1e-200, { precision })).values]).to.deep.equal([1, 0, 0, 1]);
  });

  it('refuses a σ that is not positive, and none', async () => {
    const x = fromRows([[1]]);
    await refused(rbfKernel(x, x, 0), 'invalid sigma: expected a number in [5e-324, Infinity], got 0');
    await refused(rbfKernel(x, x, [1, NaN]), 'invalid sigma');
    await refused(rbfKernel(x, x, []), 'invalid sigma: expected at least one number, got none');
  });
});

async function refused(computing: Promise<unknown>, message: string): Promise<void> {
  const error = await computing.catch((reason: unknown) => reason);
  expect(error).to.be.instanceOf(RangeError);
  expect((error as Error).message).to.contain(message);
}

function normals(rows: number, columns: number, offset: number, seed: number): Matrix {
  const random = createRandom(seed);
  return matrix(
    Float64Array.from({ length: rows * columns }, () => offset + random.normal()),
    rows,
    columns,
  );
}
