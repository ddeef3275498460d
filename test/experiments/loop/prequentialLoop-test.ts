import { expect } from 'chai';
import fc from 'fast-check';
import type { LabeledSample } from '../../../src/data/streams/streamSource';
import { errorMonitor } from '../../../src/experiments/loop/errorMonitor';
import { loopScore } from '../../../src/experiments/loop/loopScore';
import { BLOCK, prequentialLoop, WARM_UP } from '../../../src/experiments/loop/prequentialLoop';
import { tuningStream } from '../../../src/experiments/loop/tuningStream';
import { createRandom } from '../../../src/random';
import type { DriftEstimate, Past, Policy, Retraining } from '../../../src/retraining/deciding/decision';
import { strawPolicies } from '../../../src/retraining/deciding/strawPolicies';

const COSTS = { INCREMENTAL: 1, PARTIAL: 2, FULL: 5 };
/** Jumps once, at 854. */
const { samples, jumps } = tuningStream(createRandom(9), 3000);

function run(policy: Policy, { on = samples, delay = 0 }: { on?: readonly LabeledSample[]; delay?: number } = {}) {
  return prequentialLoop(on, { random: createRandom(1), policy, monitor: errorMonitor(), costs: COSTS, delay });
}

/** Asks a function at each decision. */
const asking = (ask: (estimate: DriftEstimate, past: Past) => Retraining | 'NO_RETRAIN'): Policy => ({
  name: 'asking',
  decide: (estimate, past) => ({
    ...{ policy: 'asking', action: ask(estimate, past), review: false, because: [], numbers: {}, day: past.day },
  }),
});

describe('prequentialLoop', () => {
  it('never knows a label before it has come', () => {
    const before = [strawPolicies.always(), strawPolicies.periodic(3, 'INCREMENTAL')];
    fc.assert(
      fc.property(fc.integer({ min: WARM_UP, max: 2999 }), fc.constantFrom(0, 40, 250), fc.constantFrom(...before), (at, delay, policy) => {
        const changed = samples.map((one, i) => (i < at ? one : { ...one, label: 1 - one.label }));
        const [one, other] = [samples, changed].map((on) => run(policy, { on, delay }).predictions);
        // the end of the first block after whose predictions the label has come
        const blocks = Math.ceil((at + 1 + delay - WARM_UP) / BLOCK);
        const same = Math.min(WARM_UP + blocks * BLOCK, samples.length);
        expect([...one.subarray(0, same)]).deep.equal([...other.subarray(0, same)]);
      }), { numRuns: 8, seed: 1 }); // prettier-ignore
  });

  it('uses labels at once when they have come', () => {
    const at = 1000;
    const changed = samples.map((one, i) => (i >= at && i < at + 100 ? { ...one, label: 1 - one.label } : one));
    const next = (delay: number) => {
      const [one, other] = [samples, changed].map((on) => run(strawPolicies.always(), { on, delay }));
      return one.predictions.findIndex((prediction, i) => prediction !== other.predictions[i]);
    };
    expect(next(0)).within(1100, 1199);
    expect(next(300)).least(1400);
  });

  it('predicts all but the samples of the first training, and counts its errors', () => {
    const { predictions, errors, retrainings } = run(strawPolicies.never());
    expect(new Set(predictions.subarray(0, WARM_UP))).deep.equal(new Set([-1]));
    expect(new Set(predictions.subarray(WARM_UP))).deep.equal(new Set([0, 1]));
    const wrong = samples.map(({ label }, i) => Number(i >= WARM_UP && predictions[i] !== label));
    expect([...errors]).deep.equal(wrong);
    expect(retrainings).deep.equal([]);
  });

  it('retrains when the policy says so, at the price of the action', () => {
    const { retrainings } = run(strawPolicies.periodic(5, 'PARTIAL'));
    expect(retrainings.map(({ at }) => at)).deep.equal([1000, 1500, 2000, 2500]);
    expect(retrainings.every(({ cost, action }) => cost === 2 && action === 'PARTIAL')).equal(true);
  });

  it('shows the policy what it has done, the first training on day 0', () => {
    const seen: Past[] = [];
    run(asking((_, past) => (seen.push(structuredClone(past)), past.day === 7 ? 'FULL' : 'NO_RETRAIN')));
    expect(seen.map(({ day }) => day)).deep.equal(Array.from({ length: 25 }, (_, i) => i + 1));
    expect(seen[0].retrainings).deep.equal([{ at: 500, day: 0, action: 'FULL', cost: 0, promoted: true }]);
    expect(seen[24].retrainings[1]).deep.include({ day: 7, action: 'FULL', cost: 5 });
  });

  it('measures what a retraining won on the predictions that followed, 1000 at most', () => {
    expect(jumps).deep.equal([854]);
    const once = asking((_, { day }) => (day === 5 ? 'FULL' : 'NO_RETRAIN'));
    const [kept, replaced] = [run(strawPolicies.never()), run(once)];
    const [{ measured, promoted, at }] = replaced.retrainings;
    expect([promoted, at]).deep.equal([true, 1000]);
    const sum = (errors: Uint8Array) => errors.subarray(1000, 2000).reduce((total, one) => total + one, 0);
    expect(measured).deep.equal({ gain: (sum(kept.errors) - sum(replaced.errors)) / 1000, predictions: 1000 });
  });

  it('pays for a challenger that is not better, and does not deploy it', () => {
    const calm = tuningStream(createRandom(1), 3000);
    const { retrainings, predictions } = run(strawPolicies.always(), { on: calm.samples });
    const rejected = retrainings.filter(({ promoted }) => !promoted);
    expect(rejected.length).within(3, retrainings.length - 1);
    expect(rejected.every(({ measured, cost }) => measured!.gain === 0 && cost === 5)).equal(true);
    expect(run(strawPolicies.always(), { on: calm.samples }).predictions).deep.equal(predictions);
  });

  it('counts the labelled samples since a change', () => {
    const counts: number[] = [];
    run(asking(({ samples: count }) => (counts.push(count!), 'NO_RETRAIN')));
    expect(counts[0]).equal(600);
    expect(counts[24]).within(3000 - 1200, 3000 - 600);
  });

  it('refuses a stream that ends with its first training, and a negative delay', () => {
    expect(() => run(strawPolicies.never(), { on: samples.slice(0, 500) })).throw(RangeError, 'invalid samples.length');
    expect(() => run(strawPolicies.never(), { delay: -1 })).throw(RangeError, 'invalid delay');
  });
});

