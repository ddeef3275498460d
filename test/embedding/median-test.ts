import { expect } from 'chai';
import fc from 'fast-check';
import { median } from '../../src/embedding/median';

describe('median', () => {
  it('is the middle of the sorted values, or the mean of the two in the middle', () => {
    const numbers = fc.array(fc.float({ noNaN: true, min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(numbers, (values) => {
        const sorted = Float32Array.from(values).sort();
        const expected = (sorted[(values.length - 1) >> 1] + sorted[values.length >> 1]) / 2;
        expect(median(Float32Array.from(values))).equal(expected);
      }),
    );
  });

  it('takes ties and order as they come', () => {
    expect(median(new Float32Array([2, 2, 2, 2]))).equal(2);
    expect(median(new Float32Array([5, 4, 3, 2, 1]))).equal(3);
    expect(median(new Float32Array([1]))).equal(1);
  });
});
