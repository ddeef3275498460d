import { expect } from 'chai';
import { frechetDistance } from '../../src/embedding/frechetDistance';
import { fromRows } from '../../src/matrix';

describe('frechetDistance', () => {
  const square = fromRows([[0, 0], [0, 2], [2, 0], [2, 2]]); // prettier-ignore

  it('is the squared shift of the means where spreads are equal', () => {
    const moved = fromRows([[3, 4], [3, 6], [5, 4], [5, 6]]); // prettier-ignore
    expect(frechetDistance(square, moved)).closeTo(25, 1e-12);
    expect(frechetDistance(square, square)).closeTo(0, 1e-12);
  });

  it('is the sum of squared differences of deviations along common axes', () => {
    // variances 4/3 against 12 and 4/3: deviations a factor of 3 apart on the first axis
    const wide = fromRows([[-2, 0], [-2, 2], [4, 0], [4, 2]]); // prettier-ignore
    expect(frechetDistance(square, wide)).closeTo((Math.sqrt(12) - Math.sqrt(4 / 3)) ** 2, 1e-12);
  });

  it('takes samples of fewer rows than columns, and constant ones', () => {
    const line = fromRows([[0, 0, 0, 0], [2, 0, 0, 0]]); // prettier-ignore
    expect(frechetDistance(line, line)).closeTo(0, 1e-12);
    const point = fromRows([[1, 0, 0, 0], [1, 0, 0, 0]]); // prettier-ignore
    expect(frechetDistance(line, point)).closeTo(2, 1e-12);
  });

  it('refuses one row, other columns and NaN', () => {
    expect(() => frechetDistance(fromRows([[1]]), fromRows([[1], [2]]))).throw(RangeError, 'rows of reference');
    expect(() => frechetDistance(square, fromRows([[1], [2]]))).throw(RangeError, 'invalid sample: expected 2 columns');
    expect(() => frechetDistance(square, fromRows([[1, NaN], [2, 2]]))).throw(RangeError, 'finite'); // prettier-ignore
  });
});
