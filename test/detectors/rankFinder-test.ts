import { expect } from 'chai';
import fc from 'fast-check';
import { rankFinder } from '../../src/detectors/rankFinder';
import { countBelow } from '../../src/stats/ranks';

const numbers = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: true }),
  fc.constantFrom(-0, 5e-324, 1e308),
);

describe('rankFinder', () => {
  it('finds what a search through all numbers finds, whatever the numbers', () => {
    const property = fc.property(fc.array(numbers), fc.array(numbers), (values, others) => {
      const sorted = Float64Array.from(values).sort();
      const find = rankFinder(sorted);
      for (const value of [...others, ...values])
        expect(find(value)).to.deep.equal({
          below: countBelow(sorted, value),
          notAbove: countBelow(sorted, value, true),
        });
    });
    fc.assert(property, { seed: 1, numRuns: 500 });
  });
});
