import { expect } from 'chai';
import { principalComponents, projectRows } from '../../src/embedding/principalComponents';
import { fromRows, row } from '../../src/matrix';
import { createRandom } from '../../src/random';
import { dot } from '../../src/stats/vectors';

describe('principalComponents', () => {
  it('finds the line on which rows lie, pointing to the positive side', () => {
    const { components, variances, shares, mean } = principalComponents(fromRows([[0, 0], [-1, -2], [-2, -4]]), 2); // prettier-ignore
    expect([...row(components, 0)].map((value) => value * Math.sqrt(5))).satisfies(
      ([a, b]: number[]) => Math.abs(a - 1) < 1e-12 && Math.abs(b - 2) < 1e-12,
    );
    expect(variances[0]).closeTo(5, 1e-12);
    expect(variances[1]).closeTo(0, 1e-12);
    expect(shares[0]).closeTo(1, 1e-12);
    expect([...mean]).deep.equal([-1, -2]);
  });

  it('keeps digits of variances that are many orders apart', () => {
    const random = createRandom(1);
    const rows = Array.from({ length: 60 }, () => [random.normal(), 1e-9 * random.normal()]);
    const turned = rows.map(([a, b]) => [0.6 * a - 0.8 * b, 0.8 * a + 0.6 * b]);
    const { variances } = principalComponents(fromRows(turned), 2);
    expect(variances[1] / variances[0]).within(0.5e-18, 2e-18);
  });

  it('has orthonormal axes, and projections without correlation, also with more columns than rows', () => {
    const random = createRandom(2);
    const source = fromRows(Array.from({ length: 8 }, () => Array.from({ length: 20 }, () => random.normal())));
    const found = principalComponents(source, 7);
    const scores = projectRows(source, found);
    for (let i = 0; i < 7; i++)
      for (let k = 0; k <= i; k++) {
        expect(dot(row(found.components, i), row(found.components, k))).closeTo(Number(i === k), 1e-12);
        let product = 0;
        for (let r = 0; r < 8; r++) product += scores.values[r * 7 + i] * scores.values[r * 7 + k];
        expect(product / 7).closeTo(i === k ? found.variances[i] : 0, 1e-11);
      }
  });

  it('gives 0 for equal rows, and refuses what it cannot give', () => {
    const { variances, shares } = principalComponents(fromRows([[3, 1], [3, 1]]), 1); // prettier-ignore
    expect([...variances, ...shares]).deep.equal([0, 0]);
    expect(() => principalComponents(fromRows([[1, 2]]), 1)).throw(RangeError, 'rows of source');
    expect(() => principalComponents(fromRows([[1, 2], [3, 4]]), 3)).throw(RangeError, 'invalid count: expected an integer in [1, 2], got 3'); // prettier-ignore
  });
});
