import { expect } from 'chai';
import { adwinMonitor } from '../../../src/experiments/loop/adwinMonitor';
import { errorMonitor } from '../../../src/experiments/loop/errorMonitor';
import type { LoopMonitor } from '../../../src/experiments/loop/loopMonitor';
import { createRandom, type Random } from '../../../src/random';

const block = (rate: number, random: Random) => Uint8Array.from({ length: 100 }, () => Number(random.uniform() < rate));

/** A monitor of a model deployed at 500, after so many blocks of each error rate. */
function watched(make: () => LoopMonitor, rates: readonly (readonly [rate: number, blocks: number])[], seed = 1) {
  const monitor = make();
  const random = createRandom(seed);
  monitor.deployed(500, { count: 200, errors: 20 });
  for (const [rate, blocks] of rates) for (let i = 0; i < blocks; i++) monitor.add(block(rate, random));
  return monitor;
}

describe('errorMonitor', () => {
  it('shows how far and when the error rate has risen', () => {
    const { severity, confidence, change } = watched(errorMonitor, [[0.1, 20], [0.3, 5]]).view(); // prettier-ignore
    expect(confidence).above(0.999);
    expect(severity).closeTo(0.2, 0.04);
    expect(change).deep.equal({ low: 2500, estimate: 2500, high: 2500 });
  });

  it('is as sure of no rise as its prior lets it be, and dates none', () => {
    const views = Array.from({ length: 200 }, (_, seed) => watched(errorMonitor, [[0.1, 30]], seed).view());
    const mean = views.reduce((sum, { confidence }) => sum + confidence, 0) / views.length;
    expect(mean).below(0.1);
    expect(views.filter(({ change }) => change !== null).length).most(10);
  });

  it('is calibrated where changes come as its prior says', () => {
    const random = createRandom(7);
    const seen = Array.from({ length: 600 }, (_, seed) => {
      const monitor = errorMonitor();
      const own = createRandom(seed);
      // both rates from the priors that the monitor has
      const before = random.uniform();
      const held = { count: 200, errors: binomial(200, before, own) };
      monitor.deployed(0, held);
      let rate = before;
      let risen = false;
      for (let i = 0; i < 12; i++) {
        if (!risen && random.uniform() < 1 / 50) {
          rate = random.uniform();
          risen = rate > before;
          if (!risen) rate = before;
        }
        monitor.add(block(rate, own));
      }
      return { confidence: monitor.view().confidence, risen };
    });
    const share = seen.filter(({ risen }) => risen).length / seen.length;
    const mean = seen.reduce((sum, { confidence }) => sum + confidence, 0) / seen.length;
    expect(mean).closeTo(share, 0.04);
    const sure = seen.filter(({ confidence }) => confidence > 0.95);
    expect(sure.length).least(20);
    expect(sure.filter(({ risen }) => risen).length / sure.length).least(0.9);
  });

  it('has no severity for a fall', () => {
    const { severity, confidence } = watched(errorMonitor, [[0.1, 10], [0.01, 10]]).view(); // prettier-ignore
    expect(confidence).below(0.05);
    expect(severity).within(0, 0.1);
  });

  it('counts correlated errors as fewer', () => {
    const runs = Uint8Array.from({ length: 100 }, (_, i) => Number(i % 50 < 11));
    const spread = Uint8Array.from({ length: 100 }, (_, i) => Number(i % 9 < 2));
    const confidence = (errors: Uint8Array) => {
      const monitor = watched(errorMonitor, []);
      for (let i = 0; i < 2; i++) monitor.add(errors);
      return monitor.view().confidence;
    };
    expect(confidence(runs)).below(confidence(spread));
  });

  it('starts anew with each deployment', () => {
    const monitor = watched(errorMonitor, [[0.1, 20], [0.5, 5]]); // prettier-ignore
    monitor.deployed(3000, { count: 200, errors: 100 });
    expect(monitor.view()).deep.equal({ severity: 0, confidence: 0, change: null });
    monitor.add(block(0.5, createRandom(2)));
    expect(monitor.view().confidence).below(0.1);
  });

  it('stays a probability for no errors, only errors and long calm', () => {
    for (const [rate, blocks] of [
      [0, 3],
      [1, 3],
      [0, 500],
    ]) {
      // prettier-ignore
      const { severity, confidence } = watched(errorMonitor, [[rate, blocks]]).view();
      expect(severity).within(0, 1);
      expect(confidence).within(0, 1);
    }
    expect(() => errorMonitor({ hazard: 1 })).throw(RangeError, 'invalid hazard');
  });
});

describe('adwinMonitor', () => {
  it('is certain after an alarm at a rise, and says where its window begins', () => {
    expect(watched(adwinMonitor, [[0.1, 20]]).view().confidence).equal(0);
    const { confidence, change } = watched(adwinMonitor, [[0.1, 20], [0.5, 5]]).view(); // prettier-ignore
    expect(confidence).equal(1);
    expect(change!.estimate).within(2300, 2700);
  });

  it('has nothing to say of a fall', () => {
    expect(watched(adwinMonitor, [[0.5, 20], [0.1, 5]]).view().confidence).equal(0); // prettier-ignore
  });
});

function binomial(count: number, rate: number, random: Random): number {
  return Array.from({ length: count }, () => Number(random.uniform() < rate)).reduce((sum, one) => sum + one, 0);
}
