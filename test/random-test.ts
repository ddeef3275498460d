import { expect } from 'chai';
import { createRandom, permutation } from '../src/random';

describe('random', () => {
  it('gives the same stream for the same seed and label, whatever was drawn before', () => {
    const a = createRandom(5);
    const b = createRandom(5);
    b.uniform();
    expect(a.fork('light').normal()).equal(b.fork('light').normal());
    expect(a.fork('light').normal()).not.equal(a.fork('tint').normal());
  });

  it('draws normals with mean 0 and variance 1', () => {
    const random = createRandom(1);
    const draws = Array.from({ length: 100_000 }, () => random.normal());
    const mean = draws.reduce((s, x) => s + x, 0) / draws.length;
    const variance = draws.reduce((s, x) => s + (x - mean) ** 2, 0) / draws.length;
    expect(mean).closeTo(0, 0.0127); // 4 standard errors
    expect(variance).closeTo(1, 0.018);
  });

  it('draws every permutation of three equally often', () => {
    const random = createRandom(2);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const key = permutation(3, random).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).equal(6);
    for (const count of counts.values()) expect(count).within(885, 1115); // 4 standard errors
  });

  it('refuses a seed that is not an integer in [0, 2^32)', () => {
    for (const seed of [-1, 0.5, NaN, 2 ** 32]) expect(() => createRandom(seed)).throws(RangeError, 'invalid seed');
  });
});
