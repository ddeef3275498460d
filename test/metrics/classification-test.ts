import { expect } from 'chai';
import { accuracy } from '../../src/metrics/accuracy';
import { confusionMatrix } from '../../src/metrics/confusionMatrix';

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

  it('refuse lists that differ in length, are empty or hold no labels', () => {
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
