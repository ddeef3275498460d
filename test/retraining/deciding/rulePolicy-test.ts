import { expect } from 'chai';
import fc from 'fast-check';
import { ACTIONS, type DriftEstimate, type Past } from '../../../src/retraining/deciding/decision';
import { rulePolicy } from '../../../src/retraining/deciding/rulePolicy';
import { estimate, FRESH } from './past';

const decide = (severity: number, confidence: number) => rulePolicy().decide(estimate(severity, confidence), FRESH);
const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('rulePolicy', () => {
  it('takes the rows of the rule, severity at its bound and confidence above it', () => {
    const rows: [number, number, string][] = [
      [0.5, 0.71, 'FULL'],
      [1, 1, 'FULL'],
      [0.5, 0.7, 'PARTIAL'],
      [0.499999, 0.99, 'PARTIAL'],
      [0.3, 0.61, 'PARTIAL'],
      [0.3, 0.6, 'INCREMENTAL'],
      [0.15, 0.51, 'INCREMENTAL'],
      [0.15, 0.5, 'NO_RETRAIN'],
      [0.149, 1, 'NO_RETRAIN'],
      [0, 0, 'NO_RETRAIN'],
    ];
    expect(rows.map(([severity, confidence]) => decide(severity, confidence).action)).deep.equal(rows.map((r) => r[2]));
  });

  it('asks for a review where a drift is severe and too uncertain for what its severity asks for', () => {
    expect(decide(0.5, 0.1)).include({ action: 'NO_RETRAIN', review: true });
    expect(decide(0.9, 0.65)).include({ action: 'PARTIAL', review: true });
    expect(decide(0.9, 0.75)).include({ action: 'FULL', review: false });
    expect(decide(0.49, 0.1)).include({ action: 'NO_RETRAIN', review: false });
  });

  it('is never silent about a severe drift, whatever its thresholds', () => {
    const strict = { severity: 0.99, confidence: 0.99 };
    const policy = rulePolicy({ table: { FULL: strict, PARTIAL: strict, INCREMENTAL: strict } });
    expect(policy.decide(estimate(0.8, 1), FRESH)).include({ action: 'NO_RETRAIN', review: true });
  });

  it('gives its reasons in words and numbers', () => {
    expect(decide(0.6, 0.4).because).deep.equal([
      'no row of the rule fits',
      'not FULL: confidence 0.4 ≤ 0.7',
      'not PARTIAL: confidence 0.4 ≤ 0.6',
      'not INCREMENTAL: confidence 0.4 ≤ 0.5',
      'severe (severity 0.6 ≥ 0.5), yet nothing is done: a person should look',
    ]);
    expect(decide(0.6, 0.8).because).deep.equal(['severity 0.6 ≥ 0.5 and confidence 0.8 > 0.7: FULL']);
    expect(decide(0.6, 0.8).numbers).deep.equal({
      severity: 0.6,
      confidence: 0.8,
      severityBound: 0.5,
      confidenceBound: 0.7,
    });
  });

  it('never rounds a number onto the bound that it misses', () => {
    expect(decide(0.4999999, 0.9).because[1]).equal('not FULL: severity 0.4999999 < 0.5');
    expect(decide(0.5, 0.70000001).because[0]).include('confidence 0.70000001 > 0.7');
  });

  it('decides on nothing weaker when severity or confidence grows', () => {
    fc.assert(
      fc.property(unit, unit, unit, unit, (s, c, moreS, moreC) => {
        const weak = decide(Math.min(s, moreS), Math.min(c, moreC)).action;
        const strong = decide(Math.max(s, moreS), Math.max(c, moreC)).action;
        expect(ACTIONS.indexOf(strong)).least(ACTIONS.indexOf(weak));
      }),
      { seed: 8 },
    );
  });

  it('survives JSON', () => {
    const decision = decide(0.6, 0.4);
    expect(JSON.parse(JSON.stringify(decision))).deep.equal(decision);
  });

  it('refuses what is no estimate or no past, NaN first', () => {
    const wrong: [Partial<DriftEstimate>, Partial<Past>, string][] = [
      [{ severity: NaN }, {}, 'invalid severity'],
      [{ severity: 1.1 }, {}, 'invalid severity'],
      [{ confidence: NaN }, {}, 'invalid confidence'],
      [{ confidence: -0.1 }, {}, 'invalid confidence'],
      [{ samples: -1 }, {}, 'invalid samples'],
      [{}, { day: NaN }, 'invalid day'],
      [{}, { day: 3, retrainings: [{ day: 4, action: 'FULL', cost: 1 }] }, 'invalid retrainings[0].day'],
      [{}, { retrainings: [{ day: 4, action: 'FULL', cost: -1 }] }, 'invalid retrainings[0].cost'],
      [{}, { retrainings: [{ day: 4, action: 'NO_RETRAIN' as 'FULL', cost: 1 }] }, 'invalid retrainings[0].action'],
    ];
    for (const [drift, past, message] of wrong)
      expect(() => rulePolicy().decide({ ...estimate(0.5, 0.5), ...drift }, { ...FRESH, ...past })).throw(
        RangeError,
        message,
      );
    expect(() => decide('0.5' as unknown as number, 0.5)).throw(TypeError, 'invalid severity');
    expect(() => rulePolicy({ severe: 2 })).throw(RangeError, 'invalid severe');
    const row = { severity: 0.5, confidence: 0.5 };
    const table = { FULL: { ...row, confidence: NaN }, PARTIAL: row, INCREMENTAL: row };
    expect(() => rulePolicy({ table })).throw(RangeError, 'invalid table.FULL.confidence');
  });
});
