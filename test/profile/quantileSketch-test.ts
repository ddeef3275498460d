import { expect } from 'chai';
import {
  emptySketch,
  mergeSketches,
  sketchError,
  sketchQuantile,
  sketchSorted,
  weightedValues,
} from '../../src/profile/quantileSketch';
import { createRandom, type Random } from '../../src/random';
import { countBelow } from '../../src/stats/ranks';

const normal = (count: number, random: Random) => Float64Array.from({ length: count }, () => random.normal()).sort();

/** The largest difference of ranks, as a share. */
function rankGap(sorted: Float64Array, sketch: ReturnType<typeof sketchSorted>): number {
  const { values, upTo } = weightedValues(sketch);
  const gaps = Array.from(sorted, (value, i) => {
    const place = countBelow(values, value, true);
    return Math.abs((upTo[place - 1] ?? 0) - (i + 1)) / sorted.length;
  });
  return Math.max(...gaps);
}

describe('quantile sketch', () => {
  it('is exact up to its size', () => {
    const sketch = sketchSorted([1, 2, 3, 4, 5], 16, 0);
    expect(sketchError(sketch)).equal(0);
    expect([0, 0.2, 0.5, 1].map((p) => sketchQuantile(sketch, p))).deep.equal([1, 1, 3, 5]);
  });

  it('keeps all ranks within the error that it states, of one batch and of many merged', () => {
    for (let seed = 0; seed < 12; seed++) {
      const random = createRandom(seed);
      const parts = Array.from({ length: 1 + 4 * seed }, () => normal(2000, random));
      const sketch = parts.reduce((all, part, i) => mergeSketches(all, sketchSorted(part, 100, i)), emptySketch(100));
      const sorted = Float64Array.from(parts.flatMap((part) => [...part])).sort();
      expect(sketch.count).equal(sorted.length);
      expect(rankGap(sorted, sketch), `seed ${seed}`).at.most(sketchError(sketch));
      expect(sketchError(sketch)).within(0.001, 0.2);
    }
  });

  it('holds weights that sum to the count, in a space that hardly grows', () => {
    let sketch = emptySketch(50);
    for (let i = 0; i < 200; i++) sketch = mergeSketches(sketch, sketchSorted(normal(777, createRandom(i)), 50, i));
    const { upTo } = weightedValues(sketch);
    expect(upTo[upTo.length - 1]).equal(200 * 777);
    expect(upTo.length).below(300);
  });

  it('has errors that go to and fro: the median of many sketches is not off to one side', () => {
    const sorted = Float64Array.from({ length: 10_000 }, (_, i) => i);
    const medians = Array.from({ length: 200 }, (_, seed) => {
      const halves = [sorted.filter((i) => i % 2 === 0), sorted.filter((i) => i % 2 === 1)];
      const [a, b] = halves.map((half, i) => sketchSorted(half, 40, 2 * seed + i));
      return sketchQuantile(mergeSketches(a, b), 0.5);
    });
    const mean = medians.reduce((sum, median) => sum + median, 0) / medians.length;
    expect(mean).closeTo(5000, 60);
  });

  it('of nothing is neutral and has no quantiles', () => {
    const some = sketchSorted([1], 16, 0);
    expect(mergeSketches(emptySketch(), some)).equal(some);
    expect(sketchQuantile(emptySketch(), 0.5)).NaN;
  });
});
