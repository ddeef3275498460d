import { expect } from 'chai';
import { DISTINCT_ERROR, distinctCount, isDistinctCount } from '../../src/profile/distinctCount';

describe('distinct count', () => {
  for (const count of [0, 1, 2, 50, 1000, 10_000, 300_000])
    it(`counts ${count} different numbers and as many texts within four standard errors, however often each comes`, () => {
      const [numbers, texts] = [distinctCount(), distinctCount()];
      for (let i = 0; i < 2 * count; i++) {
        numbers.add((i % count) * 0.1);
        texts.add(`label ${i % count}`);
      }
      for (const counter of [numbers, texts])
        expect(counter.estimate()).closeTo(count, Math.max(0.5, 4 * DISTINCT_ERROR * count));
    });

  it('merges to exactly what one counter would have', () => {
    const [a, b, all] = [distinctCount(), distinctCount(), distinctCount()];
    for (let i = 0; i < 3000; i++) {
      (i % 3 === 0 ? a : b).add(i);
      all.add(i);
    }
    a.merge(b);
    expect(a.toString()).equal(all.toString());
  });

  it('survives its letters', () => {
    const counter = distinctCount();
    for (let i = 0; i < 100; i++) counter.add(`x${i}`);
    expect(isDistinctCount(counter.toString())).equal(true);
    expect(distinctCount(counter.toString()).estimate()).equal(counter.estimate());
    expect(['Z', 5, '0'.repeat(5000)].map(isDistinctCount)).deep.equal([false, false, false]);
  });

  it('takes −0 for 0', () => {
    const counter = distinctCount();
    [0, -0].forEach((zero) => counter.add(zero));
    expect(counter.estimate()).closeTo(1, 0.01);
  });
});
