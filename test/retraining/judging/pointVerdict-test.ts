import { expect } from 'chai';
import { pointVerdict } from '../../../src/retraining/judging/pointVerdict';

describe('pointVerdict', () => {
  const cases = [
    [0.01, 0.02, [0, 0.01], 2000, 'PASS'],
    [0.01, 0.02, [0.85 - 0.83], 1000, 'PASS'],
    [0.01, 0.02, [0.0200001], 1000, 'FAIL'],
    [0.01, -0.01, [], 5000, 'FAIL'],
    [0.2, -0.01, [0], 5000, 'INCONCLUSIVE'],
    [0.05, 0.02, [0], 5000, 'INCONCLUSIVE'],
    [0.01, 0.02, [0], 999, 'INCONCLUSIVE'],
    [0.01, 0, [0], 2000, 'INCONCLUSIVE'],
  ] as const;
  for (const [pValue, improvement, criticalDrops, samples, outcome] of cases)
    it(`says ${outcome} for p ${pValue}, gain ${improvement}, drops [${criticalDrops.join(', ')}], n ${samples}`, () => {
      expect(pointVerdict({ pValue, improvement, criticalDrops, samples })).equal(outcome);
    });

  it('names what is wrong', () => {
    const evidence = { pValue: 0.01, improvement: 0.02, criticalDrops: [0], samples: 2000 };
    expect(() => pointVerdict({ ...evidence, pValue: 1.5 })).throw(RangeError, 'invalid pValue');
    expect(() => pointVerdict({ ...evidence, criticalDrops: [NaN] })).throw(RangeError, 'invalid criticalDrops');
    expect(() => pointVerdict({ ...evidence, samples: 10.5 })).throw(RangeError, 'invalid samples');
  });
});
