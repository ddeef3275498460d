import { expect } from 'chai';
import fc from 'fast-check';
import { demographicParity } from '../../src/metrics/demographicParity';
import { equalizedOdds } from '../../src/metrics/equalizedOdds';
import { fairnessReport } from '../../src/metrics/fairnessReport';
import { rateChange } from '../../src/metrics/metricChange';
import { createRandom } from '../../src/random';

const samples = fc.array(
  fc.record({
    predicted: fc.integer({ min: 0, max: 1 }),
    label: fc.integer({ min: 0, max: 1 }),
    group: fc.constantFrom('a', 'b', 'c'),
  }),
  { minLength: 1, maxLength: 60 },
);

const columns = (rows: readonly { predicted: number; label: number; group: string }[]) =>
  [rows.map((row) => row.predicted), rows.map((row) => row.label), rows.map((row) => row.group)] as const;

describe('fairness', () => {
  it('never gives NaN, and a reason wherever a gap is null', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 9 }), (rows, least) => {
        const [predictions, labels, groups] = columns(rows);
        const { truePositiveRate, falsePositiveRate } = equalizedOdds(predictions, labels, groups, { least });
        const parity = demographicParity(predictions, groups, { least });
        for (const gaps of [truePositiveRate, falsePositiveRate, parity]) {
          // JSON turns NaN into null
          expect(JSON.parse(JSON.stringify(gaps))).deep.equal(gaps);
          for (const { gap, pValue, reason } of gaps.groups) {
            expect(gap === null).equal(reason !== undefined);
            expect(gap === null).equal(pValue === null);
          }
          expect(gaps.largest === null).equal(gaps.groups.every(({ gap }) => gap === null));
        }
      }),
    );
  });

  it('bounds every gap that was observed, and takes the largest one', () => {
    fc.assert(
      fc.property(samples, (rows) => {
        const [predictions, , groups] = columns(rows);
        const { largest, groups: gaps } = demographicParity(predictions, groups, { least: 1 });
        const sizes = gaps.map(({ gap }) => Math.abs(gap!.estimate));
        if (largest === null) expect(sizes).deep.equal([]);
        else expect([largest.value, largest.bound >= largest.value]).deep.equal([Math.max(...sizes), true]);
      }),
    );
  });

  it('signs gaps against the reference group, the largest one unless another is named', () => {
    const predictions = [...Array(10).fill(1), ...Array(10).fill(0), ...Array(10).fill(1)] as number[];
    const groups = [...Array(20).fill('men'), ...Array(10).fill('women')] as string[];
    const gaps = demographicParity(predictions, groups);
    expect([gaps.reference.group, gaps.groups[0].gap!.estimate]).deep.equal(['men', 0.5]);
    expect(demographicParity(predictions, groups, { reference: 'women' }).groups[0].gap!.estimate).equal(-0.5);
  });

  it('has no true-positive rate for a group without positives', () => {
    const groups = [...'aaaaaabbbbbb'];
    const labels = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
    const { truePositiveRate, falsePositiveRate, largest } = equalizedOdds(labels, labels, groups);
    expect(truePositiveRate.groups[0]).deep.equal({
      ...{ group: 'b', samples: 0, rate: null, gap: null, pValue: null },
      reason: 'group "b" has 0 samples for this rate, fewer than 5',
    });
    expect(falsePositiveRate.groups[0].reason).equal('group "a" has 1 samples for this rate, fewer than 5');
    expect(largest).equal(null);
    const { groups: rates, ...report } = fairnessReport(labels, labels, groups);
    expect(rates[1].truePositiveRate).equal(null);
    expect(report.equalOpportunityDifference).equal(0);
    expect(fairnessReport(labels, labels, groups, { empty: 'zero' }).equalOpportunityDifference).equal(1);
  });

  it('bounds the larger one of both rates of equalized odds', () => {
    const random = createRandom(1);
    const groups = Array.from({ length: 400 }, (_, i) => 'ab'[i % 2]);
    const labels = groups.map((_, i) => Number(i % 3 === 0));
    const predictions = groups.map((group, i) =>
      Number(random.uniform() < (group === 'b' && labels[i] === 0 ? 0.6 : 0.3)),
    );
    const odds = equalizedOdds(predictions, labels, groups);
    expect(odds.largest!.rate).equal('false-positive rate');
    expect(odds.largest!.bound).equal(
      Math.max(odds.truePositiveRate.largest!.bound, odds.falsePositiveRate.largest!.bound),
    );
  });

  it('tells the change of a rate, sample less reference', () => {
    const { change, pValue, sizes } = rateChange('accuracy', [930, 1000], [170, 200]);
    expect(change.estimate).closeTo(-0.08, 1e-12);
    expect(change.high).below(0);
    expect(pValue).below(0.001);
    expect(sizes).deep.equal({ reference: 1000, sample: 200 });
  });

  it('refuses unknown references, lengths that differ, and what is neither 0 nor 1', () => {
    expect(() => demographicParity([1, 0], ['a', 'b'], { reference: 'c' })).throws(
      RangeError,
      'invalid reference: expected one of "a", "b", got "c"',
    );
    expect(() => demographicParity([1, 2], ['a', 'b'])).throws(
      RangeError,
      'invalid predictions: expected 0 or 1, got 2 at 1',
    );
    expect(() => equalizedOdds([1, 1], [1], ['a', 'b'])).throws(
      RangeError,
      'invalid labels: expected 2, one for each group label',
    );
    expect(() => fairnessReport([], [], [])).throws(RangeError, 'invalid groups: expected at least one label');
    expect(() => demographicParity([1], ['a'], { level: 0.5 })).throws(RangeError, 'invalid level');
    expect(() => demographicParity([1], ['a'], { least: 0 })).throws(RangeError, 'invalid least');
  });
});
