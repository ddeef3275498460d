import { expect } from 'chai';
import fc from 'fast-check';
import { nearestIndex, nearestRows, type Nearest } from '../../src/compute/nearestIndex';
import { fromRows, matrix, row, selectRows, type Matrix } from '../../src/matrix';
import { createRandom } from '../../src/random';

describe('nearestIndex', () => {
  it('finds what comparing every pair finds', async () => {
    const [reference, queries] = [normals(3000, 8, 1), normals(200, 8, 2)];
    const index = nearestIndex(reference);
    for (const k of [1, 4, 10, 3000]) {
      const some = selectRows(queries, k === 3000 ? [0, 1] : queries.values.map((_, i) => i).subarray(0, 200));
      agree(await index.nearest(some, k), some, reference, k, 1e-6);
    }
  });

  it('searches references and queries that take several runs', async () => {
    const [reference, queries] = [normals(40_000, 2, 3), normals(1030, 2, 4)];
    const found = await nearestIndex(reference).nearest(queries, 2);
    expect(found.indices).to.satisfy((indices: Uint32Array) => indices.some((i) => i >= 32_768));
    for (const query of [0, 1, 1023, 1024, 1029]) {
      const part = {
        distances: matrix(row(found.distances, query), 1, 2),
        indices: found.indices.subarray(2 * query, 2 * query + 2),
      };
      agree(part, selectRows(queries, [query]), reference, 2, 1e-6);
    }
  });

  it('agrees with every pair for any small sizes, ties included', async () => {
    const coordinates = (rows: number): fc.Arbitrary<number[][]> =>
      fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 2, maxLength: 2 }), {
        minLength: 1,
        maxLength: rows,
      });
    await fc.assert(
      fc.asyncProperty(
        coordinates(300),
        coordinates(5),
        fc.integer({ min: 1, max: 7 }),
        async (rows, asked, wanted) => {
          const [reference, queries, k] = [fromRows(rows), fromRows(asked), Math.min(wanted, rows.length)];
          const { distances } = await nearestRows(queries, reference, k);
          asked.forEach((_, i) =>
            expect([...row(distances, i)]).to.deep.equal(
              sorted(queries, i, reference)
                .slice(0, k)
                .map(([distance]) => distance),
            ),
          );
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('gives a duplicate the distance 0, however far the data lie from the origin', async () => {
    const reference = matrix(
      normals(500, 16, 5).values.map((value) => 1000 + value),
      500,
      16,
    );
    const { distances, indices } = await nearestIndex(reference).nearest(reference);
    expect([...distances.values].every((distance) => distance === 0)).to.equal(true);
    expect([...indices]).to.deep.equal([...indices.keys()]);
  });

  it('tells neighbours apart by differences that products of float32 lose', async () => {
    // two clusters far apart, points 0.01 apart within them: one part in 10⁹ of the squared spread
    const rows = Array.from({ length: 6 }, (_, i) => [i < 3 ? -150 : 150, 0.01 * (i % 3)]);
    const reference = matrix(Float32Array.from(rows.flat()), 6, 2);
    const { indices } = await nearestIndex(reference).nearest(reference);
    expect([...indices]).to.deep.equal([0, 1, 2, 3, 4, 5]);
  });

  it('computes in float64 what is float64', async () => {
    const reference = fromRows([[0, 0], [1, 1e-12]]); // prettier-ignore
    const { distances, indices } = await nearestIndex(reference).nearest(fromRows([[1, 0]]), 2);
    expect([...distances.values]).to.deep.equal([1e-12, 1]);
    expect(distances.values).to.be.instanceOf(Float64Array);
    expect([...indices]).to.deep.equal([1, 0]);
    const single = await nearestIndex(reference, { precision: 'float32' }).nearest(fromRows([[1, 0]]));
    expect(single.distances.values).to.be.instanceOf(Float32Array);
  });

  it('searches among the largest numbers it takes', async () => {
    for (const [precision, size] of [
      ['float32', 9e15],
      ['float64', 9e149],
    ] as const) {
      // prettier-ignore
      const reference = fromRows(Array.from({ length: 700 }, (_, i) => [i % 2 ? size : -size, (i * size) / 700]));
      const { indices } = await nearestIndex(reference, { precision }).nearest(reference);
      expect([...indices]).to.deep.equal([...indices.keys()]);
    }
  });

  it('answers no queries with nothing', async () => {
    const { distances, indices } = await nearestIndex(fromRows([[1, 2]])).nearest(matrix(new Float64Array(0), 0, 2));
    expect([distances.rows, distances.columns, indices.length]).to.deep.equal([0, 1, 0]);
  });

  it('refuses a reference that cannot be searched', () => {
    const wrong: [Matrix, string][] = [
      [matrix(new Float32Array(0), 0, 3), 'invalid rows of reference: expected an integer in [1'],
      [matrix(new Float32Array(0), 3, 0), 'invalid columns of reference: expected an integer in [1'],
      [fromRows([[1], [NaN]]), 'invalid reference: expected numbers between ±1e+150, got NaN in row 1'],
      [matrix(Float32Array.of(1, 2, Infinity, 3), 2, 2), 'invalid reference: expected numbers between ±10000000000000000, got Infinity in row 1'],
    ]; // prettier-ignore
    for (const [reference, message] of wrong) expect(() => nearestIndex(reference)).to.throw(RangeError, message);
  });

  it('refuses queries of other columns, without numbers, and a k beyond the reference', async () => {
    const index = nearestIndex(fromRows([[1, 2], [3, 4]])); // prettier-ignore
    const wrong: [Matrix, number, string][] = [
      [fromRows([[1]]), 1, 'invalid queries: expected 2 columns like the reference, got 1'],
      [fromRows([[1, NaN]]), 1, 'invalid queries: expected numbers between ±1e+150, got NaN in row 0'],
      [fromRows([[1, 2]]), 3, 'invalid k: expected an integer in [1, 2], got 3'],
      [fromRows([[1, 2]]), 0, 'invalid k'],
    ];
    for (const [queries, k, message] of wrong) {
      const error = await index.nearest(queries, k).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(RangeError);
      expect((error as Error).message).to.contain(message);
    }
  });
});

function agree(
  { distances, indices }: Nearest,
  queries: Matrix,
  reference: Matrix,
  k: number,
  tolerance: number,
): void {
  for (let i = 0; i < queries.rows; i++) {
    const expected = sorted(queries, i, reference).slice(0, k);
    expect([...indices.subarray(i * k, (i + 1) * k)]).to.deep.equal(expected.map(([, index]) => index));
    row(distances, i).forEach((distance, j) => expect(distance).to.be.closeTo(expected[j][0], tolerance));
  }
}

function sorted(queries: Matrix, query: number, reference: Matrix): [distance: number, index: number][] {
  const from = row(queries, query);
  const all = Array.from({ length: reference.rows }, (_, i): [number, number] => {
    const to = row(reference, i);
    return [Math.sqrt(Array.from(from).reduce((sum, value, j) => sum + (value - to[j]) ** 2, 0)), i];
  });
  return all.sort(([a, i], [b, j]) => a - b || i - j);
}

function normals(rows: number, columns: number, seed: number): Matrix<Float32Array> {
  const random = createRandom(seed);
  return matrix(
    Float32Array.from({ length: rows * columns }, () => random.normal()),
    rows,
    columns,
  );
}
