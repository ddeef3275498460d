import { expect } from 'chai';
import type { Past } from '../../../src/retraining/deciding/decision';
import { strawPolicies } from '../../../src/retraining/deciding/strawPolicies';
import { estimate, FRESH } from './past';

const SEVERE = estimate(1, 1);
const after = (days: number): Past => ({ day: days, retrainings: [{ day: 0, action: 'FULL', cost: 1 }] });

describe('strawPolicies', () => {
  it('never retrain, or always, whatever is seen', () => {
    expect(strawPolicies.never().decide(SEVERE, FRESH).action).equal('NO_RETRAIN');
    expect(strawPolicies.always().decide(estimate(0, 0), FRESH).action).equal('FULL');
    expect(strawPolicies.always('INCREMENTAL').decide(estimate(0, 0), FRESH).action).equal('INCREMENTAL');
  });

  it('retrain by the clock, first when nothing was ever retrained', () => {
    const weekly = strawPolicies.periodic(7);
    expect(weekly.decide(SEVERE, FRESH).action).equal('FULL');
    expect(weekly.decide(SEVERE, after(6.99)).action).equal('NO_RETRAIN');
    const due = weekly.decide(estimate(0, 0), after(7));
    expect(due).include({ action: 'FULL', policy: 'every 7 days' });
    expect(due.because).deep.equal(['7 days since the last retraining, due after 7']);
  });

  it('answer an alarm whatever its size', () => {
    const alarmed = strawPolicies.alarmed();
    expect(alarmed.decide(estimate(0, 0.51), FRESH).action).equal('FULL');
    expect(alarmed.decide(estimate(1, 0.5), FRESH)).include({ action: 'NO_RETRAIN' });
  });

  it('refuse what is no period, bound, action or estimate', () => {
    expect(() => strawPolicies.periodic(NaN)).throw(RangeError, 'invalid days');
    expect(() => strawPolicies.alarmed(2)).throw(RangeError, 'invalid bound');
    expect(() => strawPolicies.always('NO_RETRAIN' as never)).throw(RangeError, 'invalid action');
    expect(() => strawPolicies.never().decide(estimate(NaN, 0), FRESH)).throw(RangeError, 'invalid severity');
  });
});
