import { expect } from 'chai';
import fc from 'fast-check';
import { images, type Images } from '../../src/images';
import { matrix, type Matrix } from '../../src/matrix';
import { aupro } from '../../src/metrics/aupro';
import { auroc } from '../../src/metrics/auroc';
import { averagePrecision } from '../../src/metrics/averagePrecision';
import { connectedComponents } from '../../src/metrics/connectedComponents';
import { pixelAuroc } from '../../src/metrics/pixelAuroc';
import { pixelMetrics } from '../../src/metrics/pixelMetrics';
import { createRandom } from '../../src/random';

const mask = (rows: readonly string[], count = 1) =>
  images(Uint8Array.from(rows.join('').replaceAll('.', '0')), count, rows.length / count, rows[0].length, 1);

/** Maps with ties and masks with regions that touch, of `count` images of 7 × 9. */
function example(seed: number, count: number): { maps: Matrix<Float32Array>; masks: Images } {
  const random = createRandom(seed);
  const pixels = Uint8Array.from({ length: count * 63 }, () => (random.uniform() < 0.3 ? 255 : 0));
  const scores = Float32Array.from(pixels, (defect) => (random.integer(12) + (defect ? 2 : 0) - 4) / 8);
  pixels[0] = 255;
  pixels[1] = 0;
  return { maps: matrix(scores, count, 63), masks: images(pixels, count, 7, 9, 1) };
}

/** The definition, point by point: the curve of mean overlap against the false-positive rate. */
function auproByCurve({ values }: Matrix, masks: Images, limit: number): number {
  const { labels, sizes } = connectedComponents(masks);
  const share = (keep: (pixel: number) => boolean, threshold: number) => {
    const kept = [...values.keys()].filter(keep);
    return kept.filter((pixel) => values[pixel] >= threshold).length / kept.length;
  };
  let area = 0;
  let [x, y] = [0, 0];
  for (const threshold of [...new Set(values)].sort((a, b) => b - a)) {
    const nextX = share((pixel) => labels[pixel] === 0, threshold);
    const overlaps = sizes.map((_, region) => share((pixel) => labels[pixel] === region + 1, threshold));
    const nextY = overlaps.reduce((sum, overlap) => sum + overlap, 0) / sizes.length;
    const end = Math.min(nextX, limit);
    const endY = nextX === x ? nextY : y + ((nextY - y) * (end - x)) / (nextX - x);
    area += ((end - x) * (y + endY)) / 2;
    [x, y] = [nextX, nextY];
    if (x >= limit) break;
  }
  return area / limit;
}

describe('pixel metrics', () => {
  it('joins pixels that touch by a corner, and not across images', () => {
    const { labels, sizes } = connectedComponents(mask(['1..1', '.1..', '...1', '1...', '....', '...1'], 2));
    expect(sizes).deep.equal([2, 1, 1, 1, 1]);
    expect([...labels.subarray(0, 12)]).deep.equal([1, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 3]);
  });

  it('does not join the end of a row to the start of the next', () => {
    expect(connectedComponents(mask(['...1', '1...'])).sizes).deep.equal([1, 1]);
  });

  it('labels a region of 1000 × 1000 pixels whole', () => {
    expect(connectedComponents(images(new Uint8Array(1e6).fill(255), 1, 1000, 1000, 1)).sizes).deep.equal([1e6]);
  });

  it('finds as AUPRO the area under the curve of the definition', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom(1, 3), fc.constantFrom(0.01, 0.3, 0.77, 1), (seed, count, limit) => {
        const { maps, masks } = example(seed, count);
        expect(aupro(maps, masks, { limit })).closeTo(auproByCurve(maps, masks, limit), 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it('weighs a small region like a large one', () => {
    const masks = mask(['11.1', '11..', '....']);
    const found = Float32Array.from(masks.pixels);
    found[3] = 0; // the small region: tied with every normal pixel
    expect(aupro(matrix(found, 1, 12), masks, { limit: 1 })).equal(0.75);
    expect(pixelAuroc(matrix(found, 1, 12), masks)).equal(0.9);
  });

  it('gives AUROC and average precision of all pixels as samples', () => {
    const { maps, masks } = example(3, 4);
    const labels = masks.pixels.map((pixel) => (pixel === 0 ? 0 : 1));
    const found = pixelMetrics(maps, masks);
    expect(found.auroc).equal(auroc(maps.values, labels)).equal(pixelAuroc(maps, masks));
    expect(found.averagePrecision).equal(averagePrecision(maps.values, labels));
    expect(found.aupro).equal(aupro(maps, masks, { limit: 0.3 }));
    expect(found.regions).equal(connectedComponents(masks).sizes.length);
  });

  it('is the same for float64 maps, and leaves maps and masks as they were', () => {
    const { maps, masks } = example(4, 2);
    const copy = matrix(Float64Array.from(maps.values), maps.rows, maps.columns);
    const before = masks.pixels.slice();
    expect(pixelMetrics(maps, masks)).deep.equal(pixelMetrics(copy, masks));
    expect([...maps.values]).deep.equal([...copy.values]);
    expect(masks.pixels).deep.equal(before);
  });

  it('refuses a limit outside (0, 1], sizes that differ, colour masks and masks without defects', () => {
    const { maps, masks } = example(5, 2);
    for (const limit of [0, -1, 1.1, NaN])
      expect(() => aupro(maps, masks, { limit })).throws(RangeError, 'invalid limit');
    expect(() => aupro(maps, example(5, 3).masks)).throws(
      RangeError,
      'invalid maps: expected 3 × 63, the size of the masks, got 2 × 63',
    );
    const colour = images(new Uint8Array(2 * 63 * 3), 2, 7, 9, 3);
    expect(() => aupro(maps, colour)).throws(RangeError, 'invalid masks: expected 1 channel, got 3');
    const empty = images(new Uint8Array(126), 2, 7, 9, 1);
    expect(() => pixelAuroc(maps, empty)).throws(
      RangeError,
      'invalid masks: expected both normal and anomalous ones, got 126 normal of 126',
    );
  });
});
