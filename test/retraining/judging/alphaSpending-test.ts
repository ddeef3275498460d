import { expect } from 'chai';
import { nextCharge, spendAlpha, type EarlierTrial } from '../../../src/retraining/judging/alphaSpending';

const trial = (
  challenger: string,
  digest: string,
  charge: EarlierTrial['charge'],
  looks: 'once' | 'every' = 'once',
) => ({
  evidence: { champion: 'v1', challenger, samples: { count: 1, labelled: 1, classes: [], digest } },
  ...{ charge, looks },
});

describe('spendAlpha', () => {
  it('spends alpha over all challengers that will ever be', () => {
    let sum = 0;
    for (let k = 1; k <= 100_000; k++) sum += spendAlpha(0.05, { trial: k, use: 1 });
    expect(sum).within(0.0499, 0.05);
  });

  it('charges samples that are used again by what verdicts on them could have said', () => {
    expect(spendAlpha(0.05, { trial: 3, use: 3 })).closeTo(spendAlpha(0.05, { trial: 3, use: 1 }) / 9, 1e-15);
    expect(() => spendAlpha(0.05, { trial: 0, use: 1 })).throw(RangeError, 'invalid trial');
  });
});

describe('nextCharge', () => {
  const first = trial('v2', 'a', { trial: 1, use: 1 });

  it('counts trials, and uses of the same samples', () => {
    expect(nextCharge(first.evidence, { looks: 'once' }, [])).deep.equal({ trial: 1, use: 1 });
    expect(nextCharge(trial('v3', 'b', first.charge).evidence, { looks: 'once' }, [first])).deep.equal({
      trial: 2,
      use: 1,
    });
    expect(nextCharge(trial('v3', 'a', first.charge).evidence, { looks: 'once' }, [first])).deep.equal({
      trial: 2,
      use: 2,
    });
  });

  it('charges a second look of a test for one look, and none of a test for many', () => {
    const many = trial('v2', 'a', { trial: 1, use: 1 }, 'every');
    const later = trial('v2', 'b', { trial: 1, use: 1 }, 'every').evidence;
    expect(nextCharge(later, { looks: 'every' }, [many])).deep.equal({ trial: 1, use: 1 });
    expect(nextCharge(later, { looks: 'once' }, [many])).deep.equal({ trial: 2, use: 1 });
    expect(nextCharge(later, { looks: 'every' }, [first])).deep.equal({ trial: 2, use: 1 });
  });
});
