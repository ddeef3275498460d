import { expect } from 'chai';
import { fromRows } from '../../src/matrix';
import { ewcPenalty, headFisher } from '../../src/nn/ewc';
import { meanCrossEntropy } from '../../src/nn/logitLosses';

describe('ewcPenalty', () => {
  it('weighs squared distances by the Fisher information', () => {
    const [now, anchor] = [
      { w: [1, 2], b: [3] },
      { w: [0, 0], b: [3] },
    ];
    expect(ewcPenalty(now, anchor, { w: [1, 0.25], b: [100] }, 3)).equal(3);
    expect(ewcPenalty(now, now, { w: [1, 1], b: [1] }, 3)).equal(0);
  });

  it('refuses names and lengths that differ', () => {
    expect(() => ewcPenalty({ w: [1] }, {}, { w: [1] }, 1)).throw(RangeError, 'invalid anchor: expected 1 numbers for "w", got none'); // prettier-ignore
    expect(() => ewcPenalty({ w: [1] }, { w: [1] }, { w: [1, 2] }, 1)).throw(RangeError, 'invalid fisher: expected 1 numbers for "w", got 2'); // prettier-ignore
    expect(() => ewcPenalty({}, {}, {}, -1)).throw(RangeError, 'invalid lambda');
  });
});

describe('headFisher', () => {
  const weights = [[0.3, -1], [0.5, 0.2], [-0.7, 1.1]]; // prettier-ignore
  const features = [[1, 2], [-0.5, 0.3], [2, -1]]; // prettier-ignore
  const logitsOf = (w: number[][], x: number[]): number[] => w.map(([a, b]) => a * x[0] + b * x[1]);

  it('is the mean of squared slopes of single rows, by central differences', () => {
    const labels = [0, 2, 1];
    const logits = fromRows(features.map((x) => logitsOf(weights, x)));
    const { weight } = headFisher(fromRows(features), logits, labels);
    const lossAt = (i: number, at: number, change: number): number => {
      const moved = weights.map((row, k) => row.map((value, j) => value + (2 * k + j === at ? change : 0)));
      return meanCrossEntropy(fromRows([logitsOf(moved, features[i])]), [labels[i]]);
    };
    for (let at = 0; at < 6; at++) {
      const slopes = features.map((_, i) => (lossAt(i, at, 1e-5) - lossAt(i, at, -1e-5)) / 2e-5);
      expect(weight[at]).closeTo(slopes.reduce((sum, slope) => sum + slope ** 2, 0) / 3, 1e-9);
    }
  });

  it('gives what is known by hand, and refuses what does not fit', () => {
    expect(headFisher(fromRows([[2]]), fromRows([[0, 0]]), [1])).deep.equal({
      weight: Float64Array.of(1, 1),
      bias: Float64Array.of(0.25, 0.25),
    });
    expect(() => headFisher(fromRows([[2], [3]]), fromRows([[0, 0]]), [1])).throw(RangeError, 'invalid features');
    expect(() => headFisher(fromRows([[2]]), fromRows([[0, 0]]), [2])).throw(RangeError, 'invalid labels[0]');
  });
});
