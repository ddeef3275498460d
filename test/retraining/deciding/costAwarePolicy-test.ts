import { expect } from 'chai';
import { costAwarePolicy } from '../../../src/retraining/deciding/costAwarePolicy';
import type { Past, PastRetraining } from '../../../src/retraining/deciding/decision';
import { gainCurve } from '../../../src/retraining/deciding/gainCurve';
import { estimate, FRESH } from './past';

const line = (slope: number, atZero = 0) => [
  { severity: 0, gain: atZero },
  { severity: 1, gain: atZero + slope },
];
const offers = {
  INCREMENTAL: { cost: 10, gains: line(0.1) },
  FULL: { cost: 100, gains: line(0.4) },
};
const policy = costAwarePolicy({ offers, errorCost: 2, horizon: 500 });

describe('gainCurve', () => {
  it('draws straight lines between the means of measurements, in any order, and keeps its ends', () => {
    const curve = gainCurve([
      { severity: 0.6, gain: 0.4 },
      { severity: 0.2, gain: 0.1 },
      { severity: 0.6, gain: 0.2 },
    ]);
    expect(curve(0.2)).equal(0.1);
    expect(curve(0.4)).closeTo(0.2, 1e-15);
    expect(curve(0.6)).closeTo(0.3, 1e-15);
    expect([curve(0), curve(1)].map((gain) => Number(gain.toFixed(12)))).deep.equal([0.1, 0.3]);
  });

  it('refuses no points, and points outside their ranges', () => {
    expect(() => gainCurve([])).throw(RangeError, 'invalid points');
    expect(() => gainCurve([{ severity: 2, gain: 0 }])).throw(RangeError, 'invalid points[0].severity');
    expect(() => gainCurve([{ severity: 0, gain: NaN }])).throw(RangeError, 'invalid points[0].gain');
    expect(() => gainCurve(line(0.1))(NaN)).throw(RangeError, 'invalid severity');
  });
});

