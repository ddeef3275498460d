import { expect } from 'chai';
import * as fc from 'fast-check';
import { PriorityQueue } from '../../src/embedding/priorityQueue';

describe('PriorityQueue', () => {
  it('gives its members back in order, whatever is pushed in between', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 20 }), { maxLength: 60 }), (steps) => {
        const queue = new PriorityQueue((a, b) => a < b);
        const expected: number[] = [];
        for (const step of steps) {
          if (step < 0) expect(queue.pop()).equal(expected.sort((a, b) => a - b).shift());
          else {
            queue.push(step);
            expected.push(step);
          }
          expect(queue.first).equal(expected.length > 0 ? Math.min(...expected) : undefined);
        }
      }),
      { seed: 1 },
    ));
});
