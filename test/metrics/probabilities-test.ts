import { expect } from 'chai';
import fc from 'fast-check';
import { fromRows } from '../../src/matrix';
import { averagePrecision } from '../../src/metrics/averagePrecision';
import { brierDecomposition, brierScore } from '../../src/metrics/brierScore';
import { confidenceStatistics } from '../../src/metrics/confidenceStatistics';
import { logLoss } from '../../src/metrics/logLoss';
import { multiclassAuroc } from '../../src/metrics/multiclassAuroc';
import { auroc } from '../../src/metrics/auroc';
import { highestF1, precisionRecallCurve } from '../../src/metrics/precisionRecallCurve';
import { predictedClasses } from '../../src/metrics/predictedClasses';
import { reliabilityCurve } from '../../src/metrics/reliabilityCurve';
import { topKAccuracy } from '../../src/metrics/topKAccuracy';

/** Probabilities with ties and labels of both kinds. */
const binary = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 1 })), { maxLength: 40 })
  .map((pairs) => [...pairs, [1, 0], [2, 1]])
  .map((pairs) => ({ probabilities: pairs.map(([p]) => p / 8), labels: pairs.map(([, label]) => label) }));

/** The same as two columns. */
const twoColumns = (probabilities: readonly number[]) => fromRows(probabilities.map((p) => [1 - p, p]));

describe('metrics of probabilities', () => {
  it('are the same for class 1 and for rows of two classes', () => {
    fc.assert(
      fc.property(binary, ({ probabilities, labels }) => {
        const rows = twoColumns(probabilities);
        expect(logLoss(rows, labels)).closeTo(logLoss(probabilities, labels), 1e-12);
        expect(brierScore(rows, labels)).closeTo(2 * brierScore(probabilities, labels), 1e-12);
        expect(multiclassAuroc(rows, labels)).closeTo(auroc(probabilities, labels), 1e-12);
        expect(multiclassAuroc(rows, labels, { pairs: 'oneVsOne' })).closeTo(auroc(probabilities, labels), 1e-12);
      }),
    );
  });

  it('cost ln k where all classes are as likely, and 36 nats for a certain wrong answer', () => {
    expect(logLoss(fromRows([[0.25, 0.25, 0.25, 0.25]]), [2])).closeTo(Math.log(4), 1e-15);
    expect(logLoss([1, 0], [0, 1])).closeTo(52 * Math.LN2, 1e-12);
    expect(logLoss([1], [0], { clip: 0 })).equal(Infinity);
    expect(logLoss([1e-20], [0])).closeTo(1e-20, 1e-30);
  });

  it('the parts of the Brier score add up, with nothing left within bins of equal probabilities', () => {
    fc.assert(
      fc.property(binary, ({ probabilities, labels }) => {
        const parts = brierDecomposition(probabilities, labels, { bins: 16 });
        expect(parts.reliability - parts.resolution + parts.uncertainty).closeTo(parts.brier, 1e-12);
        expect(parts.withinBins).closeTo(0, 1e-12);
        expect(Math.min(parts.reliability, parts.resolution)).at.least(0);
      }),
    );
  });

  it('the steps under the precision–recall curve are the average precision', () => {
    fc.assert(
      fc.property(binary, ({ probabilities, labels }) => {
        const { precision, recall, thresholds } = precisionRecallCurve(probabilities, labels);
        let area = 0;
        for (let i = 0; i < thresholds.length; i++) area += (recall[i] - recall[i + 1]) * precision[i];
        expect(area).closeTo(averagePrecision(probabilities, labels), 1e-12);
        const { f1, threshold } = highestF1(probabilities, labels);
        const f1s = [...thresholds].map((_, i) => (2 * precision[i] * recall[i]) / (precision[i] + recall[i] || 1));
        expect(f1).closeTo(Math.max(...f1s), 1e-12);
        expect(f1s[thresholds.indexOf(threshold)]).closeTo(f1, 1e-12);
      }),
    );
  });

  it('the classes and confidences of rows, the first one on ties', () => {
    const rows = fromRows([
      [0.2, 0.4, 0.4],
      [0.6, 0.3, 0.1],
    ]);
    expect(predictedClasses(rows).classes).deep.equal(Int32Array.of(1, 0));
    expect(predictedClasses(rows).confidences).deep.equal(Float64Array.of(0.4, 0.6));
    expect([1, 2, 3].map((k) => topKAccuracy(rows, [2, 2], k))).deep.equal([0, 0.5, 1]);
  });

  it('the confidence of one class and of one row', () => {
    const certain = confidenceStatistics(fromRows([[1]]));
    expect([certain.mean, certain.entropy, certain.normalizedEntropy, certain.margin]).deep.equal([1, 0, null, 1]);
    expect(confidenceStatistics(fromRows([[0.5, 0.5]]))).to.include({ standardDeviation: 0, margin: 0, belowHalf: 0 });
    expect(confidenceStatistics(fromRows([[0.5, 0.5]])).normalizedEntropy).closeTo(1, 1e-15);
  });

  it('reliability with an interval in each bin, null where it is empty', () => {
    const [low, high] = reliabilityCurve([0.9, 0.8, 0.7], [1, 1, 0], { bins: 2 });
    expect(low).deep.equal({ count: 0, confidence: null, accuracy: null });
    expect(high.confidence).closeTo(0.8, 1e-15);
    expect(high.accuracy!.estimate).within(high.accuracy!.low, high.accuracy!.high);
  });

  it('refuse rows that are no probabilities, labels that are no class, and classes without samples', () => {
    const rows = fromRows([
      [0.5, 0.5],
      [0.3, 0.7],
    ]);
    expect(() => logLoss(fromRows([[0.5, 0.6]]), [0])).throws(
      RangeError,
      'expected rows that add up to 1, got 1.1 in row 0',
    );
    expect(() => brierScore(rows, [0])).throws(RangeError, 'invalid labels: expected 2, one for each row, got 1');
    expect(() => brierScore(rows, [0, 2])).throws(
      RangeError,
      'invalid labels[1]: expected an integer in [0, 1], got 2',
    );
    expect(() => brierScore([0.5], [2])).throws(RangeError, 'invalid labels[0]');
    expect(() => logLoss([-0.1], [1])).throws(
      RangeError,
      'invalid probabilities: expected numbers in [0, 1], got -0.1 at 0',
    );
    expect(() => logLoss([], [])).throws(RangeError, 'invalid probabilities: expected at least 1 values, got 0');
    expect(() => multiclassAuroc(rows, [0, 0])).throws(RangeError, 'expected both normal and anomalous ones');
    expect(() => topKAccuracy(rows, [0, 0], 3)).throws(RangeError, 'invalid k: expected an integer in [1, 2], got 3');
    expect(() => confidenceStatistics(fromRows([]))).throws(RangeError, 'invalid rows of probabilities');
  });
});
