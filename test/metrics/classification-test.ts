import { expect } from 'chai';
import fc from 'fast-check';
import { accuracy } from '../../src/metrics/accuracy';
import { balancedAccuracy } from '../../src/metrics/balancedAccuracy';
import { classificationReport } from '../../src/metrics/classificationReport';
import { cohenKappa } from '../../src/metrics/cohenKappa';
import { confusionMatrix } from '../../src/metrics/confusionMatrix';
import { f1Score } from '../../src/metrics/f1Score';
import { matthewsCorrelation } from '../../src/metrics/matthewsCorrelation';
import { precision } from '../../src/metrics/precision';
import { recall } from '../../src/metrics/recall';

/** Labels and predictions of up to four classes. */
const pairs = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 40 })
  .map((list) => [list.map(([predicted]) => predicted), list.map(([, label]) => label)] as const);

describe('metrics of classes', () => {
  it('count predictions by class, true ones down and predicted ones across', () => {
    expect(confusionMatrix(['a', 'b', 'b'], ['a', 'a', 'b'])).deep.equal({
      classes: ['a', 'b'],
      counts: [
        [1, 1],
        [0, 1],
      ],
    });
    const chosen = confusionMatrix([0, 1, 1], [0, 0, 1], { classes: [2, 1] });
    expect(chosen.counts).deep.equal([
      [0, 0],
      [0, 1],
    ]);
  });

  it('take the share that is right for accuracy', () => {
    expect(accuracy([0, 1, 1], [0, 1, 0])).equal(2 / 3);
    expect(accuracy(Int32Array.of(1), [1])).equal(1);
  });

  it('agree between the report and the single figures', () => {
    fc.assert(
      fc.property(pairs, ([predictions, labels]) => {
        const report = classificationReport(predictions, labels);
        expect(report.accuracy).equal(accuracy(predictions, labels));
        expect(report.micro.f1).closeTo(report.accuracy, 1e-12);
        expect(report.weighted.recall).closeTo(report.accuracy, 1e-12);
        expect(report.balancedAccuracy).equal(balancedAccuracy(predictions, labels));
        expect(report.matthewsCorrelation).equal(matthewsCorrelation(predictions, labels));
        expect(report.cohenKappa).equal(cohenKappa(predictions, labels));
        expect(report.macro).deep.equal({
          precision: precision(predictions, labels, { average: 'macro' }),
          recall: recall(predictions, labels, { average: 'macro' }),
          f1: f1Score(predictions, labels, { average: 'macro' }),
        });
        for (const one of report.classes)
          expect(recall(predictions, labels, { positive: one.label })).equal(one.recall);
      }),
    );
  });

  it('are the same whatever classes are called, and in whatever order', () => {
    fc.assert(
      fc.property(pairs, ([predictions, labels]) => {
        const names = ['pear', 'apple', 'quince', 'plum'];
        const named = classificationReport(
          predictions.map((k) => names[k]),
          labels.map((k) => names[k]),
        );
        const report = classificationReport(predictions, labels);
        expect(named.macro.f1).closeTo(report.macro.f1, 1e-12);
        expect(named.matthewsCorrelation).closeTo(report.matthewsCorrelation, 1e-12);
        expect(named.balancedAccuracy).closeTo(report.balancedAccuracy, 1e-12);
      }),
    );
  });

  it('see through a classifier that always says the same', () => {
    const labels = [0, 0, 0, 1];
    expect(accuracy([0, 0, 0, 0], labels)).equal(0.75);
    expect(balancedAccuracy([0, 0, 0, 0], labels)).equal(0.5);
    expect(matthewsCorrelation([0, 0, 0, 0], labels)).equal(0);
    expect(precision([0, 0, 0, 0], labels)).equal(0);
  });

  it('list only the classes asked for, with all samples counted in their scores', () => {
    const report = classificationReport([0, 2, 2, 1], [0, 1, 2, 2], { classes: [2, 0] });
    expect(report.classes.map(({ label, precision: p, support }) => [label, p, support])).deep.equal([
      [2, 0.5, 2],
      [0, 1, 1],
    ]);
    expect(report.accuracy).equal(0.5);
  });

  it('refuse lists that differ in length, are empty or hold no labels', () => {
    expect(() => f1Score([1], [1], { average: 'mean' as 'macro' })).throws(
      RangeError,
      'expected one of macro, weighted, micro',
    );
    expect(() => confusionMatrix([1], [1], { classes: [2] })).throws(RangeError, 'expected at least one of the labels');
    expect(() => accuracy([], [])).throws(RangeError, 'invalid labels: expected at least one, got none');
    expect(() => accuracy([1], [1, 2])).throws(
      RangeError,
      'invalid predictions: expected 2, one for each label, got 1',
    );
    expect(() => confusionMatrix([], [])).throws(RangeError, 'invalid labels: expected at least one label, got none');
    expect(() => confusionMatrix([1], [NaN])).throws(
      RangeError,
      'invalid labels: expected strings, numbers or booleans',
    );
    expect(() => confusionMatrix([1], [1], { classes: [1, 1] })).throws(RangeError, 'expected different ones');
  });
});
