import { expect } from 'chai';
import type { PastRetraining } from '../../../src/retraining/deciding/decision';
import { limitedPolicy } from '../../../src/retraining/deciding/limitedPolicy';
import { rulePolicy } from '../../../src/retraining/deciding/rulePolicy';
import { estimate, FRESH } from './past';

const rule = rulePolicy();
const after = (...retrainings: PastRetraining[]) => ({ day: 100, retrainings });
const full = (day: number, cost = 4): PastRetraining => ({ day, action: 'FULL', cost });
const costs = { INCREMENTAL: 1, PARTIAL: 2, FULL: 4 };

describe('limitedPolicy', () => {
  it('retrains again when the cooldown is over, at its last day too', () => {
    const at = (day: number) => limitedPolicy(rule).decide(estimate(0.4, 0.9), after(full(day), full(2))).action;
    expect([at(93), at(93.001), at(100)]).deep.equal(['PARTIAL', 'NO_RETRAIN', 'NO_RETRAIN']);
    expect(limitedPolicy(rule).decide(estimate(0.4, 0.9), FRESH).action).equal('PARTIAL');
    expect(limitedPolicy(rule, { cooldownDays: 0 }).decide(estimate(0.4, 0.9), after(full(100))).action).equal(
      'PARTIAL',
    );
  });

  it('says what it withheld and what was wanted, and has a person look at a severe case', () => {
    const decision = limitedPolicy(rule).decide(estimate(0.8, 0.9), after(full(97)));
    expect(decision).include({ action: 'NO_RETRAIN', review: true });
    expect(decision.because).deep.equal([
      'FULL withheld: 3 days since the last retraining, cooldown 7',
      'severe (severity 0.8 ≥ 0.5), yet nothing is done: a person should look',
      'wanted: severity 0.8 ≥ 0.5 and confidence 0.9 > 0.7: FULL',
    ]);
    expect(decision.numbers).include({ severity: 0.8, daysSinceRetraining: 3, cooldownDays: 7 });
    expect(limitedPolicy(rule).decide(estimate(0.4, 0.9), after(full(97))).review).equal(false);
  });

  it('does not train with fewer labelled samples than asked for', () => {
    const policy = limitedPolicy(rule, { leastSamples: 1000 });
    expect(policy.decide(estimate(0.4, 0.9, 1000), FRESH).action).equal('PARTIAL');
    const { action, because } = policy.decide(estimate(0.4, 0.9, 999), FRESH);
    expect(action).equal('NO_RETRAIN');
    expect(because[0]).equal('PARTIAL withheld: 999 labelled samples, at least 1000 are asked for');
    expect(policy.decide({ severity: 0.4, confidence: 0.9 }, FRESH).action).equal('NO_RETRAIN');
  });

  it('takes what the budget still pays for', () => {
    const policy = limitedPolicy(rule, { budget: { cost: 6, days: 30, costs } });
    expect(policy.decide(estimate(0.8, 0.9), after(full(80, 2))).action).equal('FULL');
    const less = policy.decide(estimate(0.8, 0.9), after(full(80)));
    expect(less).include({ action: 'PARTIAL', review: true });
    expect(less.because[0]).equal('FULL withheld: it costs 4, the budget has 2 left of 6 in 30 days; PARTIAL instead');
    expect(less.numbers).include({ cost: 4, budgetLeft: 2 });
    expect(policy.decide(estimate(0.8, 0.9), after(full(80), full(75, 3))).action).equal('NO_RETRAIN');
  });

  it('forgets what was spent before the stretch of the budget', () => {
    const policy = limitedPolicy(rule, { budget: { cost: 4, days: 30, costs } });
    const at = (day: number) => policy.decide(estimate(0.8, 0.9), after(full(day))).action;
    expect([at(70), at(70.01)]).deep.equal(['FULL', 'NO_RETRAIN']);
  });

  it('pays with what is left in spite of rounding', () => {
    const budget = { cost: 1, days: 30, costs: { INCREMENTAL: 0.1, PARTIAL: 0.1, FULL: 0.1 } };
    expect(1 - 0.9 < 0.1).equal(true);
    expect(limitedPolicy(rule, { budget }).decide(estimate(0.8, 0.9), after(full(80, 0.9))).action).equal('FULL');
  });

  it('leaves a decision that needs no limit as it is', () => {
    const policy = limitedPolicy(rule, { leastSamples: 1e6 });
    expect(policy.decide(estimate(0.9, 0.2), FRESH)).deep.equal(rule.decide(estimate(0.9, 0.2), FRESH));
  });

  it('refuses options that are negative or no number', () => {
    expect(() => limitedPolicy(rule, { cooldownDays: -1 })).throw(RangeError, 'invalid cooldownDays');
    expect(() => limitedPolicy(rule, { leastSamples: NaN })).throw(RangeError, 'invalid leastSamples');
    expect(() => limitedPolicy(rule, { budget: { cost: -1, days: 1, costs } })).throw(
      RangeError,
      'invalid budget.cost',
    );
    expect(() => limitedPolicy(rule, { budget: { cost: 1, days: 1, costs: { ...costs, FULL: NaN } } })).throw(
      RangeError,
      'invalid budget.costs.FULL',
    );
  });
});
