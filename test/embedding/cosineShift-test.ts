import { expect } from 'chai';
import { cosineShift } from '../../src/embedding/cosineShift';
import { fromRows } from '../../src/matrix';

describe('cosineShift', () => {
  it('gives what is known by hand', () => {
    const { centroids, pairs, euclidean } = cosineShift(fromRows([[1, 0], [0, 1]]), fromRows([[2, 0]])); // prettier-ignore
    expect(centroids).closeTo(1 - Math.SQRT1_2, 1e-15);
    expect(pairs).closeTo(0.5, 1e-15);
    expect(euclidean).closeTo(Math.hypot(1.5, 0.5), 1e-15);
    expect(cosineShift(fromRows([[1, 2]]), fromRows([[-1, -2]])).centroids).closeTo(2, 1e-15);
  });

  it('does not depend on the size of numbers', () => {
    for (const size of [1e-300, 1e200])
      expect(cosineShift(fromRows([[size, 0]]), fromRows([[size, size]])).pairs).closeTo(1 - Math.SQRT1_2, 1e-15);
  });

  it('refuses what has no direction', () => {
    expect(() => cosineShift(fromRows([[0, 0]]), fromRows([[1, 1]]))).throw(RangeError, 'invalid mean of reference');
    expect(() => cosineShift(fromRows([[1, 0]]), fromRows([[1, 1], [0, 0]]))).throw(RangeError, 'invalid row 1 of sample'); // prettier-ignore
  });
});
