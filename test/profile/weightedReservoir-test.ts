import { expect } from 'chai';
import { weightedReservoir } from '../../src/profile/weightedReservoir';
import { createRandom } from '../../src/random';

describe('weighted reservoir', () => {
  it('takes each item equally often, early or late in the stream', () => {
    const taken = new Float64Array(20);
    for (let trial = 0; trial < 4000; trial++) {
      const reservoir = weightedReservoir<number>(5, createRandom(trial));
      for (let i = 0; i < 20; i++) reservoir.add(i);
      for (const item of reservoir.items()) taken[item]++;
    }
    // 1000 expected; standard deviation 27
    for (const count of taken) expect(count).within(880, 1120);
  });

  it('takes items by their weights, those of weight 0 never', () => {
    let heavy = 0;
    for (let trial = 0; trial < 3000; trial++) {
      const reservoir = weightedReservoir<string>(1, createRandom(trial));
      reservoir.add('heavy', 3);
      reservoir.add('never', 0);
      reservoir.add('light', 1);
      expect(reservoir.items()).not.include('never');
      if (reservoir.items()[0] === 'heavy') heavy++;
    }
    expect(heavy).within(2150, 2350);
  });

  it('merges to a sample of both streams in proportion', () => {
    let fromLong = 0;
    for (let trial = 0; trial < 500; trial++) {
      const [long, short] = [
        weightedReservoir<string>(10, createRandom(trial)),
        weightedReservoir<string>(10, createRandom(9999 + trial)),
      ];
      for (let i = 0; i < 90; i++) long.add('long');
      for (let i = 0; i < 10; i++) short.add('short');
      long.merge(short);
      fromLong += long.items().filter((item) => item === 'long').length;
      expect(long.items().length).equal(10);
    }
    expect(fromLong).within(4410, 4590);
  });

  it('refuses a size of 0 and a negative weight', () => {
    expect(() => weightedReservoir(0, createRandom(0))).throw(RangeError, 'size');
    expect(() => weightedReservoir<number>(1, createRandom(0)).add(1, -1)).throw(RangeError, 'weight');
  });
});
