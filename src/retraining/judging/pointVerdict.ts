import { checkInteger, checkNumber } from '../../errors';
import type { Outcome } from './verdict';

/** What the plain rule looks at. */
export interface PointEvidence {
  /** Of the test of the primary metric, two-sided. */
  readonly pValue: number;
  /** Challenger less champion on the primary metric. */
  readonly improvement: number;
  /** Champion less challenger on each critical metric. */
  readonly criticalDrops: ArrayLike<number>;
  readonly samples: number;
}

/** Options of `pointVerdict`. */
export interface PointOptions {
  /** Default 0.05; p has to be below it. */
  readonly alpha?: number;
  /** The largest drop that is borne, default 0.02. */
  readonly margin?: number;
  /** The fewest samples of a PASS, default 1000. */
  readonly floor?: number;
}

/**
 * The plain rule: PASS where the primary metric is significantly better, no critical metric was seen to drop by more than the margin
 * and the samples reach the floor; FAIL where one was, or the primary metric is significantly worse; else INCONCLUSIVE. Drops are
 * compared as decimals. It takes what was observed for what is true: of models that are equal it fails many for a small class by chance
 * alone. `judge` asks whether a loss of the margin is refuted instead.
 * @throws {TypeError | RangeError} if p is not in [0, 1], a number is not finite, or a count is not an integer.
 * @example
 * pointVerdict({ pValue: 0.01, improvement: 0.02, criticalDrops: [0, 0.02], samples: 2000 }); // 'PASS'
 */
export function pointVerdict(
  { pValue, improvement, criticalDrops, samples }: PointEvidence,
  { alpha = 0.05, margin = 0.02, floor = 1000 }: PointOptions = {},
): Outcome {
  checkNumber('pValue', pValue, 0, 1);
  checkNumber('improvement', improvement);
  checkNumber('margin', margin, 0);
  checkInteger('samples', samples, 0);
  const kept = Array.from(criticalDrops).every((drop) => withinMargin(checkNumber('criticalDrops', drop), margin));
  const significant = pValue < alpha;
  if (!kept || (significant && improvement < 0)) return 'FAIL';
  return significant && improvement > 0 && samples >= floor ? 'PASS' : 'INCONCLUSIVE';
}

/** Whether a drop is at most the margin, as decimals: 0.85 − 0.83 is a drop of 0.02, whatever binary fractions say. */
export function withinMargin(drop: number, margin: number): boolean {
  return drop <= margin + 1e-12;
}
