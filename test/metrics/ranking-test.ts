import { expect } from 'chai';
import fc from 'fast-check';
import { auroc } from '../../src/metrics/auroc';
import { averagePrecision } from '../../src/metrics/averagePrecision';
import { recallAtFpr } from '../../src/metrics/recallAtFpr';
import { rocCurve } from '../../src/metrics/rocCurve';
import { sortScores } from '../../src/metrics/sortScores';

/** Scores with many ties and labels of both kinds. */
const labelled = fc
  .array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: 0, max: 1 })), { maxLength: 30 })
  .map((pairs) => [...pairs, [1, 0], [2, 1]])
  .map((pairs) => ({ scores: pairs.map(([score]) => score / 2), labels: pairs.map(([, label]) => label) }));

const metrics = {
  auroc,
  averagePrecision,
  rocCurve,
  recallAtFpr: (s: number[], l: number[]) => recallAtFpr(s, l, 0.1),
};

describe('ranking metrics', () => {
  it('sort float32 scores like numbers: negative, zero, infinite, subnormal', () => {
    fc.assert(
      fc.property(fc.float32Array({ noNaN: true }), (scores) => {
        expect([...sortScores(scores.slice())]).deep.equal(
          [...scores].sort((a, b) => a - b || (Object.is(a, -0) ? -1 : 1)),
        );
      }),
    );
  });

  it('auroc is the share of pairs in order, ties one half', () => {
    fc.assert(
      fc.property(labelled, ({ scores, labels }) => {
        const of = (kind: number) => scores.filter((_, i) => labels[i] === kind);
        const pairs = of(1).flatMap((a) => of(0).map((n) => (a > n ? 1 : a === n ? 0.5 : 0)));
        expect(auroc(scores, labels)).equal(pairs.reduce((sum: number, win) => sum + win, 0) / pairs.length);
      }),
    );
  });

  it('auroc turns to 1 − auroc when scores are negated', () => {
    fc.assert(
      fc.property(labelled, ({ scores, labels }) => {
        const negated = scores.map((score) => -score);
        expect(auroc(negated, labels)).closeTo(1 - auroc(scores, labels), 1e-12);
      }),
    );
  });

  it('recallAtFpr is the highest point of the ROC curve within the limit', () => {
    fc.assert(
      fc.property(labelled, fc.integer({ min: 0, max: 20 }), ({ scores, labels }, twentieths) => {
        const { falsePositiveRate, truePositiveRate } = rocCurve(scores, labels);
        const within = truePositiveRate.filter((_, i) => falsePositiveRate[i] <= twentieths / 20);
        expect(recallAtFpr(scores, labels, twentieths / 20)).equal(Math.max(...within));
      }),
    );
  });

  it('recallAtFpr lets 3 of 60 normal samples alarm at 0.05, and none of three that are tied with a fourth', () => {
    const labels = [...Array<number>(60).fill(0), 1, 1];
    const normal = Array.from({ length: 60 }, (_, i) => i);
    expect(recallAtFpr([...normal, 56, 56.5], labels, 0.05)).equal(0.5);
    expect(recallAtFpr([...normal.map((score) => Math.min(score, 56)), 56, 57], labels, 0.05)).equal(0.5);
    expect(recallAtFpr([...normal.fill(-Infinity), -Infinity, -Infinity], labels, 1)).equal(1);
  });

  it('averagePrecision of an anomalous sample behind two normal ones is one third', () => {
    expect(averagePrecision([3, 2, 1], [0, 0, 1])).closeTo(1 / 3, 1e-15);
    expect(averagePrecision([1, 1, 1, 1], [0, 1, 0, 0])).equal(0.25);
  });

  it('agree on float32, float64 and plain arrays, and leave their input as it was', () => {
    const scores = [0.5, -1.25, 0.5, 3, 2, -0];
    const labels = [0, 0, 1, 1, 0, 1];
    for (const [name, metric] of Object.entries(metrics)) {
      const typed = Float32Array.from(scores);
      expect(metric(typed as unknown as number[], labels), name).deep.equal(metric(scores, labels));
      expect([...typed], name).deep.equal(scores);
    }
  });

  it('refuse labels that are not 0 or 1, one kind only, NaN and lengths that differ', () => {
    for (const [name, metric] of Object.entries(metrics)) {
      expect(() => metric([1, 2], [-1, 1]), name).throws(
        RangeError,
        'expected 0 (normal) or 1 (anomalous), got -1 at 0',
      );
      expect(() => metric([1, 2], [1, 1]), name).throws(
        RangeError,
        'expected both normal and anomalous ones, got 0 normal of 2',
      );
      expect(() => metric([1, NaN], [0, 1]), name).throws(RangeError, 'invalid scores: expected numbers, got NaN at 1');
      expect(() => metric([1, 2, 3], [0, 1]), name).throws(
        RangeError,
        'invalid labels: expected 3, one for each score, got 2',
      );
    }
    expect(() => recallAtFpr([1, 2], [0, 1], 1.5)).throws(
      RangeError,
      'invalid fpr: expected a number in [0, 1], got 1.5',
    );
  });
});
