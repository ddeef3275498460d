import { expect } from 'chai';
import { linearCka } from '../../src/embedding/linearCka';
import { fromRows } from '../../src/matrix';
import { createRandom } from '../../src/random';

describe('linearCka', () => {
  const random = createRandom(1);
  const rows = Array.from({ length: 30 }, () => [random.normal(), random.normal()]);

  it('is 1 for turned, moved and scaled rows, also huge ones', () => {
    const turned = rows.map(([a, b]) => [3e200 * (a + b), 3e200 * (a - b)]);
    expect(linearCka(fromRows(rows), fromRows(turned))).closeTo(1, 1e-12);
  });

  it('is 0 for embeddings that share nothing', () => {
    expect(linearCka(fromRows([[1], [-1], [1], [-1]]), fromRows([[1], [1], [-1], [-1]]))).equal(0);
  });

  it('refuses other rows and equal rows', () => {
    expect(() => linearCka(fromRows(rows), fromRows(rows.slice(1)))).throw(RangeError, 'expected 30 rows');
    expect(() => linearCka(fromRows([[1], [1]]), fromRows([[1], [2]]))).throw(RangeError, 'expected rows that differ');
  });
});
