import { expect } from 'chai';
import * as fc from 'fast-check';
import { kCenterGreedy } from '../../src/embedding/coreset';
import { fromRows, matrix, type Matrix, row } from '../../src/matrix';
import { createRandom } from '../../src/random';
import { cases } from './golden';

function square(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0);
}

/** The definition: all distances, one centre after the other. Squares first: those of integers are exact, and so are their ties. */
function naive(points: Matrix, count: number, start: number): { indices: number[]; radii: number[] } {
  const distances = new Float64Array(points.rows).fill(Infinity);
  const indices = [start];
  const radii: number[] = [];
  for (;;) {
    const centre = row(points, indices.at(-1)!);
    distances.forEach((old, i) => {
      distances[i] = Math.min(old, square(row(points, i), centre));
    });
    const open = [...distances.keys()].filter((i) => !indices.includes(i));
    const next = open.reduce((far, i) => (distances[i] > distances[far] ? i : far), open[0]);
    radii.push(open.length > 0 ? Math.sqrt(distances[next]) : 0);
    if (indices.length === count) return { indices, radii };
    indices.push(next);
  }
}

function coverRadius(points: Matrix, centres: readonly number[]): number {
  const distance = (a: number, b: number): number => Math.sqrt(square(row(points, a), row(points, b)));
  return Math.max(...Array.from({ length: points.rows }, (_, i) => Math.min(...centres.map((c) => distance(i, c)))));
}

function* subsets(size: number, count: number, from = 0): Generator<number[]> {
  if (count === 0) yield [];
  else for (let i = from; i < size; i++) for (const rest of subsets(size, count - 1, i + 1)) yield [i, ...rest];
}

function normals(rows: number, columns: number, seed = 1): Matrix<Float32Array> {
  const random = createRandom(seed);
  return matrix(
    Float32Array.from({ length: rows * columns }, () => random.normal()),
    rows,
    columns,
  );
}

const gridPoints = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
);

describe('kCenterGreedy', () => {
  type Input = { x: number[][]; k: number; start: number };
  type Expected = { selected: number[]; radius: number[] };
  for (const { name, input, expected } of cases<Input, Expected>('kcenter_greedy'))
    it(`agrees with the reference: ${name}`, async () => {
      const { indices, radii } = await kCenterGreedy(fromRows(input.x), input.k, { start: input.start });
      expect([...indices]).deep.equal(expected.selected);
      radii.forEach((radius, i) => expect(radius).closeTo(expected.radius[i], 1e-9));
    });

  it('starts with its first centre in the coreset and takes the farthest row next', async () => {
    const line = fromRows([[0], [1], [2], [9], [10]]);
    const { indices, radii } = await kCenterGreedy(line, 3, { start: 1 });
    expect([...indices]).deep.equal([1, 4, 0]);
    expect([...radii]).deep.equal([9, 1, 1]);
  });

  it('chooses what the plain algorithm chooses, ties and duplicates included', () =>
    fc.assert(
      fc.asyncProperty(gridPoints, fc.nat(), fc.nat(), async (rows, a, b) => {
        const points = fromRows(rows);
        const count = 1 + (a % points.rows);
        const start = b % points.rows;
        const single = { ...points, values: Float32Array.from(points.values) };
        const expected = naive(points, count, start);
        for (const source of [points, single]) {
          const { indices, radii } = await kCenterGreedy(source, count, { start });
          expect([...indices]).deep.equal(expected.indices);
          radii.forEach((radius, i) => expect(radius).closeTo(expected.radii[i], 1e-6));
        }
      }),
      { numRuns: 60, seed: 1 },
    ));

  it('chooses what the plain algorithm chooses when not all rows fit in one frontier', async () => {
    const { values } = normals(3000, 3);
    const integers = matrix(
      values.map((value) => Math.round(4 * value)),
      3000,
      3,
    );
    const { indices, radii } = await kCenterGreedy(integers, 120, { start: 17 });
    const expected = naive(integers, 120, 17);
    expect([...indices]).deep.equal(expected.indices);
    radii.forEach((radius, i) => expect(radius).closeTo(expected.radii[i], 1e-6));
  });

  it('keeps its choice far away from the origin', async () => {
    const near = normals(500, 8);
    const integers = matrix(
      near.values.map((value) => Math.round(10 * value)),
      500,
      8,
    );
    const far = matrix(
      integers.values.map((value) => value + 100_000),
      500,
      8,
    );
    const { indices } = await kCenterGreedy(far, 50, { start: 3 });
    expect([...indices]).deep.equal([...(await kCenterGreedy(integers, 50, { start: 3 })).indices]);
  });

  it('never has a growing radius, and the last one covers all rows', async () => {
    const points = normals(2500, 16);
    const { indices, radii } = await kCenterGreedy(points, 200, { random: createRandom(5) });
    expect([...radii].every((radius, i) => i === 0 || radius <= radii[i - 1])).equal(true);
    expect(radii[199]).closeTo(coverRadius(points, [...indices]), 1e-4);
    expect(new Set(indices).size).equal(200);
  });

  it('has at most twice the least possible radius', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const points = normals(9, 2, seed);
      const { radii } = await kCenterGreedy(points, 3, { random: createRandom(seed) });
      const best = Math.min(...[...subsets(9, 3)].map((centres) => coverRadius(points, centres)));
      expect(radii[2]).most(2 * best + 1e-6);
    }
  });

  it('draws its start from the seed', async () => {
    const points = normals(300, 4);
    const start = async (seed: number): Promise<number> =>
      (await kCenterGreedy(points, 1, { random: createRandom(seed) })).indices[0];
    expect(await start(1)).equal(await start(1));
    expect(new Set(await Promise.all([1, 2, 3, 4].map(start))).size).above(1);
  });

  it('takes every row when all are wanted, with radius 0', async () => {
    const { indices, radii } = await kCenterGreedy(normals(1500, 2), 1500);
    expect([...indices].sort((a, b) => a - b)).deep.equal([...indices.keys()]);
    expect(radii[1499]).equal(0);
  });

  it('reports progress up to the end', async () => {
    const seen: number[] = [];
    await kCenterGreedy(normals(3000, 4), 500, { onProgress: (done) => seen.push(done) });
    expect(seen.at(-1)).equal(500);
    expect(seen).deep.equal([...seen].sort((a, b) => a - b));
  });

  const wrong: [string, () => Promise<unknown>, RegExp][] = [
    ['no centre', () => kCenterGreedy(normals(3, 2), 0), /invalid count: expected an integer in \[1, 3\], got 0/],
    ['more centres than rows', () => kCenterGreedy(normals(3, 2), 4), /invalid count: .* got 4/],
    ['a start outside', () => kCenterGreedy(normals(3, 2), 1, { start: 3 }), /invalid start: .*\[0, 2\], got 3/],
    ['NaN', () => kCenterGreedy(fromRows([[0], [NaN]]), 1, { start: 0 }), /invalid points: .* got NaN in row 1/],
    ['no rows', () => kCenterGreedy(fromRows([]), 1), /invalid count/],
  ];
  for (const [what, call, message] of wrong)
    it(`refuses ${what}`, async () => {
      const error = await call().catch((reason: unknown) => reason);
      expect(error).instanceOf(RangeError);
      expect((error as Error).message).match(message);
    });
});