describe('costAwarePolicy', () => {
  it('takes what is worth most: gain × horizon × cost of an error − cost', () => {
    const decision = policy.decide(estimate(0.5, 1), FRESH);
    expect(decision.action).equal('FULL');
    expect(decision.numbers).include({ 'net FULL': 0.2 * 1000 - 100, 'net INCREMENTAL': 0.05 * 1000 - 10 });
    expect(policy.decide(estimate(0.2, 1), FRESH).action).equal('INCREMENTAL');
    expect(policy.decide(estimate(0.05, 1), FRESH).action).equal('NO_RETRAIN');
  });

  it('counts what a needless retraining does by the chance that it is needless', () => {
    const harmful = costAwarePolicy({
      offers: { FULL: { cost: 0, gains: line(0.4, -0.1) } },
      errorCost: 1,
      horizon: 100,
    });
    const { numbers } = harmful.decide(estimate(1, 0.25), FRESH);
    expect(numbers['net FULL']).closeTo(100 * (0.25 * 0.3 - 0.75 * 0.1), 1e-12);
    expect(harmful.decide(estimate(1, 0.2), FRESH)).include({ action: 'NO_RETRAIN', review: true });
  });

  it('asks for a review where a severe drift would get more if it were certain', () => {
    expect(policy.decide(estimate(0.6, 0.3), FRESH)).include({ action: 'INCREMENTAL', review: true });
    expect(policy.decide(estimate(0.6, 1), FRESH)).include({ action: 'FULL', review: false });
  });

  it('does more for dearer errors and longer horizons, and nothing for a horizon of 0', () => {
    const at = (errorCost: number, horizon: number) =>
      costAwarePolicy({ offers, errorCost, horizon }).decide(estimate(0.3, 0.9), FRESH).action;
    expect([at(0.1, 500), at(1, 500), at(10, 500)]).deep.equal(['NO_RETRAIN', 'INCREMENTAL', 'FULL']);
    expect([at(1, 0), at(1, 500), at(1, 5000)]).deep.equal(['NO_RETRAIN', 'INCREMENTAL', 'FULL']);
  });

  it('takes the weaker of two that are worth the same', () => {
    const same = { cost: 1, gains: line(0.5) };
    const even = costAwarePolicy({ offers: { FULL: same, PARTIAL: same }, errorCost: 1, horizon: 100 });
    expect(even.decide(estimate(0.5, 1), FRESH).action).equal('PARTIAL');
  });

  it('gives its sums', () => {
    expect(policy.decide(estimate(0.5, 1), FRESH).because.slice(0, 3)).deep.equal([
      'FULL is expected to be worth most',
      'severity 0.5 with confidence 1',
      'FULL: 0.2 fewer errors per prediction × 500 predictions × 2 per error − cost 100 = 100',
    ]);
  });

  it('refuses no offers and numbers outside their ranges', () => {
    const valid = { offers, errorCost: 1, horizon: 100 };
    expect(() => costAwarePolicy({ ...valid, offers: {} })).throw(RangeError, 'invalid offers');
    expect(() => costAwarePolicy({ ...valid, errorCost: 0 })).throw(RangeError, 'invalid errorCost');
    expect(() => costAwarePolicy({ ...valid, horizon: NaN })).throw(RangeError, 'invalid horizon');
    expect(() => costAwarePolicy({ ...valid, offers: { FULL: { cost: -1, gains: line(0.1) } } })).throw(
      RangeError,
      'invalid offers.FULL.cost',
    );
    expect(() => costAwarePolicy({ ...valid, offers: { NONE: offers.FULL } as object })).throw(
      RangeError,
      'invalid offers',
    );
  });

  describe('with measurements of its own', () => {
    const one = { FULL: { cost: 50, gains: line(0.5) } };
    const own = { predictionsPerDay: 100, ageing: 0.001, weight: 400_000 };
    const learning = costAwarePolicy({ offers: one, errorCost: 1, horizon: 1000, own });
    const retrained = (day: number, gain?: number, confidence = 0): PastRetraining => ({
      ...{ day, action: 'FULL', cost: 50, estimate: { severity: 0.2, confidence } },
      ...(gain !== undefined && { measured: { gain, predictions: 1000 } }),
    });
    const at = (day: number, ...retrainings: PastRetraining[]): Past => ({ day, retrainings });

    it('replaces a model when the errors of its age have cost as much as a retraining', () => {
      // 0.001 · 31² / 2 · 100 = 48.05, and 51.2 a day later
      expect(learning.decide(estimate(0, 0), at(31, retrained(0))).action).equal('NO_RETRAIN');
      const decision = learning.decide(estimate(0, 0), at(32, retrained(0)));
      expect(decision.action).equal('FULL');
      expect(decision.numbers.errorsOfAge).closeTo(51.2, 1e-9);
      expect(decision.because.join()).include('32 days of age at 0.001 errors per prediction and day: 51.2 errors');
    });

    it('learns from what retrainings won how fast models age, but never that they do not', () => {
      const rate = (gain: number) =>
        learning.decide(estimate(0, 0), at(20, retrained(0), retrained(20, gain))).numbers.ageing;
      // the prior weighs as much as this one retraining after 20 days
      expect(rate(0.06)).closeTo((0.001 + 0.06 / 20) / 2, 1e-12);
      expect(rate(0)).closeTo(0.0005, 1e-12);
      expect(rate(-0.5)).equal(0.0005);
    });

    it('learns the ageing from retrainings as far as they answered no drift', () => {
      const rate = (confidence: number) =>
        learning.decide(estimate(0, 0), at(20, retrained(0), retrained(20, 0.06, confidence))).numbers.ageing;
      expect(rate(1)).equal(0.001);
      expect(rate(0.5)).closeTo((0.001 + 0.5 * 0.003) / 1.5, 1e-12);
    });

    it('does not mind the order of the past', () => {
      const all = [retrained(0), retrained(12, 0.04), retrained(20, 0.02)];
      const rate = (past: Past) => learning.decide(estimate(0, 0), past).numbers.ageing;
      expect(rate(at(25, ...all.reverse()))).equal(rate(at(25, ...all.reverse())));
    });

    it('waits where more evidence costs less than a needless retraining', () => {
      // to retrain: 0.6 · 0.1 · 1000 − 50 = 10; to wait: 0.6 · 50 − 0.6 · max(0.2 · 100, 5) = 18
      const few = at(0, retrained(0));
      const waits = learning.decide(estimate(0.2, 0.6), few);
      expect(waits.action).equal('NO_RETRAIN');
      expect(waits.because).include('it is better to wait');
      expect(waits.because.join()).include('expected to cost 12, and is worth 18');
      expect(policyOf(1000).decide(estimate(0.2, 0.6), few).action).equal('FULL');
      expect(learning.decide(estimate(0.2, 0.95), few).action).equal('FULL');
    });

    it('never waits where it is certain, or where a retraining pays without a drift', () => {
      expect(learning.decide(estimate(0.9, 1), at(0, retrained(0))).action).equal('FULL');
      expect(learning.decide(estimate(0, 0.5), at(90, retrained(0))).action).equal('FULL');
    });

    it('decides as without them before the first training', () => {
      const { numbers } = learning.decide(estimate(0.5, 1), FRESH);
      expect(numbers).not.have.property('ageing');
      expect(numbers['net FULL']).equal(0.25 * 1000 - 50);
    });

    it('refuses what is no prior, and measurements that are none', () => {
      const make = (change: object) => () =>
        costAwarePolicy({ offers: one, errorCost: 1, horizon: 1, own: { ...own, ...change } });
      expect(make({ predictionsPerDay: 0 })).throw(RangeError, 'invalid own.predictionsPerDay');
      expect(make({ ageing: NaN })).throw(RangeError, 'invalid own.ageing');
      expect(make({ weight: -1 })).throw(RangeError, 'invalid own.weight');
      const wrong = () => learning.decide(estimate(0, 0), at(1, retrained(0, 2)));
      expect(wrong).throw(RangeError, 'invalid retrainings[0].measured.gain');
    });

    function policyOf(horizon: number) {
      return costAwarePolicy({ offers: one, errorCost: 1, horizon });
    }
  });
});
