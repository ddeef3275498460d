import { checkNumber, show } from '../errors';
import type { Random } from '../random';
import type { Draw } from './draws';
import type { BatchDetector, Dependence, DriftResult } from './driftResult';

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
 * Checks that `rule` is one.
 * @throws {TypeError} if it is neither a function nor a score with a threshold; {RangeError} if the threshold is not finite.
 */
export function checkRule<Sample>(rule: AlarmRule<Sample>): void {
  if (typeof rule === 'function') return;
  if (typeof (rule as Partial<ThresholdRule<Sample>> | undefined)?.score !== 'function')
    throw new TypeError(
      `invalid rule: expected a function that builds a detector, or a score with a threshold, got ${show(rule)}`,
    );
  checkNumber('threshold', rule.threshold);
}

/**
 * Whether a rule alarms on a pair of samples.
 * @throws {TypeError} if there is no detector, decision or score, {RangeError} if a score is NaN: they would pass for no drift.
 */
export async function alarm<Sample>(rule: AlarmRule<Sample>, draw: Draw<Sample>, random: Random): Promise<boolean> {
  const { reference, sample, referenceDependence = {}, sampleDependence = {} } = draw;
  if (typeof rule === 'function') {
    const detector = await rule(reference, { random, ...referenceDependence });
    if (typeof (detector as Partial<typeof detector> | undefined)?.compare !== 'function')
      throw new TypeError(`invalid rule: expected a function that builds a detector, got one of ${show(detector)}`);
    return decisionOf(await detector.compare(sample, sampleDependence));
  }
  const score: unknown = await rule.score(reference, sample);
  if (typeof score !== 'number') throw new TypeError(`invalid score: expected a number, got ${show(score)}`);
  if (Number.isNaN(score)) throw new RangeError('invalid score: expected a number, got NaN');
  return score > rule.threshold;
}

function decisionOf({ drift }: DriftResult): boolean {
  if (typeof drift !== 'boolean') throw new TypeError(`invalid drift: expected true or false, got ${show(drift)}`);
  return drift;
}
