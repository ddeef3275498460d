import { expect } from 'chai';
import type { PatchEmbedding } from '../../src/embedding/patchEmbedder';
import { fitWhitening, imageMedians, whiten } from '../../src/embedding/whitening';
import { fromRows, type Matrix, matrix, row } from '../../src/matrix';
import { createRandom } from '../../src/random';

const FEATURES = 4;

/** 20 × 10 patches an image: three correlated features and one that never changes. */
function correlated(count: number, seed: number, level = 0): PatchEmbedding {
  const random = createRandom(seed);
  const rows = Array.from({ length: 200 * count }, () => {
    const [a, b] = [random.normal(), random.normal()];
    return [level + 5 * a, level + 5 * a + b, level - b + 0.3 * random.normal(), 7];
  });
  const patches = matrix(Float32Array.from(rows.flat()), rows.length, FEATURES);
  return { patches, count, gridHeight: 20, gridWidth: 10 };
}

/** Σ over patches of (x_i − mean_i)(x_j − mean_j) / (rows − 1). */
function covariance({ patches: { values, rows, columns } }: PatchEmbedding, i: number, j: number): number {
  const mean = (k: number): number => {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += values[r * columns + k];
    return sum / rows;
  };
  const [a, b] = [mean(i), mean(j)];
  let sum = 0;
  for (let r = 0; r < rows; r++) sum += (values[r * columns + i] - a) * (values[r * columns + j] - b);
  return sum / (rows - 1);
}

/** The quadratic form whose distances the whitening measures: weights · weightsᵀ. */
function form({ weights }: { readonly weights: readonly number[] }, size: number): Matrix<Float64Array> {
  const at = (i: number, j: number): number =>
    weights.slice(i * size, i * size + size).reduce((sum, w, k) => sum + w * weights[j * size + k], 0);
  return fromRows(Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => at(i, j))));
}

describe('whitening', () => {
  it('gives normal patches unit variance and no correlation, and a feature without variance nothing', async () => {
    const source = correlated(10, 1);
    const whitened = await whiten(source, await fitWhitening(source, { ridge: 0 }));
    for (let i = 0; i < FEATURES; i++)
      for (let j = 0; j < FEATURES; j++) expect(covariance(whitened, i, j)).closeTo(i === j && i < 3 ? 1 : 0, 2e-4);
  });

  it('only scales the features when it must not decorrelate them', async () => {
    const source = correlated(10, 1);
    const { weights } = await fitWhitening(source, { centre: false, decorrelate: false, ridge: 0 });
    weights.forEach((weight, k) => k % (FEATURES + 1) > 0 && expect(weight).equal(0));
    expect(weights[0]).closeTo(1 / Math.sqrt(covariance(source, 0, 0)), 1e-6);
  });

  it('takes the level of each image away, and leaves it when told to', async () => {
    const source = correlated(4, 2);
    const whitening = await fitWhitening(source);
    const brighter = {
      ...source,
      patches: { ...source.patches, values: source.patches.values.map((value) => value + 3) },
    };
    const [plain, shifted] = [await whiten(source, whitening), await whiten(brighter, whitening)];
    plain.patches.values.forEach((value, k) => expect(shifted.patches.values[k]).closeTo(value, 1e-4));
    const uncentred = await fitWhitening(source, { centre: false });
    expect(row((await whiten(brighter, uncentred)).patches, 0)[0]).not.closeTo(
      row((await whiten(source, uncentred)).patches, 0)[0],
      0.1,
    );
  });

  it('measures A⁻¹ − (A + P)⁻¹ when it knows the moments P of defects', async () => {
    // two features without correlation, so that the inverse is one number for each
    const random = createRandom(3);
    const values = Float32Array.from({ length: 4000 }, (_, k) => random.normal() * (k % 2 === 0 ? 1 : 3));
    const source = { patches: matrix(values, 2000, 2), count: 1, gridHeight: 40, gridWidth: 50 };
    const defects = fromRows([
      [4, 0],
      [0, 0.09],
    ]);
    const measured = form(await fitWhitening(source, { centre: false, ridge: 0.1, defects }), 2);
    for (const j of [0, 1]) {
      const normal = 1.1 * covariance(source, j, j);
      const expected = 1 / normal - 1 / (normal + defects.values[3 * j]);
      expect(measured.values[3 * j] / expected).closeTo(1, 0.05);
    }
  });

  it('is the plain whitening when defects may do anything', async () => {
    const source = correlated(10, 1);
    const anything = matrix(
      Float64Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? 1e9 : 0)),
      4,
      4,
    );
    const [plain, known] = [await fitWhitening(source), await fitWhitening(source, { defects: anything })];
    plain.weights.forEach((weight, k) => expect(known.weights[k]).closeTo(weight, 1e-3 * Math.abs(weight) + 1e-6));
  });

  it('is the same after JSON', async () => {
    const source = correlated(3, 4);
    const whitening = await fitWhitening(source);
    const again = JSON.parse(JSON.stringify(whitening)) as typeof whitening;
    expect(await whiten(source, again)).deep.equal(await whiten(source, whitening));
  });

  it('finds medians image by image', () => {
    const source = {
      patches: matrix(Float32Array.of(1, 9, 2, 8, 6, 7, 3, 30), 8, 1),
      count: 2,
      gridHeight: 2,
      gridWidth: 2,
    };
    expect([...imageMedians(source).values]).deep.equal([5, 6.5]);
  });

  const source = correlated(1, 1);
  const one = { patches: matrix(Float32Array.of(1, 2), 1, 2), count: 1, gridHeight: 1, gridWidth: 1 };
  const wrong: [string, () => Promise<unknown>, RegExp][] = [
    [
      'a negative ridge',
      () => fitWhitening(source, { ridge: -1 }),
      /invalid ridge: expected a number in \[0, 1000000\], got -1/,
    ],
    ['one patch', () => fitWhitening(one), /invalid source: expected at least 2 patches, got 1/],
    [
      'moments of other features',
      () => fitWhitening(source, { defects: fromRows([[1]]) }),
      /invalid defects: expected 4 × 4, got 1 × 1/,
    ],
    [
      'other features than in the fit',
      async () => whiten(one, await fitWhitening(source)),
      /invalid source: expected 4 features as in the fit, got 2/,
    ],
  ];
  for (const [what, call, message] of wrong)
    it(`refuses ${what}`, async () => {
      const error = await call().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).instanceOf(RangeError);
      expect((error as Error).message).match(message);
    });
});
