import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cohenKappa } from '../../src/metrics/cohenKappa';
import { kappaTemporal } from '../../src/metrics/kappaTemporal';
import { majorityClass, noChange } from '../../src/metrics/naivePredictions';
import { prequentialAccuracy } from '../../src/metrics/prequentialAccuracy';

const labelsList = fc.array(fc.nat(3), { minLength: 2, maxLength: 60 });

describe('prequentialAccuracy', () => {
  it('is the mean of the last samples', () => {
    expect([...prequentialAccuracy([1, 1, 0, 0, 1], { window: 2 })]).deep.equal([1, 1, 0.5, 0, 0.5]);
    expect([...prequentialAccuracy([1, 0])]).deep.equal([1, 0.5]);
    expect(prequentialAccuracy([]).length).equal(0);
  });

  it('fades by the definition of Gama et al. 2013', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1), { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (right, fadingFactor) => {
          const found = prequentialAccuracy(right, { fadingFactor });
          right.forEach((_, i) => {
            const top = right.slice(0, i + 1).reduce((sum, one, k) => sum + fadingFactor ** (i - k) * one, 0);
            const bottom = right.slice(0, i + 1).reduce((sum, _, k) => sum + fadingFactor ** (i - k), 0);
            expect(found[i]).closeTo(top / bottom, 1e-12);
          });
        },
      ),
    );
  });

  it('is the plain mean where nothing is forgotten', () => {
    expect([...prequentialAccuracy([1, 0, 0, 1], { fadingFactor: 1 })]).deep.equal([1, 1 / 2, 1 / 3, 1 / 2]);
    expect([...prequentialAccuracy([1, 0, 0, 1], { window: 9 })]).deep.equal([1, 1 / 2, 1 / 3, 1 / 2]);
  });

  it('refuses other values than 0 and 1, and memories without length', () => {
    expect(() => prequentialAccuracy([1, NaN])).throws(RangeError, 'invalid right[1]: expected 0 or 1, got NaN');
    expect(() => prequentialAccuracy([1], { window: 0 })).throws(RangeError, 'invalid window');
    expect(() => prequentialAccuracy([1], { fadingFactor: 0 })).throws(RangeError, 'invalid fadingFactor');
    expect(() => prequentialAccuracy([1], { fadingFactor: 1.1 })).throws(RangeError, 'invalid fadingFactor');
  });
});

describe('cohenKappa', () => {
  interface Case {
    readonly op: string;
    readonly input: { readonly y_true: number[]; readonly y_pred: number[] };
    readonly expected: { readonly cohen_kappa: number | null };
  }

  it('has the values of scikit-learn', () => {
    const file = JSON.parse(readFileSync(join(__dirname, '../golden/metrics.json'), 'utf8')) as { cases: Case[] };
    const cases = file.cases.filter(({ op }) => op === 'classification');
    expect(cases).not.empty;
    for (const { input, expected } of cases) {
      const found = cohenKappa(input.y_pred, input.y_true);
      if (expected.cohen_kappa === null) expect(found).equal(null);
      else expect(found).closeTo(expected.cohen_kappa, 1e-12);
    }
  });

  it('is undefined for one and the same label, 0 for a constant guess', () => {
    expect(cohenKappa([1, 1], [1, 1])).equal(null);
    expect(cohenKappa([1, 1, 1], [0, 1, 2])).equal(0);
  });

  it('refuses lists of different or no length', () => {
    expect(() => cohenKappa([1], [1, 2])).throws(RangeError, 'invalid predictions: expected 2');
    expect(() => cohenKappa([], [])).throws(RangeError, 'invalid labels');
  });
});

describe('kappaTemporal', () => {
  it('is 0 for repeating the last label, 1 for being right', () => {
    fc.assert(
      fc.property(labelsList, (labels) => {
        const varies = labels.some((label, i) => i > 0 && label !== labels[i - 1]);
        expect(kappaTemporal(noChange(labels), labels)).equal(varies ? 0 : null);
        expect(kappaTemporal(labels, labels)).equal(varies ? 1 : null);
      }),
    );
  });

  it('is below 0 for what is worse than no-change', () => {
    // 1 of 4 right where no-change has 3 of 4
    expect(kappaTemporal([0, 1, 1, 1, 1], [0, 0, 0, 0, 1])).equal(-2);
  });
});

describe('the naive predictions', () => {
  it('know only the past', () => {
    expect([...noChange([2, 2, 0])]).deep.equal([0, 2, 2]);
    expect([...majorityClass([1, 1, 0, 0, 0])]).deep.equal([0, 1, 1, 1, 0]);
    fc.assert(
      fc.property(labelsList, (labels) => {
        const shorter = labels.slice(0, -1);
        expect([...majorityClass(labels)].slice(0, -1)).deep.equal([...majorityClass(shorter)]);
        expect([...noChange(labels)].slice(0, -1)).deep.equal([...noChange(shorter)]);
      }),
    );
  });

  it('take the most frequent label, the smallest on ties', () => {
    fc.assert(
      fc.property(labelsList, (labels) => {
        const predicted = majorityClass([...labels, 0]).at(-1)!;
        const counts = [0, 1, 2, 3].map((label) => labels.filter((one) => one === label).length);
        expect(predicted).equal(counts.indexOf(Math.max(...counts)));
      }),
    );
  });
});
