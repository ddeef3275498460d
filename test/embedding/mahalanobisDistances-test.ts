import { expect } from 'chai';
import { mahalanobisDistances } from '../../src/embedding/mahalanobisDistances';
import { fromRows } from '../../src/matrix';

describe('mahalanobisDistances', () => {
  const cross = fromRows([[-2, 0], [2, 0], [0, -1], [0, 1]]); // prettier-ignore

  it('measures in deviations along each axis', () => {
    // variances 8/3 and 2/3
    const found = mahalanobisDistances(fromRows([[0, 0], [2, 0], [0, 1], [2, 1]]), cross); // prettier-ignore
    [0, Math.sqrt(1.5), Math.sqrt(1.5), Math.sqrt(3)].forEach((value, i) => expect(found[i]).closeTo(value, 1e-14));
  });

  it('does not change when columns are mixed', () => {
    const mixed = (rows: number[][]): number[][] => rows.map(([a, b]) => [a + b, a - 3 * b]);
    const [plain, turned] = [[[1, 2]], mixed([[1, 2]])].map((query, i) => {
      const rows = [[-2, 0], [2, 0], [0, -1], [0, 1]]; // prettier-ignore
      return mahalanobisDistances(fromRows(query), fromRows(i === 0 ? rows : mixed(rows)))[0];
    });
    expect(turned).closeTo(plain, 1e-12);
  });

  it('needs a ridge where the covariance is singular', () => {
    const line = fromRows([[0, 0], [1, 1]]); // prettier-ignore
    expect(() => mahalanobisDistances(line, line)).throw(RangeError, 'try a ridge');
    expect(mahalanobisDistances(fromRows([[0, 1]]), line, { ridge: 0.5 })[0]).closeTo(1, 1e-14);
    expect(() => mahalanobisDistances(line, line, { ridge: -1 })).throw(RangeError, 'invalid ridge');
  });
});
