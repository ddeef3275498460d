import { expect } from 'chai';
import fc from 'fast-check';
import { countInBins, sharedBins } from '../../src/plots/bins';

describe('bins', () => {
  it('span all samples together', () => {
    expect(sharedBins([[0, 1], [4]], 2)).deep.equal([0, 2, 4]);
  });

  it('lie around a value that is alone', () => {
    expect(sharedBins([[3, 3]], 1)).deep.equal([2.5, 3.5]);
  });

  it('give a value on an inner edge to the bin above it', () => {
    expect(countInBins([0, 1, 1.5, 2], [0, 1, 2])).deep.equal([1, 3]);
  });

  it('are open at both ends: every value is counted once', () => {
    expect(countInBins([-9, 9], [0, 1, 2])).deep.equal([1, 1]);
    const edges = fc
      .uniqueArray(fc.integer({ min: -20, max: 20 }), { minLength: 2 })
      .map((values) => values.sort((a, b) => a - b));
    const values = fc.array(fc.double({ min: -30, max: 30, noNaN: true }));
    fc.assert(
      fc.property(values, edges, (sample, bins) => {
        const counts = countInBins(sample, bins);
        const inside = (value: number, i: number) =>
          (i === 0 || value >= bins[i]) && (i === bins.length - 2 || value < bins[i + 1]);
        expect(counts).deep.equal(counts.map((_, i) => sample.filter((value) => inside(value, i)).length));
      }),
    );
  });

  it('refuse what has no span and edges that do not increase', () => {
    expect(() => sharedBins([[], []])).throw(RangeError, 'invalid samples: expected at least one value, got none');
    expect(() => sharedBins([[1, NaN]])).throw(RangeError, 'invalid samples: expected finite numbers, got NaN');
    expect(() => sharedBins([[1]], 0)).throw(RangeError, 'invalid count');
    for (const edges of [[], [1], [1, 1], [2, 1], [0, NaN]])
      expect(() => countInBins([1], edges)).throw(RangeError, 'invalid bins');
  });
});
