import type { LabeledSample } from '../../data/streams/streamSource';
import { checkInteger } from '../../errors';
import { type ConceptDrift, conceptDrift } from './conceptDrift';

/**
 * Two features mean what the other one meant: their values are exchanged with probability `severity`, the label stays. P(y | x) changes; P(x) stays where
 * the two have the same distribution, given the others.
 * @throws {TypeError | RangeError} if the features are not two different integers ≥ 0; when applied, if a sample lacks one.
 * @example
 * driftStream(sea(), [swappedMeaning(0, 2)], sudden({ at: 5000 }), { random, length: 10_000 });
 */
export function swappedMeaning(first: number, second: number): ConceptDrift<LabeledSample> {
  checkInteger('first', first, 0);
  checkInteger('second', second, 0);
  if (first === second) throw new RangeError(`invalid second: expected another feature than the first, got ${second}`);
  return conceptDrift('swappedMeaning', (sample, severity, random) => {
    checkInteger('second', Math.max(first, second), 0, sample.features.length - 1);
    if (random.uniform() >= severity) return sample;
    const features = sample.features.slice();
    [features[first], features[second]] = [features[second], features[first]];
    return { ...sample, features };
  });
}
