import { expect } from 'chai';
import { oracleShrinkage } from '../../src/embedding/oracleShrinkage';
import { fromRows } from '../../src/matrix';

describe('oracleShrinkage', () => {
  it('gives what is known by hand', () => {
    // S is all 2/3: mean square 4/9, level 2/3: (4/9 + 4/9) / (4 · (4/9 − 2/9)) = 1
    const { shrinkage, covariance, mean } = oracleShrinkage(fromRows([[0, 0], [1, 1], [2, 2]])); // prettier-ignore
    expect(shrinkage).closeTo(1, 1e-15);
    [2 / 3, 0, 0, 2 / 3].forEach((value, k) => expect(covariance[k]).closeTo(value, 1e-15));
    expect([...mean]).deep.equal([1, 1]);
  });

  it('shrinks less the more rows there are', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [Math.sin(i), 3 * Math.sin(i) + Math.cos(7 * i)]);
    const [few, many] = [30, 300].map((count) => oracleShrinkage(fromRows(rows.slice(0, count))).shrinkage);
    expect(many)
      .above(0)
      .and.below(few / 5);
  });

  it('leaves nothing of equal rows', () => {
    expect(oracleShrinkage(fromRows([[5, 5], [5, 5]]))).deep.include({ shrinkage: 1, covariance: new Float64Array(4) }); // prettier-ignore
    expect(() => oracleShrinkage(fromRows([]))).throw(RangeError);
  });
});