describe('loopScore', () => {
  const zeros = (count: number) => Array.from({ length: count }, () => ({ features: new Float64Array(1), label: 0 }));
  const stream = { name: 's', kind: 'synthetic' as const, samples: zeros(4000), truth: [
    { kind: 'sudden' as const, start: 1500, end: 1500, from: 0, to: 1 },
    { kind: 'sudden' as const, start: 2500, end: 2500, from: 1, to: 0 },
  ] }; // prettier-ignore

  it('counts errors, promotions that won nothing, and the delay of the answer', () => {
    const errors = new Uint8Array(4000).fill(1, 2500, 2750).fill(1, 1000, 1050);
    const predictions = Int32Array.from(errors);
    const retraining = (at: number, gain?: number) => ({
      ...{ at, day: 0, action: 'FULL' as const, cost: 5, promoted: gain !== undefined },
      ...(gain !== undefined && { measured: { gain, predictions: 100 } }),
    });
    const retrainings = [retraining(1600, 0.1), retraining(2000), retraining(2700, 0), retraining(3000, -0.1)];
    const score = loopScore(stream, { predictions, errors, retrainings });
    expect(score).deep.include({ predictions: 3500, errors: 300, promotions: 3, falsePromotions: 2 });
    expect(score.retrainings).deep.equal({ INCREMENTAL: 0, PARTIAL: 0, FULL: 4 });
    expect(score.evaluation).include({ detected: 2, detectionDelay: 150, falseAlarms: 2 });
    // concept 0 ended with 50 errors in 500 samples and returned with 250
    expect(score.forgetting).closeTo(0.5 - 0.1, 1e-12);
  });

  it('knows no delay and no forgetting where no drift is known', () => {
    const errors = new Uint8Array(4000);
    const score = loopScore({ ...stream, truth: [] }, { predictions: new Int32Array(4000), errors, retrainings: [] });
    expect(score).include({ evaluation: null, forgetting: null, kappaTemporal: null });
  });
});
