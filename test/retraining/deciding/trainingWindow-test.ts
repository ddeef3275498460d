import { expect } from 'chai';
import fc from 'fast-check';
import { trainingWindow } from '../../../src/retraining/deciding/trainingWindow';

const change = { estimate: 3800, low: 3700, high: 4200 };

describe('trainingWindow', () => {
  it('begins where all is surely new, if that leaves enough', () => {
    const window = trainingWindow(5200, { least: 1000, change });
    expect(window).include({ outcome: 'train', from: 4200, to: 5200, doubtful: 0 });
    expect(window.because).equal('1000 of 1400 samples since the change at 3800');
  });

  it('reaches back no further than it must, and says how much is doubtful', () => {
    const window = trainingWindow(5000, { least: 1000, change });
    expect(window).include({ outcome: 'train', from: 4000, to: 5000, doubtful: 200 });
    expect(window.because).equal('1000 of 1200 samples since the change at 3800, 200 of them perhaps from before it');
  });

  it('waits rather than to train on what is probably old', () => {
    expect(trainingWindow(4799, { least: 1000, change })).deep.equal({
      outcome: 'wait',
      missing: 1,
      because: '999 samples since the change at 3800, 1000 are needed',
    });
    expect(trainingWindow(3000, { least: 1000, change })).include({ outcome: 'wait', missing: 1000 });
  });

  it('takes all there is where nothing changed, and the newest of too many', () => {
    expect(trainingWindow(5000, { change: null })).include({ from: 0, to: 5000, doubtful: 0 });
    expect(trainingWindow(5000, { most: 2000, change: null })).include({ from: 3000, to: 5000 });
    expect(trainingWindow(9000, { most: 2000, change })).include({ from: 7000, to: 9000, doubtful: 0 });
  });

  it('has at least least and at most most samples, none from before the estimate', () => {
    const count = fc.integer({ min: 0, max: 500 });
    const sizes = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 300 }));
    const points = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0, max: 500, noNaN: true })));
    fc.assert(
      fc.property(count, sizes, points, (n, [least, extra], three) => {
        const [low, estimate, high] = [...three].sort((a, b) => a - b);
        const window = trainingWindow(n, { least, most: least + extra, change: { low, estimate, high } });
        if (window.outcome === 'wait') {
          expect(Math.max(n - Math.ceil(estimate), 0) + window.missing).equal(least);
        } else {
          expect(window.to - window.from).within(least, least + extra);
          expect(window.from).least(estimate);
          expect(window.doubtful).within(0, window.to - window.from);
        }
      }),
      { seed: 8 },
    );
  });

  it('refuses counts and change points that are none', () => {
    expect(() => trainingWindow(-1, { change: null })).throw(RangeError, 'invalid count');
    expect(() => trainingWindow(10, { least: 0, change: null })).throw(RangeError, 'invalid least');
    expect(() => trainingWindow(10, { least: 10, most: 9, change: null })).throw(RangeError, 'invalid most');
    expect(() => trainingWindow(10, { change: { ...change, low: 3900 } })).throw(RangeError, 'invalid change.estimate');
    expect(() => trainingWindow(10, { change: { ...change, high: NaN } })).throw(RangeError, 'invalid change.high');
  });
});
