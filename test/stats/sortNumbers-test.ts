import { expect } from 'chai';
import { createRandom, type Random } from '../../src/random';
import { sortNumbers } from '../../src/stats/sortNumbers';

const samples: Readonly<Record<string, (random: Random) => number>> = {
  normal: (random) => random.normal(),
  'float32 ones': (random) => Math.fround(random.normal()),
  tied: (random) => random.integer(7) - 3,
  'a single one': () => 0.1,
  'heavy-tailed': (random) => 1 / (random.uniform() - 0.5),
  'far from zero': (random) => 1e6 + random.normal(),
  'agreeing in the upper half': (random) => 1 + random.integer(2 ** 30) * 2 ** -52,
  denormal: (random) => (random.integer(9) - 4) * Number.MIN_VALUE,
  special: (random) => [-0, 0, Infinity, -Infinity, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324][random.integer(7)],
};

describe('sortNumbers', () => {
  for (const [name, draw] of Object.entries(samples))
    it(`has the order of the built-in sort for ${name} numbers`, () => {
      const random = createRandom(1);
      for (const size of [0, 1, 2, 1499, 1500, 1501, 5000, 20_000]) {
        const values = Float64Array.from({ length: size }, () => draw(random));
        const kept = values.slice();
        const expected = values.slice().sort();
        // deep.equal tells −0 from 0
        expect([...sortNumbers(values)]).deep.equal([...expected]);
        expect([...values]).deep.equal([...kept]);
      }
    });

  it('sorts a part of a larger buffer', () => {
    const all = Float64Array.from({ length: 3000 }, (_, i) => Math.sin(i));
    expect([...sortNumbers(all.subarray(301, 2900))]).deep.equal([...all.slice(301, 2900).sort()]);
  });
});
