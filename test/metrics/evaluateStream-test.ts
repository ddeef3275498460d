import { expect } from 'chai';
import fc from 'fast-check';
import type { DriftPoint } from '../../src/data/streams/driftPoint';
import { strawMen } from '../../src/detectors/strawMen';
import { evaluateStream } from '../../src/metrics/evaluateStream';
import { poolEvaluations } from '../../src/metrics/streamEvaluation';
import { createRandom } from '../../src/random';

const sudden = (start: number): DriftPoint => ({ kind: 'sudden', start, end: start });
const gradual = (start: number, end: number): DriftPoint => ({ kind: 'gradual', start, end });
const values = (length: number) => new Float64Array(length);

describe('evaluateStream', () => {
  it('takes the first alarm after a drift for its detection, all others for false', () => {
    const found = evaluateStream([480, 1020, 1021, 1900], [sudden(1000)], { length: 2000 });
    expect(found).deep.equal({
      length: 2000,
      alarms: 4,
      drifts: 1,
      detected: 1,
      missed: 0,
      delays: [20],
      detectionDelay: 20,
      falseAlarms: 3,
      falseAlarmsPer1000: 1.5,
      repeatedAlarms: 0,
      meanTimeBetweenFalseAlarms: 2000 / 3,
      meanTimeToDetection: 21,
      episodeRecall: 1,
      meanTimeRatio: 2000 / 3 / 21,
    });
  });

  it('counts an alarm at the first drifted value as delay 0, one before as false', () => {
    expect(evaluateStream([100], [sudden(100)], { length: 200 }).delays).deep.equal([0]);
    expect(evaluateStream([99], [sudden(100)], { length: 200 })).include({ falseAlarms: 1, missed: 1 });
  });

  it('misses a drift whose alarm comes after the window, which ends with the next drift', () => {
    const truth = [sudden(100), sudden(200)];
    expect(evaluateStream([160, 230], truth, { length: 300, window: 50 }).delays).deep.equal([null, 30]);
    expect(evaluateStream([149, 230], truth, { length: 300, window: 50 }).delays).deep.equal([49, 30]);
    expect(evaluateStream([200], truth, { length: 300 }).delays).deep.equal([null, 0]);
    expect(evaluateStream([100, 201], truth, { length: 300, window: 0 }).delays).deep.equal([0, null]);
  });

  it('counts a gradual drift from its start, and alarms while it goes on as repetitions', () => {
    const found = evaluateStream([110, 150, 199, 200, 250], [gradual(100, 200)], { length: 300 });
    expect(found).include({ detectionDelay: 10, repeatedAlarms: 2, falseAlarms: 2 });
    expect(evaluateStream([230], [gradual(100, 200)], { length: 300, window: 20 }).missed).equal(1);
    expect(evaluateStream([215], [gradual(100, 200)], { length: 300, window: 20 }).detectionDelay).equal(115);
  });

  it('does not take a blip for a drift', () => {
    const found = evaluateStream([101], [{ kind: 'blip', start: 100, end: 105 }], { length: 200 });
    expect(found).include({
      drifts: 0,
      falseAlarms: 1,
      detectionDelay: null,
      episodeRecall: null,
      meanTimeRatio: null,
    });
  });

  it('says null, never NaN or infinity, for what is not there', () => {
    const silent = evaluateStream([], [sudden(5)], { length: 10 });
    expect(silent).include({ detectionDelay: null, meanTimeBetweenFalseAlarms: null, episodeRecall: 0 });
    expect(silent.meanTimeRatio).equal(null);
    const perfect = evaluateStream([5], [sudden(5)], { length: 10 });
    expect(perfect).include({ detectionDelay: 0, meanTimeBetweenFalseAlarms: null, meanTimeRatio: null });
    const quiet = evaluateStream([], [], { length: 10 });
    expect(quiet).include({ falseAlarms: 0, falseAlarmsPer1000: 0, episodeRecall: null, meanTimeRatio: null });
  });

  it('runs a detector over values', () => {
    const found = evaluateStream({ detector: strawMen.periodic(100), values: values(1000) }, [sudden(450)]);
    expect(found).include({ length: 1000, alarms: 10, detectionDelay: 49, falseAlarms: 9 });
  });

  it('shows what straw men are worth', () => {
    const truth = Array.from({ length: 100 }, (_, i) => sudden(1000 * i + 500));
    const of = (detector: ReturnType<typeof strawMen.never>) =>
      evaluateStream({ detector, values: values(100_000) }, truth);
    expect(of(strawMen.always())).include({ detectionDelay: 0, missed: 0, falseAlarmsPer1000: 999 });
    expect(of(strawMen.always()).meanTimeRatio).closeTo(1, 0.01);
    expect(of(strawMen.never())).include({ missed: 100, falseAlarms: 0, meanTimeRatio: null });
    // alarms by chance, at any rate: about 1
    expect(of(strawMen.random(0.05, createRandom(1))).meanTimeRatio).closeTo(1, 0.25);
  });

  it('shares the alarms out: detections, repetitions and false ones are all', () => {
    const indices = fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { maxLength: 60 });
    const sorted = (list: number[]) => [...list].sort((a, b) => a - b);
    fc.assert(
      fc.property(indices, indices, fc.nat(50), fc.nat(300), (alarms, starts, width, window) => {
        const truth = sorted(starts).map((start) => gradual(start, start + width));
        const found = evaluateStream(sorted(alarms), truth, { length: 1000, window });
        expect(found.detected + found.repeatedAlarms + found.falseAlarms).equal(alarms.length);
        expect(found.detected + found.missed).equal(starts.length);
        for (const value of Object.values(found).filter((one) => typeof one === 'number'))
          expect(Number.isFinite(value)).equal(true);
        found.delays.forEach((delay) => expect(delay ?? 0).at.least(0));
      }),
    );
  });

  const wrong: Record<string, () => unknown> = {
    'invalid length': () => evaluateStream([], []),
    'invalid length: expected an integer in [1': () => evaluateStream({ detector: strawMen.never(), values: [] }, []),
    'invalid alarms[1]: expected an integer in [6, 9], got 5': () => evaluateStream([5, 5], [], { length: 10 }),
    'invalid alarms[0]': () => evaluateStream([10], [], { length: 10 }),
    'invalid truth[1].start': () => evaluateStream([], [sudden(5), sudden(5)], { length: 10 }),
    'invalid truth[0].end': () => evaluateStream([], [gradual(5, 4)], { length: 10 }),
    'invalid window': () => evaluateStream([], [], { length: 10, window: -1 }),
  };
  for (const [message, make] of Object.entries(wrong)) it(`refuses: ${message}`, () => expect(make).throws(message));
});

describe('strawMen', () => {
  it('refuse what makes no detector', () => {
    expect(() => strawMen.periodic(0)).throws(RangeError, 'invalid every');
    expect(() => strawMen.random(1.5, createRandom(1))).throws(RangeError, 'invalid rate');
  });
});

describe('poolEvaluations', () => {
  it('is the evaluation of the streams put one after the other', () => {
    const first = evaluateStream([5, 30, 60], [sudden(20)], { length: 100 });
    const second = evaluateStream([99], [sudden(40)], { length: 100 });
    const both = evaluateStream([5, 30, 60, 199], [sudden(20), sudden(140)], { length: 200 });
    expect(poolEvaluations([first, second])).deep.equal(both);
  });

  it('refuses to pool nothing', () => {
    expect(() => poolEvaluations([])).throws(RangeError, 'invalid evaluations');
  });
});
