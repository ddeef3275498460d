import type { LabeledSample } from '../../data/streams/streamSource';
import { checkInteger, checkNumber } from '../../errors';
import { type ConceptDrift, conceptDrift } from './conceptDrift';

/** Options of {@link rotatedBoundary}. */
export interface RotatedBoundaryOptions {
  /** The class of a point under the old concept. */
  readonly classify: (features: Float64Array) => number;
  /** By how many degrees the boundary has turned at severity 1. Default 90. */
  readonly angle?: number;
  /** The two features whose plane it turns in. Default 0 and 1. */
  readonly plane?: readonly [number, number];
  /** The point in this plane about which it turns. Default the origin. */
  readonly centre?: readonly [number, number];
}

/**
 * The boundary between classes turns by severity · angle: a point gets the class that the old concept gave to the point turned back. The features stay as they
 * are, so P(x) does; only P(y | x) changes.
 * @throws {TypeError | RangeError} if angle or centre is not finite, or the plane not two different integers ≥ 0; when applied, if a sample lacks a feature.
 * @example
 * rotatedBoundary({ classify: ([x, y]) => Number(x > y), angle: 45 });
 */
export function rotatedBoundary(options: RotatedBoundaryOptions): ConceptDrift<LabeledSample> {
  const { classify, angle = 90, plane = [0, 1], centre = [0, 0] } = options;
  checkNumber('angle', angle);
  const [across, up] = plane.map((feature) => checkInteger('plane', feature, 0));
  if (across === up) throw new RangeError(`invalid plane: expected two different features, got ${across} twice`);
  const [x, y] = centre.map((place) => checkNumber('centre', place));
  return conceptDrift('rotatedBoundary', (sample, severity) => {
    const { features } = sample;
    checkInteger('plane', Math.max(across, up), 0, features.length - 1);
    const turn = (severity * angle * Math.PI) / 180;
    const [right, above] = [features[across] - x, features[up] - y];
    const before = features.slice();
    before[across] = x + Math.cos(turn) * right + Math.sin(turn) * above;
    before[up] = y - Math.sin(turn) * right + Math.cos(turn) * above;
    return { ...sample, label: classify(before) };
  });
}
