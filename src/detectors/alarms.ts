import { checkNumber } from '../errors';
import type { Random } from '../random';
import type { Draw } from './draws';
import type { BatchDetector, Dependence } from './driftResult';

/** Builds a detector from a reference, as `ksDrift`, `mmdDrift` and the others do. */
export type DetectorBuilder<Sample> = (
  reference: Sample,
  options: Dependence & { readonly random: Random },
) => BatchDetector<Sample> | Promise<BatchDetector<Sample>>;

/** An alarm by a fixed limit, of any number that compares two samples. */
export interface ThresholdRule<Sample> {
  readonly score: (reference: Sample, sample: Sample) => number | Promise<number>;
  /** Alarm if the score is above it. */
  readonly threshold: number;
}

/** What gives alarms. */
export type AlarmRule<Sample> = DetectorBuilder<Sample> | ThresholdRule<Sample>;

/**
 * Whether a rule alarms on a pair of samples.
 * @throws {RangeError} if a score is NaN: it would pass for no drift.
 */
export async function alarm<Sample>(rule: AlarmRule<Sample>, draw: Draw<Sample>, random: Random): Promise<boolean> {
  const { reference, sample, referenceDependence = {}, sampleDependence = {} } = draw;
  if (typeof rule === 'function') {
    const detector = await rule(reference, { random, ...referenceDependence });
    return (await detector.compare(sample, sampleDependence)).drift;
  }
  const score = await rule.score(reference, sample);
  if (Number.isNaN(score)) throw new RangeError('invalid score: expected a number, got NaN');
  return score > checkNumber('threshold', rule.threshold);
}
